/**
 * Services and programs that protect or watch a machine, by service key and image name. The stop of one is worth
 * telling an investigator; the stop of any other service is not.
 */
const SERVICES = new Set([
  "windefend",
  "wdnissvc",
  "sense",
  "wscsvc",
  "securityhealthservice",
  "mpssvc",
  "eventlog",
  "sysmon",
  "sysmon64",
  "csfalconservice",
  "sentinelagent",
  "sentinelhelperservice",
  "cbdefense",
  "carbonblack",
  "cylancesvc",
  "sepmasterservice",
  "smcservice",
  "savservice",
  "savadminservice",
  "mcshield",
  "masvc",
  "macmnsvc",
  "mfemms",
  "mfefire",
  "mfevtp",
  "mbamservice",
  "mbendpointagent",
  "ekrn",
  "ntrtscan",
  "tmlisten",
  "tmbmserver",
  "klnagent",
  "epsecurityservice",
  "epintegrationservice",
  "epprotectedservice",
  "wrsvc",
  "hmpalertsvc",
  "psuaservice",
  "threatlockerservice",
  "xagt",
  "falcon-sensor",
  "cbdaemon",
  "auditd",
  "firewalld",
]);

const SERVICE_PREFIXES = /^(?:sophos|avp)/i;

const PROGRAMS = new Set([
  "msmpeng",
  "mssense",
  "senseir",
  "sensecncproxy",
  "sensendr",
  "csfalconservice",
  "csfalconcontainer",
  "ccsvchst",
  "sentinelagent",
  "sentinelservicehost",
  "sentinelstaticengine",
  "repmgr",
  "reputils",
  "repwsc",
  "cylancesvc",
  "cyserver",
  "cyveraservice",
  "elastic-agent",
  "elastic-endpoint",
  "filebeat",
  "winlogbeat",
  "fortiedr",
  "hmpalert",
  "hurukai",
  "xagt",
  "tmlisten",
  "ntrtscan",
  "pccntmon",
  "tmbmsrv",
  "sysmon",
  "sysmon64",
  "taniumclient",
  "sedservice",
  "sspservice",
  "mcsagent",
  "traps",
]);

/** Words of display names, for events that give no service key. */
const DISPLAY_NAME =
  /defender|anti-?(?:virus|malware)|firewall|sysmon|crowdstrike|falcon|sentinel agent|carbon black|sophos|cylance|endpoint protection/i;

export function isProtectionService(key: string): boolean {
  return SERVICES.has(key.toLowerCase()) || SERVICE_PREFIXES.test(key);
}

export function isProtectionProgram(image: string): boolean {
  return PROGRAMS.has(image.toLowerCase().replace(/\.exe$/, ""));
}

export function isProtectionDisplayName(name: string): boolean {
  return DISPLAY_NAME.test(name);
}
