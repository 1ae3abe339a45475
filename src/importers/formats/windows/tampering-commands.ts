/**
 * Commands that switch off what protects a machine or lets it sleep, as seen in command lines. A command says what was
 * tried, not that it worked, and kiosks and laboratories keep machines awake for good reasons: weighing is not done here.
 */
import { isProtectionProgram, isProtectionService } from "./protection-services.ts";

export type Tampering = "protection-stopped" | "protection-excluded" | "power-saving-off";

/** Of a command line, so many commands of so many characters are looked at: patterns must not be made to run for ever. */
const MOST_COMMANDS = 64;
const LONGEST_COMMAND = 2_048;
const ENCODED = /\s-e(?:c|nc|ncodedcommand)?\s+([A-Za-z0-9+/=]{40,20000})/i;

const HIGH_PERFORMANCE = "SCHEME_MIN|8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c|e9a42b02-d5df-448d-aa00-03f14749eb61";

const RULES: readonly (readonly [Tampering, RegExp])[] = [
  [
    "power-saving-off",
    /\bpowercfg(?:\.exe)?"?\s.*[-/](?:change|x)\s+[-/]?(?:standby|hibernate|disk|monitor)-timeout-[ad]c\s+0\b/i,
  ],
  ["power-saving-off", /\bpowercfg(?:\.exe)?"?\s.*[-/]h(?:ibernate)?\s+off\b/i],
  [
    "power-saving-off",
    new RegExp(`\\bpowercfg(?:\\.exe)?"?\\s.*[-/]s(?:etactive)?\\s+\\{?(?:${HIGH_PERFORMANCE})\\b`, "i"),
  ],
  [
    "power-saving-off",
    /\bpowercfg(?:\.exe)?"?\s.*[-/]set[ad]cvalueindex\s+\S+\s+(?:SUB_SLEEP|238c9fa8-\S+)\s+\S+\s+0\b/i,
  ],
  ["power-saving-off", /\bsystemctl\s+mask\s+.*\b(?:sleep|suspend|hibernate)\.target/i],
  ["protection-stopped", /\b(?:Set|Add)-MpPreference\b.*\s-Disable\w+\s+(?:\$?true|1)\b/i],
  ["protection-excluded", /\b(?:Set|Add)-MpPreference\b.*\s-Exclusion(?:Path|Process|Extension|IpAddress)\b/i],
  ["protection-excluded", /\breg(?:\.exe)?"?\s+add\s.*\\Windows Defender\\Exclusions\\/i],
  [
    "protection-stopped",
    /\breg(?:\.exe)?"?\s+add\s.*\\Windows Defender\b.*\s\/v\s+"?Disable\w+"?\s.*\/d\s+"?(?:0x)?1\b/i,
  ],
  [
    "protection-stopped",
    /\breg(?:\.exe)?"?\s+add\s.*\\Windows Defender\b.*\s\/v\s+"?(?:TamperProtection|SpynetReporting)"?\s.*\/d\s+"?(?:0x)?[04]\b/i,
  ],
  ["protection-stopped", /\bMpCmdRun(?:\.exe)?"?\s.*-RemoveDefinitions\b/i],
  ["protection-stopped", /\bnetsh(?:\.exe)?"?\s+advfirewall\s+set\s+\w+\s+state\s+off\b/i],
  [
    "protection-stopped",
    /\bSystemSettingsAdminFlows(?:\.exe)?"?\s+Defender\s+(?:(?:SubmitSamplesConsent|SpynetReporting)\s+0|(?:RTP|DisableEnhancedNotifications)\s+1)\b/i,
  ],
  ["protection-stopped", /\bsetenforce\s+0\b/],
];

/** Commands that name a service or program, which then decides. */
const SERVICE_COMMANDS: readonly RegExp[] = [
  /\bsc(?:\.exe)?"?\s+(?:\\\\\S+\s+)?(?:stop|delete)\s+"?([^\s"]+)/i,
  /\bsc(?:\.exe)?"?\s+(?:\\\\\S+\s+)?config\s+"?([^\s"]+)"?\s+start=\s*disabled\b/i,
  /\bnet1?(?:\.exe)?"?\s+stop\s+"?([^\s"]+)/i,
  /\b(?:Stop|Remove)-Service\b(?:\s+-(?!Name)\w+)*\s+(?:-Name\s+)?["']?([^\s"']+)/i,
  /\bSet-Service\b(?=.*-StartupType\s+(?:Disabled|Manual))(?:\s+-Name)?\s+["']?([^\s"']+)/i,
  /\bsystemctl\s+(?:stop|disable|mask)\s+(?:--now\s+)?([^\s.]+)/i,
];

const PROGRAM_COMMANDS: readonly RegExp[] = [
  /\btaskkill(?:\.exe)?"?\s.*\/im\s+"?([^\s"]+)/i,
  /\bStop-Process\b.*-Name\s+["']?([^\s"']+)/i,
];

/** What a command line tries to switch off; `undefined` for all others. */
export function tamperingOf(commandLine: string | undefined): Tampering | undefined {
  if (commandLine === undefined) return undefined;
  for (const command of commandsOf(commandLine)) {
    const rule = RULES.find(([, pattern]) => pattern.test(command));
    if (rule !== undefined) return rule[0];
    const stopsService = SERVICE_COMMANDS.some((pattern) => isProtectionService(pattern.exec(command)?.[1] ?? ""));
    const stopsProgram = PROGRAM_COMMANDS.some((pattern) => isProtectionProgram(pattern.exec(command)?.[1] ?? ""));
    if (stopsService || stopsProgram) return "protection-stopped";
  }
  return undefined;
}

/** The commands of a line, with those that PowerShell takes in base64 of UTF-16. */
function commandsOf(line: string): string[] {
  const bounded = line.slice(0, MOST_COMMANDS * LONGEST_COMMAND);
  const encoded = ENCODED.exec(bounded)?.[1];
  const decoded = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString("utf16le");
  const commands = [...bounded.split(/[&|;\n]+/), ...decoded.split(/[&|;\n]+/)];
  return commands.slice(0, MOST_COMMANDS).map((command) => command.slice(0, LONGEST_COMMAND));
}
