import { describe, expect, it } from "vitest";
import { parseInstant } from "../../../src/base/time.ts";
import { zoneOf } from "../../../src/base/zone.ts";
import { windowsEvents } from "../../../src/importers/formats/windows-events.ts";
import { hasTestData, headOf, noTestData, readFormat, realFile } from "./read-format.ts";

const at = (text: string): number => parseInstant(text) ?? NaN;

/** {machine-LLLL-HHHH-…} of a start second. */
const guid = (start: string): string => {
  const hex = (at(start) / 1_000_000).toString(16).padStart(8, "0");
  return `{365abb72-${hex.slice(4)}-${hex.slice(0, 4)}-0000-001000000000}`;
};

const START = "2026-11-24T10:00:00.120Z";
const fields = {
  UtcTime: "2026-11-24 10:00:00.120",
  ProcessGuid: guid("2026-11-24T10:00:00Z"),
  ProcessId: "4711",
  Image: "C:\\ProgramData\\svchost.exe",
  CommandLine: "svchost.exe -o stratum+tcp://pool:3333",
  User: "LAB\\u123",
  Hashes: "SHA1=AA00,MD5=BB00,SHA256=CC11",
  OriginalFileName: "xmrig.exe",
  ParentProcessId: 700,
  ParentImage: "C:\\Windows\\explorer.exe",
};
const flat = (id: number, more: object = fields, logged = "2026-11-24T10:00:00.123Z"): object => ({
  EventID: id,
  SourceName: "Microsoft-Windows-Sysmon",
  Channel: "Microsoft-Windows-Sysmon/Operational",
  Hostname: "SRV-01",
  TimeCreated: logged,
  ...more,
});
const of = (provider: string, channel: string, id: number, more: object): object => ({
  ...flat(id, more),
  SourceName: provider,
  Channel: channel,
});
const security = (id: number, more: object): object => of("Microsoft-Windows-Security-Auditing", "Security", id, more);
const lines = (...records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

describe("Windows events", () => {
  const dialects: Record<string, object> = {
    "evtx_dump, nested": {
      Event: {
        "#attributes": { xmlns: "http://schemas.microsoft.com/win/2004/08/events/event" },
        System: {
          Provider: { "#attributes": { Name: "Microsoft-Windows-Sysmon" } },
          EventID: { "#text": 1, "#attributes": { Qualifiers: 0 } },
          Keywords: "0x8000000000000000",
          TimeCreated: { "#attributes": { SystemTime: "2026-11-24T10:00:00.123456Z" } },
          Channel: "Microsoft-Windows-Sysmon/Operational",
          Computer: "SRV-01",
        },
        EventData: { ...fields, ProcessGuid: fields.ProcessGuid.slice(1, -1).toUpperCase() },
      },
    },
    winlogbeat: {
      "@timestamp": "2026-11-24T10:00:00.123Z",
      winlog: {
        event_id: "1",
        computer_name: "SRV-01",
        provider_name: "Microsoft-Windows-Sysmon",
        channel: "Microsoft-Windows-Sysmon/Operational",
        event_data: fields,
      },
    },
    "winlogbeat's own module, in an index dump": {
      _source: {
        "@timestamp": "2026-11-24T10:00:00.123Z",
        winlog: { event_id: "1", provider_name: "Microsoft-Windows-Sysmon", event_data: { Product: "x" } },
        host: { name: "SRV-01" },
        message: `Process Create:\r\n${Object.entries(fields)
          .map(([key, value]) => `${key}: ${String(value)}`)
          .join("\r\n")}`,
      },
    },
    "flat, with numbers for text": flat(1, { ...fields, ProcessId: 4711, Keywords: -9223372036854775808 }),
    Sentinel: {
      TimeGenerated: "2026-11-24T10:00:00.2Z",
      Provider: "Microsoft-Windows-Sysmon",
      Channel: "Microsoft-Windows-Sysmon/Operational",
      Computer: "SRV-01",
      EventID: 1,
      EventData: JSON.stringify(fields),
    },
    "Sysmon for Linux": {
      Computer: "SRV-01",
      SyslogMessage: `<Event><System><Provider Name="Linux-Sysmon"/><EventID>1</EventID><TimeCreated SystemTime="2026-11-24T10:00:00.123000000Z"/><Channel>Linux-Sysmon/Operational</Channel><Computer>SRV-01</Computer></System><EventData>${Object.entries(
        fields,
      )
        .map(([key, value]) => `<Data Name="${key}">${String(value)}</Data>`)
        .join("")}</EventData></Event>`,
    },
  };

  it.each(Object.entries(dialects))("give the same process start from %s", async (_, record) => {
    for (const content of [
      lines(record),
      JSON.stringify([record], undefined, 2),
      JSON.stringify(record, undefined, 4),
    ]) {
      expect(windowsEvents.sniff(headOf(content))).toBe(0.95);
      const imported = await readFormat(windowsEvents, content, { pieceBytes: 51 });
      expect(imported.counts).toEqual({ stored: 1, skipped: 0, rejected: 0 });
      expect(imported.processes).toEqual([
        {
          host: "SRV-01",
          pid: 4711,
          entityId: fields.ProcessGuid.slice(1, -1),
          name: "svchost.exe",
          executable: fields.Image,
          commandLine: fields.CommandLine,
          parentPid: 700,
          parentName: "explorer.exe",
          parentExecutable: fields.ParentImage,
          user: "LAB\\u123",
          start: at(START),
          end: undefined,
          hash: "cc11",
          originalFileName: "xmrig.exe",
          signed: undefined,
          container: undefined,
          seen: at(START),
          locator: content.startsWith("[") ? 2 : 1,
        },
      ]);
    }
  });

  it("are not mistaken for other JSON", () => {
    expect(windowsEvents.sniff(headOf(windowsEvents.example))).toBe(0.95);
    expect(windowsEvents.sniff(headOf('{"event_type":"flow","SourceName":"x"}'))).toBe(0);
    expect(windowsEvents.sniff(headOf('{"name":"processes","action":"added"}', "sysmon.json"))).toBe(0);
    expect(windowsEvents.sniff(headOf('EventID,SourceName\n1,"Provider"'))).toBe(0);
  });

  it("are looked for in no more time than a head of a file is worth", () => {
    const began = performance.now();
    for (const word of ['"Event":{"System":{', '"EventID":1 ', '"SyslogMessage":"<Even ', "[{"]) {
      expect(windowsEvents.sniff(headOf(`{${word.repeat(10_000)}`))).toBe(0);
    }
    expect(performance.now() - began).toBeLessThan(500);
  });

  it("undo a logged time that is local but labelled UTC, for every event of that host", async () => {
    const imported = await readFormat(
      windowsEvents,
      lines(
        security(4689, { ProcessId: "0x10", ProcessName: "C:\\a.exe", TimeCreated: "2026-11-24T05:59:59.000Z" }),
        flat(1, fields, "2026-11-24T06:00:00.125Z"),
      ),
    );
    expect(imported.processes.map(({ seen }) => seen)).toEqual([at("2026-11-24T09:59:59Z"), at(START)]);
    expect(imported.notes).toEqual([
      "Logged times of SRV-01 are not UTC, as UtcTime and ProcessGuid show: +4 h was added to them.",
    ]);
  });

  it("do not believe a UtcTime that lies before the process that did it", async () => {
    const connection = {
      ...fields,
      ProcessGuid: guid("2026-11-24T15:32:57Z"),
      UtcTime: "2026-11-24 06:58:39.888",
      DestinationIp: "10.0.0.9",
      DestinationPort: "14444",
      SourceIp: "10.0.0.1",
      SourcePort: 50000,
      Protocol: "tcp",
      Initiated: "true",
    };
    const imported = await readFormat(windowsEvents, lines(flat(3, connection, "2026-11-24T15:32:59.389Z")));
    expect(imported.connections[0]?.start).toBe(at("2026-11-24T15:32:59.389Z"));
    expect(imported.notes.join()).toContain("ProcessGuid settled it");
  });

  it("read times without a zone in the one that was stated, else as UTC with a note", async () => {
    const record = {
      ...security(4688, { NewProcessId: "0xae8", NewProcessName: "C:\\a.exe" }),
      EventTime: "2026-07-24 12:00:00",
    };
    const stated = await readFormat(windowsEvents, lines(record), { zone: zoneOf("Europe/Berlin") });
    expect(stated.processes[0]).toMatchObject({ pid: 2792, seen: at("2026-07-24T10:00:00Z") });
    const assumed = await readFormat(windowsEvents, lines(record));
    expect(assumed.processes[0]?.seen).toBe(at("2026-07-24T12:00:00Z"));
    expect(assumed.notes.join()).toContain("nobody stated one");
  });

  it("give connections their end points, their process and the name that was asked for", async () => {
    const dns = {
      QueryName: "xmr.pool.example",
      QueryResults: "type:  5 a.example;::ffff:203.0.113.7;",
      ProcessId: "4711",
    };
    const outbound = { ...fields, Initiated: "True", Protocol: "tcp", SourceIp: "10.0.0.1", SourcePort: "50000" };
    const inbound = {
      Direction: "%%14592",
      SourceAddress: "10.0.0.1",
      SourcePort: "3389",
      DestAddress: "10.0.0.66",
      DestPort: "51000",
    };
    const imported = await readFormat(
      windowsEvents,
      lines(
        flat(22, dns),
        flat(3, {
          ...outbound,
          DestinationIp: "203.0.113.7",
          DestinationPort: "3333",
          DestinationHostname: "cdn.example",
        }),
        security(5156, {
          ...inbound,
          Protocol: "6",
          ProcessID: "1040",
          Application: "\\device\\harddiskvolume2\\x\\svchost.exe",
        }),
      ),
    );
    const [first, second] = imported.connections;
    expect(first).toMatchObject({
      direction: "outbound",
      destinationIp: "203.0.113.7",
      destinationPort: 3333,
      destinationDomain: "xmr.pool.example",
      pid: 4711,
      processName: "svchost.exe",
      entityId: fields.ProcessGuid.slice(1, -1),
    });
    expect(second).toMatchObject({
      direction: "inbound",
      transport: "tcp",
      sourceIp: "10.0.0.66",
      sourcePort: 51000,
      destinationIp: "10.0.0.1",
      destinationPort: 3389,
      pid: 1040,
    });
  });

  it("tell of protection, devices, logons and cleared logs, and of little else", async () => {
    const defender = (id: number, more: object = {}): object =>
      of("Microsoft-Windows-Windows Defender", "Microsoft-Windows-Windows Defender/Operational", id, more);
    const system = (id: number, more: object): object => of("Service Control Manager", "System", id, more);
    const binary = Buffer.from("WinDefend/1\0", "utf16le").toString("hex");
    const imported = await readFormat(
      windowsEvents,
      lines(
        defender(5001),
        defender(5007, { "New Value": "HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Exclusions\\Paths\\C:\\x = 0x0" }),
        defender(5007, { "New Value": "HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Signature Updates\\X = 0x1" }),
        system(7036, { param1: "Antivirus Windows Defender", param2: "arrêté", Binary: binary }),
        system(7036, { param1: "Druckwarteschlange", param2: "beendet" }),
        system(7040, { param1: "x", param2: "auto start", param3: "disabled", param4: "Sense" }),
        system(7045, { ServiceName: "xm", ImagePath: "C:\\x.exe", AccountName: "LocalSystem" }),
        security(4624, { LogonType: "10", TargetUserName: "u123", TargetDomainName: "LAB", IpAddress: "10.0.0.66" }),
        security(4624, { LogonType: "5", TargetUserName: "SYSTEM" }),
        security(4624, { LogonType: "3", TargetUserName: "SRV-02$" }),
        security(6416, {
          DeviceDescription: "USB Mass Storage Device",
          DeviceId: "USB\\VID_0781",
          SubjectUserName: "u123",
        }),
        of(
          "Microsoft-Windows-DriverFrameworks-UserMode",
          "Microsoft-Windows-DriverFrameworks-UserMode/Operational",
          2003,
          {
            InstanceId: "SWD\\WPDBUSENUM",
          },
        ),
        security(1102, {}),
        flat(4, { State: "Stopped" }),
        flat(16, { Configuration: "c.xml" }),
        security(4698, { TaskName: "\\upd", SubjectUserName: "u123" }),
        flat(13),
        security(4656, {}),
      ),
    );
    expect(imported.controls.map(({ action }) => action)).toEqual([
      "protection-stopped",
      "protection-excluded",
      "protection-stopped",
      "protection-disabled",
      "service-installed",
      "logon",
      "device-attached",
      "device-attached",
      "log-cleared",
      "protection-stopped",
      "protection-changed",
      "task-created",
    ]);
    expect(imported.controls[5]).toMatchObject({
      user: "LAB\\u123",
      message: "Logon type 10 (remote desktop) from 10.0.0.66.",
    });
    expect(imported.skips).toEqual({
      "Defender configuration changes": 1,
      "service state changes": 1,
      "logons of services and batch jobs": 1,
      "logons of machine accounts": 1,
      "Sysmon 13": 1,
      "Security 4656": 1,
    });
    expect(imported.counts).toEqual({ stored: 12, skipped: 6, rejected: 0 });
  });

  it("reject what cannot be read, one record at a time", async () => {
    const whole = lines(flat(1), flat(1, { ...fields, ProcessId: "0x1ffffffffffffffff" }), flat(1, {}, "yesterday"));
    const hostless = lines({ ...flat(1), Hostname: null });
    const imported = await readFormat(
      windowsEvents,
      `${whole}${hostless}{"a":1}\n17\n{"EventID":1,\n${lines(flat(1))}{"Ev`,
    );
    expect(imported.counts.stored).toBe(2);
    const reasons = new Map(imported.rejects.map(({ line, reason }) => [line, reason]));
    expect([...reasons.keys()].sort()).toEqual([2, 3, 4, 5, 6, 7, 9]);
    expect(reasons.get(4)).toBe("The event names no host and nobody stated one.");
    const stated = await readFormat(windowsEvents, hostless, { host: "SRV-09" });
    expect(stated.processes[0]?.host).toBe("SRV-09");
  });

  it("survive a huge line and bytes that are no UTF-8", async () => {
    const huge = JSON.stringify(flat(1, { ...fields, CommandLine: "x".repeat(20_000_000) }));
    const latin = Buffer.concat([
      Buffer.from(lines(flat(1)).replace("u123", "Syst")),
      Buffer.from([0x7b, 0x22, 0xe8, 0x22, 0x0a]),
    ]);
    const imported = await readFormat(windowsEvents, Buffer.concat([Buffer.from(`${huge}\n`), latin]), {
      pieceBytes: 1 << 20,
    });
    expect(imported.counts).toEqual({ stored: 1, skipped: 0, rejected: 2 });
  });
});

describe.skipIf(!hasTestData)(`real Windows events (${noTestData})`, () => {
  const events = "import/events/";

  it("of a flat export whose times are four hours off", async () => {
    const imported = await readFormat(
      windowsEvents,
      realFile(`${events}01-sysmon/cmd_bitsadmin_download_psh_script_2020-10-2302365189.json`),
    );
    expect(imported.counts).toEqual({ stored: 31, skipped: 393, rejected: 0 });
    const starts = imported.processes.filter(({ name }) => name === "bitsadmin.exe").map(({ start }) => start);
    // Security and Sysmon saw it within a millisecond of each other.
    expect(starts.filter((start) => start !== undefined)).toEqual([
      at("2020-10-23T06:36:43.542Z"),
      at("2020-10-23T06:36:43.542Z"),
    ]);
    expect(imported.connections.length).toBe(20);
  });

  it("of Sentinel, Sysmon for Linux and NXLog", async () => {
    const sentinel = await readFormat(
      windowsEvents,
      realFile(`${events}01-sysmon/sysmon_log4shell_cve2021_44228_java_serialized_object_2022-05-13045800.json`),
    );
    expect(sentinel.counts).toEqual({ stored: 9, skipped: 478, rejected: 0 });
    const linux = await readFormat(
      windowsEvents,
      realFile(`${events}08-linux-docker/syslog_sysmon_log4shell_cve2021_44228_jndi_reference_2022-05-11181020.json`),
    );
    expect(linux.counts).toEqual({ stored: 87, skipped: 6, rejected: 0 });
    const nxlog = await readFormat(
      windowsEvents,
      realFile(`${events}02-windows-security-system-defender/sekoia_nxlog_security_system_defender.ndjson`),
    );
    expect(nxlog.counts).toEqual({ stored: 10, skipped: 4, rejected: 1 });
    expect(nxlog.rejects[0]).toMatchObject({ line: 3, reason: "The event has no ProcessId." });
    expect(nxlog.connections[0]?.pid).not.toBe(4);
  });

  it("of single records as others pretty-print them", async () => {
    const masquerade = await readFormat(
      windowsEvents,
      realFile(
        `${events}01-sysmon/sigma-regression/proc_creation_win_svchost_masqueraded_execution/be58d2e2-06c8-4f58-b666-b99f6dc3b6cd.json`,
      ),
    );
    expect(masquerade.processes[0]).toMatchObject({ name: "svchost.exe", originalFileName: "CALC.EXE", pid: 5592 });
    const beats = await readFormat(
      windowsEvents,
      realFile(`${events}01-sysmon/winlogbeat-messages/event_process_create_2.message.json`),
    );
    expect(beats.processes[0]).toMatchObject({
      pid: 27804,
      start: at("2023-10-17T12:05:25.091Z"),
      user: "COMPANY\\asmithee",
    });
  });
});
