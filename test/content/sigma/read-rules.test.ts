import { expect, test } from "vitest";
import { readRules } from "../../../src/content/sigma/read-rules.ts";
import type { RuleCategory, RuleSubject, RuleValue } from "../../../src/model/rule.ts";

const process = (fields: Readonly<Record<string, string>>, product = "windows"): RuleSubject =>
  subject("process_creation", fields, product);

function subject(category: RuleCategory, fields: Readonly<Record<string, string>>, product?: string): RuleSubject {
  return {
    category,
    product,
    field: (name) => (fields[name] === undefined ? undefined : { text: fields[name], isTail: false }),
  };
}

/** A rule for processes with the given detection, as YAML. */
function rule(detection: string, logsource = "category: process_creation"): string {
  return [
    "title: Planted",
    "id: 00000000-0000-0000-0000-000000000001",
    "level: high",
    "author: The tester",
    "license: CC0",
    `logsource: { ${logsource} }`,
    "detection:",
    ...detection
      .trim()
      .split("\n")
      .map((line) => `  ${line}`),
  ].join("\n");
}

function outcome(detection: string, record: RuleSubject, logsource?: string) {
  const { rules, problems } = readRules("planted.yml", rule(detection, logsource));
  const [only] = rules;
  if (only === undefined) throw new Error(problems.map(({ message }) => message).join(" "));
  return only.match(record);
}

const matches = (detection: string, fields: Readonly<Record<string, string>>): boolean =>
  outcome(detection, process(fields)) !== undefined;

function refusal(detection: string, logsource?: string): string {
  const { rules, problems } = readRules("planted.yml", rule(detection, logsource));
  expect(rules).toEqual([]);
  return problems[0]?.message ?? "";
}

const selection = (field: string, value: string): string => `selection:\n  ${field}: ${value}\ncondition: selection`;

test.each([
  // Places, wildcards and escapes.
  ["Image|endswith", "'\\evil.exe'", "C:\\Temp\\EVIL.EXE", true],
  ["Image|endswith", "'\\evil.exe'", "C:\\Temp\\notevil.exe", false],
  ["Image|startswith", "'C:\\Temp\\'", "c:\\temp\\x.exe", true],
  ["Image", "'C:\\Temp\\x.exe'", "c:\\temp\\x.exe", true],
  ["Image", "'C:\\Temp\\x.exe'", "c:\\temp\\x.exe2", false],
  ["Image", "'*\\evil.ex?'", "c:\\evil.exe", true],
  ["Image", "'*\\evil.ex?'", "c:\\evil.ex", false],
  ["Image", "'C:\\\\*\\x.exe'", "C:\\a\\b\\x.exe", true],
  ["CommandLine|contains", "'a\\*b'", "xa*by", true],
  ["CommandLine|contains", "'a\\*b'", "xaZby", false],
  ["CommandLine|contains|cased", "'Evil'", "an evil line", false],
  ["CommandLine|contains|cased", "'Evil'", "an Evil line", true],
  ["CommandLine|contains|all", "[' -o ', ' -u ']", "x -u me -o pool", true],
  ["CommandLine|contains|all", "[' -o ', ' -u ']", "x -o pool", false],
  ["CommandLine|contains", "['one', 'two']", "number two", true],
  ["CommandLine|contains|neq", "'two'", "number one", true],
  ["CommandLine|contains|neq", "'two'", "number two", false],
  // Dashes in their five forms.
  ["CommandLine|contains|windash", "' -enc '", "powershell /enc abc", true],
  ["CommandLine|windash|contains", "' -enc '", "powershell \u2013enc abc", true],
  ["CommandLine|contains|windash", "' -enc '", "powershell xenc abc", false],
  // Expressions tell cases apart unless told.
  ["CommandLine|re", "'ev[il]{2}\\d+'", "an evil42", true],
  ["CommandLine|re", "'EVIL'", "an evil42", false],
  ["CommandLine|re|i", "'EVIL'", "an evil42", true],
  // Encodings: "stratum+tcp://" at each of the three places, and as PowerShell writes it.
  ["CommandLine|base64offset|contains", "'stratum+tcp://'", "c3RyYXR1bSt0Y3A6Ly9wb29s", true],
  ["CommandLine|base64offset|contains", "'stratum+tcp://'", "eHN0cmF0dW0rdGNwOi8vcG9vbA==", true],
  ["CommandLine|base64offset|contains", "'stratum+tcp://'", "YWJjZA==", false],
  ["CommandLine|wide|base64offset|contains", "'http'", "-enc aAB0AHQAcAA6AA==", true],
  ["CommandLine|base64|contains", "'evil'", "x ZXZpbA== y", true],
])("%s: %s on %s is %s", (field, value, text, expected) => {
  const name = field.split("|")[0]?.toLowerCase() ?? "";
  expect(matches(selection(field, value), { [name]: text })).toBe(expected);
});

