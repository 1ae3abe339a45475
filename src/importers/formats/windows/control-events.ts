/** Events about what guards a machine, who came in and what was plugged in, in the workspace's few actions. */
import { account, text, type WindowsEvent } from "./event.ts";
import { isProtectionDisplayName, isProtectionService } from "./protection-services.ts";

/** What an event means for an investigator, or the kind under which it is skipped. */
export type ControlReading =
  { readonly action: string; readonly message: string; readonly user: string | undefined } | { readonly skip: string };

type Reader = (event: WindowsEvent) => ControlReading;

const SYSMON: Readonly<Record<number, Reader>> = {
  4: (event) => {
    const state = text(event, "State") ?? "state unknown";
    const action = /^stopped$/i.test(state) ? "protection-stopped" : "protection-started";
    return { action, message: `Sysmon service: ${state}.`, user: undefined };
  },
  16: (event) => ({
    action: "protection-changed",
    message: `Sysmon configuration changed: ${text(event, "Configuration") ?? "not told"}.`,
    user: undefined,
  }),
};

const LOGON_TYPES: Readonly<Record<string, string>> = {
  "2": "at the console",
  "3": "over the network",
  "7": "unlock",
  "8": "over the network, clear text",
  "9": "with other credentials",
  "10": "remote desktop",
  "11": "at the console, cached",
  "12": "remote desktop, cached",
  "13": "unlock, cached",
};

const SECURITY: Readonly<Record<number, Reader>> = {
  1100: () => ({ action: "protection-stopped", message: "The event logging service was shut down.", user: undefined }),
  1102: (event) => ({
    action: "log-cleared",
    message: "The Security log was cleared.",
    user: account(event, "SubjectDomainName", "SubjectUserName"),
  }),
  4624: (event) => {
    const type = text(event, "LogonType") ?? "";
    const name = text(event, "TargetUserName") ?? "";
    const way = LOGON_TYPES[type];
    if (way === undefined) return { skip: "logons of services and batch jobs" };
    if (name.endsWith("$") || /^(?:DWM|UMFD)-\d+$/.test(name)) return { skip: "logons of machine accounts" };
    const from = text(event, "IpAddress", "WorkstationName");
    const message = `Logon type ${type} (${way})${from === undefined ? "" : ` from ${from}`}.`;
    return { action: "logon", message, user: account(event, "TargetDomainName", "TargetUserName") };
  },
  4698: (event) => ({
    action: "task-created",
    message: `Scheduled task created: ${text(event, "TaskName") ?? "without a name"}.`,
    user: account(event, "SubjectDomainName", "SubjectUserName"),
  }),
  4719: (event) => ({
    action: "audit-changed",
    message:
      `Audit policy changed: ${text(event, "SubcategoryGuid") ?? ""} ${text(event, "AuditPolicyChanges") ?? ""}`.trim(),
    user: account(event, "SubjectDomainName", "SubjectUserName"),
  }),
  6416: (event) => ({
    action: "device-attached",
    message: `New device: ${deviceOf(text(event, "DeviceDescription"), text(event, "DeviceId"))}.`,
    user: account(event, "SubjectDomainName", "SubjectUserName"),
  }),
};

const SYSTEM: Readonly<Record<number, Reader>> = {
  104: (event) => ({
    action: "log-cleared",
    message: firstLine(event.message) ?? `The ${text(event, "Channel") ?? "event"} log was cleared.`,
    user: account(event, "SubjectDomainName", "SubjectUserName"),
  }),
  7036: (event) => {
    const service = serviceOf(event);
    const action = service.isRunning === true ? "protection-started" : "protection-stopped";
    if (!service.isProtection || service.isRunning === undefined) return { skip: "service state changes" };
    return {
      action,
      message: `Service ${service.name}: ${text(event, "param2") ?? "state changed"}.`,
      user: undefined,
    };
  },
  7040: (event) => {
    const key = text(event, "param4") ?? "";
    const name = text(event, "param1") ?? key;
    const start = text(event, "param3") ?? "";
    const isDisabled = /disabled|deaktiviert|désactivé|disabilitat|отключ/i.test(start);
    if (!isDisabled || !(isProtectionService(key) || isProtectionDisplayName(name))) {
      return { skip: "service start type changes" };
    }
    return { action: "protection-disabled", message: `Service ${name}: start type now ${start}.`, user: undefined };
  },
  7045: (event) => ({
    action: "service-installed",
    message: `Service ${text(event, "ServiceName") ?? "without a name"} installed: ${text(event, "ImagePath") ?? "no path"}.`,
    user: text(event, "AccountName"),
  }),
};

