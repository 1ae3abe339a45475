/** Processes, connections and control events as rules see them, by the field names of Sigma's taxonomy. */
import type { ConnectionRecord, ControlEvent, ProcessRecord } from "../model/events.ts";
import type { RuleCategory, RuleSubject, RuleValue } from "../model/rule.ts";

const HASH_NAMES: Readonly<Record<number, string>> = { 32: "md5", 40: "sha1", 64: "sha256" };

export function processSubject(process: ProcessRecord): RuleSubject {
  const { executable, name, hash } = process;
  const product = productOf(executable ?? name);
  const hashName = hash === undefined ? undefined : HASH_NAMES[hash.length];
  return subject("process_creation", product, {
    image: fileValue(executable, name, product),
    commandline: whole(process.commandLine),
    originalfilename: whole(process.originalFileName),
    parentimage: fileValue(process.parentExecutable, process.parentName, product),
    user: whole(process.user),
    ...(hash === undefined || hashName === undefined
      ? {}
      : { hashes: whole(`${hashName.toUpperCase()}=${hash}`), [hashName]: whole(hash) }),
  });
}

export function connectionSubject(connection: ConnectionRecord): RuleSubject {
  const { processName } = connection;
  const product = processName === undefined ? undefined : productOf(processName);
  return subject("network_connection", product, {
    image: fileValue(undefined, processName, product),
    initiated: connection.direction === undefined ? undefined : whole(String(connection.direction === "outbound")),
    protocol: whole(connection.transport),
    sourceip: whole(connection.sourceIp),
    sourceport: whole(connection.sourcePort),
    destinationip: whole(connection.destinationIp),
    destinationport: whole(connection.destinationPort),
    destinationhostname: whole(connection.destinationDomain),
  });
}

const SERVICE_CONTROL = "Service Control Manager";
const AUDITING = "Microsoft-Windows-Security-Auditing";
const DEFENDER = "Microsoft-Windows-Windows Defender";

/** How the importer of Windows events words what it keeps, and the event's fields that the words hold. */
const WORDINGS: readonly {
  readonly says: RegExp;
  readonly id: number;
  readonly provider: string;
  readonly names?: readonly string[];
}[] = [
  {
    says: /^Service (.+) installed: (.+)\.$/,
    id: 7045,
    provider: SERVICE_CONTROL,
    names: ["servicename", "imagepath"],
  },
  { says: /^Service (.+): start type now (.+)\.$/, id: 7040, provider: SERVICE_CONTROL, names: ["param1", "param2"] },
  { says: /^Service (.+): (.+)\.$/, id: 7036, provider: SERVICE_CONTROL, names: ["param1", "param2"] },
  { says: /^Scheduled task created: (.+)\.$/, id: 4698, provider: AUDITING, names: ["taskname"] },
  { says: /^Logon type (\d+) .*? from (\S+)\.$/, id: 4624, provider: AUDITING, names: ["logontype", "ipaddress"] },
  { says: /^Logon type (\d+) /, id: 4624, provider: AUDITING, names: ["logontype"] },
  { says: /^Audit policy changed: /, id: 4719, provider: AUDITING },
  { says: /^The Security log was cleared\.$/, id: 1102, provider: "Microsoft-Windows-Eventlog" },
  { says: /^Defender: real-time protection off\.$/, id: 5001, provider: DEFENDER },
  { says: /^Defender: scanning for malware off\.$/, id: 5010, provider: DEFENDER },
  { says: /^Defender: scanning for viruses off\.$/, id: 5012, provider: DEFENDER },
  { says: /^Defender configuration: /, id: 5007, provider: DEFENDER },
  { says: /^Defender detected /, id: 1116, provider: DEFENDER },
];

export function controlSubject({ message, user }: Pick<ControlEvent, "message" | "user">): RuleSubject {
  const fields: Record<string, RuleValue | undefined> = { message: whole(message), user: whole(user) };
  for (const { says, id, provider, names = [] } of WORDINGS) {
    const match = says.exec(message);
    if (match === null) continue;
    fields["eventid"] = whole(id);
    fields["provider_name"] = whole(provider);
    for (const [index, name] of names.entries()) fields[name] = whole(match[index + 1]);
    return subject("service", "windows", fields);
  }
  return subject("service", undefined, fields);
}

function subject(
  category: RuleCategory,
  product: string | undefined,
  fields: Readonly<Record<string, RuleValue | undefined>>,
): RuleSubject {
  return { category, product, field: (name) => fields[name] };
}

function whole(value: string | number | undefined): RuleValue | undefined {
  return value === undefined || value === "" || value === "-" ? undefined : { text: String(value), isTail: false };
}

/** A name without a folder is the end of a path. */
function fileValue(
  path: string | undefined,
  name: string | undefined,
  product: string | undefined,
): RuleValue | undefined {
  if (path !== undefined && /[\\/]/.test(path)) return whole(path);
  const file = path ?? name;
  if (file === undefined || file === "" || file === "-") return undefined;
  return { text: `${product === "windows" ? "\\" : "/"}${file}`, isTail: true };
}

/** macOS is told from Linux by where its programs lie. */
function productOf(file: string): string | undefined {
  if (/^(?:[a-z]:)?\\|^\\\\|\.exe$/i.test(file)) return "windows";
  if (/^\/(?:Applications|System|Library|Users)\//.test(file)) return "macos";
  return file.startsWith("/") ? "linux" : undefined;
}
