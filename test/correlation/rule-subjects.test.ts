import { expect, test } from "vitest";
import { readRules } from "../../src/content/sigma/read-rules.ts";
import { rulesMatching, ruleGrounds } from "../../src/correlation/rule-grounds.ts";
import { connectionSubject, controlSubject, processSubject } from "../../src/correlation/rule-subjects.ts";
import { windowsEvents } from "../../src/importers/formats/windows-events.ts";
import { memorySink, noFacts, textFrom } from "../importers/memory-sink.ts";
import { at, plantedConnection, plantedProcess } from "./planted.ts";

function rulesOf(logsource: string, detection: string) {
  const { rules, problems } = readRules(
    "planted.yml",
    `title: Planted\nid: r1\nlevel: high\nlogsource: { ${logsource} }\ndetection:\n  selection: ${detection}\n  condition: selection`,
  );
  expect(problems).toEqual([]);
  return rules;
}

test("a process is asked by image, command line, parent, user, hash and original name", () => {
  const subject = processSubject(
    plantedProcess({
      name: "a.exe",
      executable: "C:\\Temp\\a.exe",
      commandLine: "a.exe -x",
      parentName: "cmd.exe",
      user: "CORP\\bob",
      hash: "ab".repeat(32),
      originalFileName: "xmrig.exe",
    }),
  );
  const all =
    "{ Image: 'C:\\Temp\\a.exe', CommandLine|endswith: '-x', ParentImage|endswith: '\\cmd.exe', User|contains: bob, OriginalFileName: xmrig.exe, Hashes|contains: 'SHA256=ABAB' }";
  expect(rulesMatching(subject, rulesOf("category: process_creation, product: windows", all))).toHaveLength(1);
});

test("a connection is asked by where it goes and whose it is", () => {
  const subject = connectionSubject(
    plantedConnection({
      start: at("2026-03-10T22:00:00"),
      destinationDomain: "pool.example",
      destinationIp: "203.0.113.7",
      destinationPort: 3333,
      processName: "svchost.exe",
    }),
  );
  const detection =
    "{ Initiated: 'true', DestinationHostname|endswith: '.example', DestinationPort: 3333, DestinationIp|cidr: '203.0.113.0/24', Image|endswith: '\\svchost.exe' }";
  const [found] = rulesMatching(subject, rulesOf("category: network_connection, product: windows", detection));
  expect(found?.untested).toEqual([]);
});

test("events are asked as the Windows logs have them, through what the importer keeps of them", async () => {
  const sink = memorySink();
  const event = (id: number, provider: string, channel: string, data: Readonly<Record<string, string>>) =>
    JSON.stringify({
      "@timestamp": "2026-03-10T22:00:00Z",
      host: { name: "RND-07" },
      winlog: { event_id: id, provider_name: provider, channel, computer_name: "RND-07", event_data: data },
    });
  const lines = [
    event(7045, "Service Control Manager", "System", { ServiceName: "WinRing0", ImagePath: "C:\\Temp\\w.sys" }),
    event(4698, "Microsoft-Windows-Security-Auditing", "Security", { TaskName: "\\Updater" }),
  ];
  await windowsEvents.read(textFrom(lines.join("\n")), noFacts, sink, new AbortController().signal);
  const subjects = sink.controls.map(controlSubject);
  const service = rulesOf(
    "product: windows, service: system",
    "{ Provider_Name: 'Service Control Manager', EventID: 7045, ServiceName: WinRing0, ImagePath|contains: '\\Temp\\' }",
  );
  const task = rulesOf("product: windows, service: security", "{ EventID: 4698, TaskName|endswith: Updater }");
  expect(subjects.map((subject) => rulesMatching(subject, service).length)).toEqual([1, 0]);
  expect(subjects.map((subject) => rulesMatching(subject, task).length)).toEqual([0, 1]);
});

test("a match weighs by the rule's level, less where an exception could not be tested", () => {
  const [rule] = rulesOf("category: process_creation", "{ User: bob }");
  if (rule === undefined) throw new Error("no rule");
  const [whole] = ruleGrounds([{ rule, untested: [] }]);
  const [part] = ruleGrounds([{ rule, untested: ["Company"] }]);
  expect(whole).toMatchObject({ weight: 0.5, text: 'matches the rule "Planted" (r1, high, licence not stated)' });
  expect(part?.weight).toBeLessThan(0.2);
  expect(part?.text).toContain("whose exception for Company could not be tested");
});
