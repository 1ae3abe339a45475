import { expect, test } from "vitest";
import { assembleContent } from "../../src/content/assemble-content.ts";
import { readContentFile, type ContentPatch } from "../../src/content/read-content-file.ts";

const head = '"version": 3, "sources": [{ "what": "our own list", "licence": "internal" }]';

function patch(text: string): ContentPatch {
  const read = readContentFile("ours.json", text);
  if ("message" in read) throw new Error(read.message);
  return read;
}

function assembled(text: string) {
  const layer = { patch: patch(text), origin: "folder", file: "ours.json", sha256: "ab12" } as const;
  return assembleContent([layer]);
}

test.each([
  ["{", 1, /no valid YAML or JSON/],
  ["[]", 1, /must be an object with "content", one of algorithms, allowed/],
  ['{ "content": "spells", "version": 1 }', 1, /must be an object with "content"/],
  ['{\n "content": "pools",\n "version": 1,\n "suffixes": []\n}', 1, /"sources"/],
  [`{\n "content": "pools",\n ${head},\n "ports": [\n  3333,\n  "x"\n ]\n}`, 6, /"ports.1": /],
  [`{\n "content": "pools",\n ${head},\n "sufixes": ["a.b"]\n}`, 4, /sufixes/],
  [
    `{\n "content": "miners",\n ${head},\n "strong": [\n  { "pattern": "(?=a)b", "says": "x" }\n ]\n}`,
    5,
    /The expression cannot be used/,
  ],
  [`{\n "content": "allowed",\n ${head},\n "programs": [\n  { "because": "we made it" }\n ]\n}`, 5, /programs/],
])("what is wrong is told with its line and the next step: %s", (text, line, message) => {
  const read = readContentFile("ours.json", text);
  expect(read).toMatchObject({ file: "ours.json", line, message: expect.stringMatching(message) as string });
  expect("next" in read && read.next).toMatch(/^Mend the (?:file|line), or take /);
});

test("a file of references to references is refused, not followed", () => {
  const levels = Array.from({ length: 12 }, (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}]`);
  const read = readContentFile("bomb.json", ["a0: &a0 [x]", ...levels].join("\n"));
  expect(read).toMatchObject({ message: expect.stringMatching(/refers to its own parts/) as string });
});

test.each([
  ["[".repeat(1_000_000)],
  ["- ".repeat(100_000)],
  [Array.from({ length: 1_000 }, (_, index) => `${" ".repeat(index)}a:`).join("\n")],
])("a text that only nests is refused at once: %.10s", (text) => {
  const started = performance.now();
  expect(readContentFile("deep.json", text)).toMatchObject({ message: "The file nests too deeply." });
  expect(performance.now() - started).toBeLessThan(1_000);
});

test("a list adds to what is shipped, in lower case, and says its version, hash and licence", () => {
  const { knowledge, files } = assembled(`{ "content": "pools", ${head}, "suffixes": ["Pool.Corp-Test.example"] }`);
  expect(knowledge.pools.suffixes.has("pool.corp-test.example")).toBe(true);
  expect(knowledge.pools.suffixes.has("nanopool.org")).toBe(true);
  expect(knowledge.version).toContain("pools 3 (folder: ours.json, SHA-256 ab12)");
  expect(files.at(-1)).toMatchObject({ version: 3, sources: [{ licence: "internal" }] });
});

test("a file can take the place of those lists that it has, and of no others", () => {
  const { knowledge } = assembled(`{ "content": "pools", "mode": "replace", ${head}, "suffixes": ["only.example"] }`);
  expect([...knowledge.pools.suffixes]).toEqual(["only.example"]);
  expect(knowledge.pools.ports.has(3333)).toBe(true);
});

test("tables grow by key", () => {
  const { knowledge } = assembled(`{ "content": "software-roles", ${head}, "roles": { "build": ["OurBuilder"] } }`);
  expect(knowledge.roles.get("ourbuilder")).toBe("build");
  expect(knowledge.roles.get("msbuild")).toBe("build");
});

test("expressions from outside run in bounded time", () => {
  const { knowledge } = assembled(
    `{ "content": "miners", ${head}, "strong": [{ "pattern": "(a+)+$", "says": "is hostile" }] }`,
  );
  const expression = knowledge.miners.strong.find(({ says }) => says === "is hostile")?.expression;
  const started = performance.now();
  expect(expression?.test(`${"a".repeat(8_000)}!`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(500);
});
