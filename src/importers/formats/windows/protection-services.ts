/**
 * Services that protect or watch a machine, by service key. The stop of one is worth telling an investigator; the stop
 * of any other service is not.
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

/** Words of display names, for events that give no service key. */
const DISPLAY_NAME =
  /defender|anti-?(?:virus|malware)|firewall|sysmon|crowdstrike|falcon|sentinel agent|carbon black|sophos|cylance|endpoint protection/i;

export function isProtectionService(key: string): boolean {
  return SERVICES.has(key.toLowerCase()) || SERVICE_PREFIXES.test(key);
}

export function isProtectionDisplayName(name: string): boolean {
  return DISPLAY_NAME.test(name);
}