const DEFENDER: Readonly<Record<number, Reader>> = {
  1116: (event) => ({
    action: "protection-detected",
    message: `Defender detected ${text(event, "Threat Name") ?? "a threat"} in ${text(event, "Path", "Process Name") ?? "an unknown place"}.`,
    user: text(event, "Detection User"),
  }),
  5000: () => ({ action: "protection-started", message: "Defender: real-time protection on.", user: undefined }),
  5001: () => ({ action: "protection-stopped", message: "Defender: real-time protection off.", user: undefined }),
  5007: (event) => defenderChange(text(event, "Old Value"), text(event, "New Value")),
  5010: () => ({ action: "protection-stopped", message: "Defender: scanning for malware off.", user: undefined }),
  5012: () => ({ action: "protection-stopped", message: "Defender: scanning for viruses off.", user: undefined }),
};

const DEVICES: Readonly<Record<number, Reader>> = {
  2003: (event) => ({
    action: "device-attached",
    message: `Device driver loaded: ${deviceOf(undefined, text(event, "InstanceId", "instance"))}.`,
    user: undefined,
  }),
};

/** What an event that is neither a process nor a connection says; `undefined` for ids that are not kept. */
export function readControl(event: WindowsEvent): ControlReading | undefined {
  return readersOf(event)?.[event.id]?.(event);
}

function readersOf({ provider, channel }: WindowsEvent): Readonly<Record<number, Reader>> | undefined {
  if (/sysmon/i.test(provider) || /sysmon/i.test(channel)) return SYSMON;
  if (/DriverFrameworks-UserMode/i.test(provider) || /DriverFrameworks-UserMode/i.test(channel)) return DEVICES;
  if (/Windows Defender/i.test(provider) || /Windows Defender/i.test(channel)) return DEFENDER;
  if (channel === "Security" || /Security-Auditing/i.test(provider)) return SECURITY;
  if (channel === "System" || /Service Control Manager/i.test(provider)) return SYSTEM;
  return undefined;
}

/** `Old Value` and `New Value` are `HKLM\…\Name = 0x0`; one is empty where a value appears or goes. */
function defenderChange(before: string | undefined, after: string | undefined): ControlReading {
  const { name, value } = valueOf(after);
  const isExclusion = name.includes("\\Exclusions\\");
  const isOff =
    (/\\Disable\w+$/i.test(name) && value === 1) ||
    (/\\TamperProtection$/i.test(name) && (value === 0 || value === 4)) ||
    (/\\SpyNetReporting$/i.test(name) && value === 0);
  const message = `Defender configuration: ${after ?? "removed"}${before === undefined ? "" : `, was ${before}`}.`;
  if (isExclusion) return { action: "protection-excluded", message, user: undefined };
  if (isOff) return { action: "protection-stopped", message, user: undefined };
  return { skip: "Defender configuration changes" };
}

function valueOf(written: string | undefined): { name: string; value: number | undefined } {
  const match = /^(.*?)\s*=\s*(0x[0-9a-f]+|\d+)\s*$/i.exec(written ?? "");
  return match === null ? { name: written ?? "", value: undefined } : { name: match[1] ?? "", value: Number(match[2]) };
}

const STOPPED = /stopped|beendet|angehalten|arrêté|arrestato|остановлен/i;
const RUNNING = /running|wird ausgeführt|gestartet|en cours d|in esecuzione|работает/i;

/** The binary block holds `ServiceKey/state` in every language, as hex or base64 of UTF-16; else the words must do. */
function serviceOf(event: WindowsEvent): { name: string; isProtection: boolean; isRunning: boolean | undefined } {
  const name = text(event, "param1") ?? "without a name";
  const binary = text(event, "Binary") ?? "";
  const bytes = Buffer.from(binary, /^(?:[0-9a-f]{2})+$/i.test(binary) ? "hex" : "base64");
  const [, key, code] = /^([\w .$-]+)\/(\d+)\0*$/.exec(bytes.toString("utf16le")) ?? [];
  const isProtection = key === undefined ? isProtectionDisplayName(name) : isProtectionService(key);
  if (code === "4" || code === "1") return { name, isProtection, isRunning: code === "4" };
  const state = text(event, "param2") ?? "";
  const isRunning = RUNNING.test(state) ? true : STOPPED.test(state) ? false : undefined;
  return { name, isProtection, isRunning };
}

function firstLine(message: string): string | undefined {
  const line = message.split(/\r?\n/, 1)[0]?.trim();
  return line === "" ? undefined : line;
}

function deviceOf(description: string | undefined, id: string | undefined): string {
  if (description === undefined) return id ?? "not named";
  return id === undefined ? description : `${description} (${id.replaceAll("&amp;", "&")})`;
}
