import { expect, test } from "vitest";
import { builtInKnowledge } from "../../src/content/built-in-knowledge.ts";
import { masqueradeSigns } from "../../src/correlation/masquerade.ts";
import type { ProcessRecord } from "../../src/model/events.ts";
import { plantedProcess } from "./planted.ts";

const knowledge = builtInKnowledge();
const texts = (fields: Partial<ProcessRecord>) =>
  masqueradeSigns(plantedProcess(fields), knowledge).map(({ text }) => text);

const realSvchost: Partial<ProcessRecord> = {
  name: "svchost.exe",
  executable: "C:\\Windows\\System32\\svchost.exe",
  commandLine: "C:\\Windows\\System32\\svchost.exe -k netsvcs -p",
  parentName: "services.exe",
  user: "NT AUTHORITY\\SYSTEM",
  originalFileName: "svchost.exe",
};

test("a real system process shows no sign", () => {
  expect(texts(realSvchost)).toEqual([]);
  expect(texts({ name: "explorer.exe", executable: "C:\\Windows\\explorer.exe", user: "CORP\\u1" })).toEqual([]);
  expect(texts({ name: "sshd", executable: "/usr/sbin/sshd", user: "root" })).toEqual([]);
  expect(texts({ name: "kworker/0:1", executable: undefined })).toEqual([]);
  const perUser = "C:\\Windows\\system32\\svchost.exe -k UnistackSvcGroup -s CDPUserSvc";
  expect(texts({ ...realSvchost, commandLine: perUser, user: "CORP\\u1" })).toEqual([]);
});

test("what a source does not tell is no sign", () => {
  expect(texts({ name: "svchost.exe" })).toEqual([]);
  expect(texts({ ...realSvchost, parentName: "-" })).toEqual([]);
  expect(texts({ ...realSvchost, parentName: "" })).toEqual([]);
  expect(texts({ ...realSvchost, commandLine: undefined, user: undefined, originalFileName: "-" })).toEqual([]);
});

test("a system name in another folder is a sign", () => {
  expect(texts({ name: "svchost.exe", executable: "C:\\ProgramData\\Microsoft\\svchost.exe" })).toEqual([
    "is named like a system binary, svchost.exe, but runs from C:\\ProgramData\\Microsoft\\svchost.exe",
  ]);
  expect(texts({ name: "sshd", executable: "/var/tmp/sshd" })).toEqual([
    "is named like a system program, sshd, but runs from /var/tmp/sshd",
  ]);
});

test("svchost runs from System32 itself, not from a folder below it", () => {
  expect(texts({ ...realSvchost, executable: "C:\\Windows\\System32\\Tasks\\svchost.exe" })).toHaveLength(1);
});

test("a wrong parent, a missing -k and a person's account are signs", () => {
  expect(texts({ ...realSvchost, parentName: "explorer.exe" })[0]).toContain("was started by explorer");
  expect(texts({ ...realSvchost, commandLine: "C:\\Windows\\System32\\svchost.exe" })[0]).toContain("without the -k");
  expect(texts({ ...realSvchost, user: "CORP\\u123" })[0]).toContain("runs under the account CORP\\u123");
});

test("a kernel thread with a file behind it is a sign", () => {
  expect(texts({ name: "[kworker/0:1]", executable: "/dev/shm/k" })[0]).toContain("is named like a kernel thread");
});

test("a file that was built under another name is a sign, careless spelling is not", () => {
  expect(texts({ name: "taskhost.exe", originalFileName: "CALC.EXE" })).toEqual([
    "is called taskhost but was built as CALC.EXE",
  ]);
  expect(texts({ name: "7zG.exe", originalFileName: "7zg" })).toEqual([]);
  expect(texts({ name: "cmd.exe", originalFileName: "Cmd.Exe.MUI" })).toEqual([]);
});

test("a name made to be misread is a sign", () => {
  expect(texts({ name: "svch0st.exe" })).toEqual([
    "has a name that is written to be read as svchost, a part of the system",
  ]);
});