test("networks and numbers", () => {
  const network = (field: string, value: string, fields: Readonly<Record<string, string>>): boolean =>
    outcome(selection(field, value), subject("network_connection", fields), "category: network_connection") !==
    undefined;
  expect(network("DestinationIp|cidr", "['10.0.0.0/8', 'fd00::/8']", { destinationip: "10.1.2.3" })).toBe(true);
  expect(network("DestinationIp|cidr", "['10.0.0.0/8', 'fd00::/8']", { destinationip: "fd00::1" })).toBe(true);
  expect(network("DestinationIp|cidr", "'10.0.0.0/8'", { destinationip: "11.1.2.3" })).toBe(false);
  expect(network("DestinationPort", "[3333, 4444]", { destinationport: "4444" })).toBe(true);
  expect(network("DestinationPort|gte", "1024", { destinationport: "1024" })).toBe(true);
  expect(network("DestinationPort|lt", "1024", { destinationport: "1024" })).toBe(false);
});

test("null is a field that is not there, exists asks for one that is", () => {
  expect(matches(selection("ParentImage", "null"), { image: "x" })).toBe(true);
  expect(matches(selection("ParentImage", "null"), { parentimage: "x" })).toBe(false);
  expect(matches(selection("ParentImage|exists", "true"), { parentimage: "x" })).toBe(true);
  expect(matches(selection("ParentImage|exists", "false"), { parentimage: "x" })).toBe(false);
  expect(matches(selection("Image|fieldref", "ParentImage"), { image: "A.exe", parentimage: "a.exe" })).toBe(true);
});

test("a list of maps is one of them, a list of texts stands anywhere, |all in all", () => {
  const either = "selection:\n  - Image|endswith: '\\a.exe'\n  - User: bob\ncondition: selection";
  expect(matches(either, { user: "BOB" })).toBe(true);
  expect(matches(either, { user: "eve" })).toBe(false);
  expect(matches("words:\n  - evil\n  - 4711\ncondition: words", { commandline: "an Evil line" })).toBe(true);
  expect(
    matches("words:\n  '|all':\n    - evil\n    - bob\ncondition: words", { commandline: "evil", user: "bob" }),
  ).toBe(true);
  expect(matches("words:\n  '|all':\n    - evil\n    - bob\ncondition: words", { commandline: "evil" })).toBe(false);
});

const three = "sel_a:\n  User: a\nsel_b:\n  Image: b\n_hidden:\n  CommandLine: c\n";
test.each([
  ["sel_a or sel_b", { user: "a" }, true],
  ["sel_a and sel_b", { user: "a" }, false],
  ["sel_a and not sel_b", { user: "a", image: "x" }, true],
  ["1 of sel_*", { image: "b" }, true],
  ["all of sel_*", { image: "b" }, false],
  ["ALL of them", { user: "a", image: "b" }, true],
  ["1 of them", { commandline: "c" }, false],
  ["not (sel_a or sel_b)", { user: "x", image: "x" }, true],
  // "and" binds more than "or", "not" more than either.
  ["sel_a or sel_b and _hidden", { user: "a" }, true],
  ["(sel_a or sel_b) and _hidden", { user: "a" }, false],
  ["not sel_a and sel_b", { user: "x", image: "b" }, true],
])("%s", (condition, fields, expected) => {
  expect(matches(`${three}condition: ${condition}`, fields)).toBe(expected);
});

test("several conditions are one or the other", () => {
  expect(matches(`${three}condition:\n  - sel_a\n  - sel_b`, { image: "b" })).toBe(true);
});

test("an exception whose field the record lacks is named as untested", () => {
  const detection =
    "selection:\n  Image|endswith: '\\svchost.exe'\nfilter:\n  ParentImage|endswith: '\\services.exe'\ncondition: selection and not filter";
  expect(outcome(detection, process({ image: "c:\\svchost.exe" }))).toEqual({ untested: ["ParentImage"] });
  const known = process({ image: "c:\\svchost.exe", parentimage: "c:\\x\\explorer.exe" });
  expect(outcome(detection, known)).toEqual({ untested: [] });
  expect(outcome(detection, process({ image: "c:\\svchost.exe", parentimage: "c:\\services.exe" }))).toBeUndefined();
});

