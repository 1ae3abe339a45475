import { expect, test } from "vitest";
import { accountName, normalPath, programIdentity, programName } from "../../src/correlation/program.ts";

test("a program has one name however a source writes it", () => {
  const written = [
    "svchost.exe",
    "SVCHOST",
    "svchost#3",
    '"C:\\Windows\\System32\\svchost.exe"',
    "/x/svchost (deleted)",
  ];
  expect([...new Set(written.map(programName))]).toEqual(["svchost"]);
});

test("paths lose what differs between sources and keep what differs between files", () => {
  expect(normalPath("\\??\\C:\\Windows\\System32\\csrss.exe")).toBe("c:\\windows\\system32\\csrss.exe");
  expect(normalPath("%SystemRoot%\\System32\\svchost.exe")).toBe("c:\\windows\\system32\\svchost.exe");
  expect(normalPath("\\SystemRoot\\System32\\smss.exe")).toBe("c:\\windows\\system32\\smss.exe");
  expect(normalPath("\\Device\\HarddiskVolume3\\Tools\\a.exe")).toBe("\\tools\\a.exe");
  expect(normalPath("/usr/bin/python3")).toBe("/usr/bin/python3");
});

test("an update or another user does not make a program new, another folder does", () => {
  const identity = (executable: string) => programIdentity({ name: "x.exe", executable });
  expect(identity("C:\\ProgramData\\Defender\\Platform\\4.18.23110.3-0\\MsMpEng.exe")).toBe(
    identity("C:\\ProgramData\\Defender\\Platform\\4.18.24010.12-0\\MsMpEng.exe"),
  );
  expect(identity("C:\\Users\\anna\\AppData\\Local\\a.exe")).toBe(identity("C:\\Users\\ben\\AppData\\Local\\a.exe"));
  expect(identity("C:\\Users\\Public\\a.exe")).not.toBe(identity("C:\\Users\\ben\\a.exe"));
  expect(identity("C:\\Windows\\System32\\svchost.exe")).not.toBe(identity("C:\\ProgramData\\svchost.exe"));
});

test("accounts are compared without their domain", () => {
  expect(["CORP\\u123", "u123@corp.example", "U123"].map(accountName)).toEqual(["u123", "u123", "u123"]);
});
