/** Programs that several classes share. */
import type { Program } from "../program.ts";

const SYSTEM32 = "C:\\Windows\\System32\\";

export function systemProgram(name: string, commandLine: string, description: string): Program {
  return {
    name,
    executable: `${SYSTEM32}${name}`,
    commandLine,
    description,
    company: "Microsoft Corporation",
    account: "system",
  };
}

export function installed(
  executable: string,
  options: { arguments?: string; account?: Program["account"]; description?: string; company?: string } = {},
): Program {
  const name = executable.slice(executable.lastIndexOf("\\") + 1);
  const quoted = executable.includes(" ") ? `"${executable}"` : executable;
  return {
    name,
    executable,
    commandLine: options.arguments === undefined ? quoted : `${quoted} ${options.arguments}`,
    description: options.description ?? name.replace(/\.exe$/i, ""),
    company: options.company ?? "Microsoft Corporation",
    account: options.account ?? "system",
  };
}

export function unixProgram(executable: string, options: { arguments?: string } = {}): Program {
  return {
    name: executable.slice(executable.lastIndexOf("/") + 1),
    executable,
    commandLine: options.arguments === undefined ? executable : `${executable} ${options.arguments}`,
    account: "system",
  };
}

export const SVCHOST = systemProgram(
  "svchost.exe",
  "C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s Schedule",
  "Host Process for Windows Services",
);
export const LSASS: Program = {
  ...systemProgram("lsass.exe", "C:\\Windows\\system32\\lsass.exe", "Local Security Authority Process"),
  startedBy: "wininit",
};
export const SPOOLSV = systemProgram("spoolsv.exe", "C:\\Windows\\System32\\spoolsv.exe", "Spooler SubSystem App");
/** The kernel's own process. */
export const SYSTEM: Program = {
  name: "System",
  executable: "System",
  commandLine: "",
  account: "system",
  fixedPid: 4,
};
export const DEFENDER = installed(
  "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.25110.6-0\\MsMpEng.exe",
  { description: "Antimalware Service Executable" },
);
export const SENSE = installed("C:\\Program Files\\Windows Defender Advanced Threat Protection\\MsSense.exe", {
  description: "Windows Defender Advanced Threat Protection Service Executable",
});

export const CMD = systemProgram("cmd.exe", "C:\\Windows\\system32\\cmd.exe", "Windows Command Processor");
export const POWERSHELL: Program = {
  name: "powershell.exe",
  executable: `${SYSTEM32}WindowsPowerShell\\v1.0\\powershell.exe`,
  commandLine: "powershell.exe",
  originalFileName: "PowerShell.EXE",
  description: "Windows PowerShell",
  company: "Microsoft Corporation",
  account: "system",
};

const inventory: Program = {
  ...POWERSHELL,
  commandLine: "powershell.exe -NonInteractive -File C:\\ProgramData\\Tidewater\\inventory.ps1",
};

/** What any Windows host starts now and then. */
export const windowsHousekeeping: readonly Program[] = [
  {
    ...systemProgram("taskhostw.exe", "taskhostw.exe Regular", "Host Process for Windows Tasks"),
    startedBy: "svchost",
  },
  systemProgram("conhost.exe", "\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1", "Console Window Host"),
  {
    ...systemProgram(
      "WmiPrvSE.exe",
      "C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding",
      "WMI Provider Host",
    ),
    executable: `${SYSTEM32}wbem\\WmiPrvSE.exe`,
    startedBy: "svchost",
  },
  {
    ...systemProgram("backgroundTaskHost.exe", "backgroundTaskHost.exe -ServerName:App", "Background Task Host"),
    startedBy: "svchost",
  },
  inventory,
];
