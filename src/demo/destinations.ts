/**
 * Where the demo's hosts ordinarily connect to. Outside addresses are from the ranges reserved for documentation
 * (198.51.100.0/24, 192.0.2.0/24), inside ones from 10.10.0.0/16.
 */
export interface Destination {
  readonly ip: string;
  readonly port: number;
  readonly transport: "tcp" | "udp";
  /** As Zeek names it. */
  readonly application: string;
  /** Name of the resident program that connects. */
  readonly program: string;
  /** How often it is chosen, relative to the others. */
  readonly weight: number;
  /** Medians; sizes and durations are log-normal around them. */
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly seconds: number;
  /** Share of its connections that the endpoint's Sysmon logs. */
  readonly logged: number;
}

const to = (
  [ip, port, transport, application]: [string, number, "tcp" | "udp", string],
  program: string,
  weight: number,
  [bytesOut, bytesIn, seconds]: [number, number, number],
  logged = 0.05,
): Destination => ({ ip, port, transport, application, program, weight, bytesOut, bytesIn, seconds, logged });

const domain = [
  to(["10.10.0.10", 53, "udp", "dns"], "svchost.exe", 6, [48, 160, 0.02], 0),
  to(["10.10.0.10", 88, "tcp", "krb_tcp"], "lsass.exe", 2, [1_500, 1_600, 0.05]),
  to(["10.10.0.10", 389, "tcp", "ldap_tcp"], "svchost.exe", 2, [900, 2_800, 20]),
  to(["198.51.100.40", 443, "tcp", "ssl"], "svchost.exe", 1, [4_000, 90_000, 12], 0.3),
];

/** The sensor's own channel: open for most of a day, a few bytes steadily. */
const sensor = (program: string) =>
  to(["198.51.100.20", 443, "tcp", "ssl"], program, 0.7, [400_000, 250_000, 40_000], 0.5);

export const officeDestinations: readonly Destination[] = [
  ...domain,
  sensor("MsSense.exe"),
  to(["10.10.3.11", 445, "tcp", "gssapi,smb,krb"], "explorer.exe", 3, [60_000, 900_000, 900]),
  to(["198.51.100.30", 443, "tcp", "ssl"], "ms-teams.exe", 5, [220_000, 600_000, 1_500], 0.3),
  to(["198.51.100.31", 443, "tcp", "ssl"], "OUTLOOK.EXE", 4, [90_000, 400_000, 600], 0.3),
  to(["192.0.2.80", 443, "tcp", "ssl"], "chrome.exe", 8, [9_000, 160_000, 45], 0.1),
  to(["192.0.2.81", 443, "tcp", "ssl"], "chrome.exe", 6, [6_000, 240_000, 30], 0.1),
  to(["10.10.250.60", 9100, "tcp", "-"], "spoolsv.exe", 0.6, [900_000, 2_000, 25]),
];

export const researchDestinations: readonly Destination[] = [
  ...domain,
  sensor("MsSense.exe"),
  to(["10.10.3.11", 445, "tcp", "gssapi,smb,krb"], "System", 3, [400_000, 4_000_000, 1_800]),
  to(["10.10.250.20", 27000, "tcp", "-"], "lmgrd.exe", 3, [3_000, 4_500, 300]),
  to(["10.10.250.21", 22, "tcp", "ssh"], "sshd.exe", 2, [20_000, 900_000, 120]),
  to(["198.51.100.61", 443, "tcp", "ssl"], "svchost.exe", 1, [5_000, 2_000_000, 20], 0.3),
];

export const fileServerDestinations: readonly Destination[] = [
  ...domain,
  sensor("MsSense.exe"),
  to(["10.10.250.30", 445, "tcp", "gssapi,smb,krb"], "System", 5, [2_000_000, 300_000, 2_400]),
  to(["10.10.250.31", 10_006, "tcp", "-"], "VeeamAgent.exe", 1, [40_000_000, 400_000, 1_500], 0.3),
];

export const buildDestinations: readonly Destination[] = [
  ...domain,
  sensor("MsSense.exe"),
  to(["10.10.250.40", 443, "tcp", "ssl"], "java.exe", 8, [60_000, 1_500_000, 60]),
  to(["10.10.250.41", 8081, "tcp", "http"], "java.exe", 8, [400_000, 30_000_000, 40]),
  to(["10.10.250.42", 5671, "tcp", "ssl"], "java.exe", 0.7, [900_000, 700_000, 36_000], 0.5),
];

export const cloudDestinations: readonly Destination[] = [
  to(["10.40.0.2", 53, "udp", "dns"], "systemd-resolved", 6, [44, 130, 0.01]),
  to(["10.40.0.20", 9100, "tcp", "http"], "node_exporter", 6, [300, 60_000, 0.2]),
  to(["198.51.100.90", 443, "tcp", "ssl"], "amazon-ssm-agent", 0.7, [300_000, 200_000, 42_000]),
  to(["192.0.2.123", 123, "udp", "ntp"], "chronyd", 4, [48, 48, 0.03]),
];