test("of a name without a folder only the end is tested", () => {
  const tail = (text: string): RuleSubject => ({
    ...process({}),
    field: (name): RuleValue | undefined => (name === "image" ? { text, isTail: true } : undefined),
  });
  const ends = selection("Image|endswith", "['\\xmrig.exe', '\\Temp\\x.exe']");
  expect(outcome(ends, tail("\\xmrig.exe"))).toEqual({ untested: [] });
  expect(outcome(ends, tail("\\x.exe"))).toBeUndefined();
  const misplaced =
    "selection:\n  Image|endswith: '\\svchost.exe'\nfilter:\n  Image|startswith: 'C:\\Windows\\'\ncondition: selection and not filter";
  expect(outcome(misplaced, tail("\\svchost.exe"))).toEqual({ untested: ["Image"] });
});

test("a rule for another system does not match; one that names none does", () => {
  const detection = selection("Image|endswith", "/evil");
  const linux = "category: process_creation, product: linux";
  expect(outcome(detection, process({ image: "/tmp/evil" }, "linux"), linux)).toBeDefined();
  expect(outcome(detection, process({ image: "/tmp/evil" }, "windows"), linux)).toBeUndefined();
  expect(outcome(detection, process({ image: "/tmp/evil" }, "windows"))).toBeDefined();
});

test.each([
  ["selection:\n  Company: Evil Ltd\ncondition: selection", undefined, /no source here gives Company/],
  [
    "selection:\n  User|expand: '%admins%'\ncondition: selection",
    undefined,
    /modifier "expand", which is not supported/,
  ],
  ["selection:\n  User|hour: 3\ncondition: selection", undefined, /modifier "hour"/],
  ["selection:\n  User: a\ncondition: selection | count() > 5", undefined, /counts events over time/],
  ["selection:\n  User: a\ncondition: selection and", undefined, /ends too early/],
  ["selection:\n  User: a\ncondition: (selection", undefined, /not closed/],
  ["selection:\n  User: a\ncondition: other", undefined, /names "other", which it does not describe/],
  ["selection:\n  User: a\ncondition: 1 of other*", undefined, /names "other\*"/],
  ["selection:\n  User: a\ncondition: 3 of selection*", undefined, /only 1 or all are known/],
  ["selection:\n  User: a\ncondition: selection selection", undefined, /goes on after its end/],
  ["selection:\n  User|re: '(?<=a)b'\ncondition: selection", undefined, /an expression that cannot be used/],
  ["selection:\n  User|re|contains: 'b'\ncondition: selection", undefined, /combines "re" with "contains"/],
  ["selection:\n  User|cidr: 'x'\ncondition: selection", undefined, /is no network/],
  [
    "selection:\n  User: a\ncondition: selection",
    "category: registry_set",
    /for registry_set, which no source here gives/,
  ],
  ["selection:\n  User: a\ncondition: selection", "product: linux, service: auditd", /linux\/auditd/],
])("a rule that cannot be used says why: %s", (detection, logsource, message) => {
  expect(refusal(detection, logsource)).toMatch(message);
});

test("files that hold no rule are told with their line", () => {
  const read = (text: string) => readRules("a.yml", text).problems[0];
  expect(read("title: [")).toMatchObject({ message: expect.stringMatching(/no valid YAML/) as string });
  expect(read("title: x\nlevel: loud\nlogsource: {}\ndetection: { condition: a }")).toMatchObject({ line: 2 });
  expect(read("title: x\ncorrelation: {}")?.message).toMatch(/correlation of several rules/);
  expect(read("title: x\nlogsource: {}\ndetection: {}")?.message).toMatch(/has no condition/);
  expect(read(`x: ${"y".repeat(2_000_000)}`)?.message).toMatch(/too large/);
});

test("one bad rule of a file does not cost the others, and what is shown of a rule is kept", () => {
  const good = rule(selection("User", "a"));
  const { rules, problems } = readRules("two.yml", `title: bad\n---\n${good}`);
  expect(problems).toHaveLength(1);
  expect(rules[0]).toMatchObject({
    id: "00000000-0000-0000-0000-000000000001",
    title: "Planted",
    level: "high",
    author: "The tester",
    licence: "CC0",
    file: "two.yml",
    untestable: [],
  });
});

test("hostile rules take no time over hostile records", () => {
  const line = "a".repeat(100_000);
  const record = process({ commandline: line, image: line });
  const started = performance.now();
  outcome(selection("CommandLine|re", "'(a+)+$'"), record);
  outcome(selection("CommandLine", `'${"*a".repeat(200)}*b'`), record);
  outcome(selection("CommandLine", `'*${"?".repeat(200)}b'`), record);
  outcome(
    selection("CommandLine|contains", `[${Array.from({ length: 2_000 }, (_, i) => `'x${i}'`).join(", ")}]`),
    record,
  );
  const nested = `${three}condition: ${"not ".repeat(40)}sel_a`;
  outcome(nested, record);
  expect(refusal(`${three}condition: ${"(".repeat(400)}sel_a${")".repeat(400)}`)).toMatch(/nests deeper/);
  expect(performance.now() - started).toBeLessThan(2_000);
});
