/**
 * Which of a Linux machine's disks and interfaces to count. The kernel lists the same byte several times: for a disk,
 * its partition and the logical volume on it; for a network card and the bridges and container ends behind it.
 */

const LAYERED_DISK = /^(?:dm-|md\d|loop\d|ram\d|zram\d|fd\d|sr\d|drbd\d|bcache\d)/;
const LAYERED_INTERFACE = /^(?:veth|docker|br-|virbr|cni|flannel|cali|vnet|tap|tun|ifb|dummy|bond|team|podman|lxc)/;

/** The disks whose sum is the machine's traffic: whole disks, or everything where only layers are listed. */
export function countedDisks(names: Iterable<string>): ReadonlySet<string> {
  const all = new Set(names);
  const whole = [...all].filter((name) => !LAYERED_DISK.test(name) && !all.has(diskOf(name) ?? ""));
  return whole.length > 0 ? new Set(whole) : all;
}

/** `sda` for `sda1`, `nvme0n1` for `nvme0n1p2`; `undefined` for what is no partition. */
function diskOf(name: string): string | undefined {
  return (/^(.*\d)p\d+$/.exec(name) ?? /^(.*[a-z])\d+$/.exec(name))?.[1];
}

/** The interfaces whose sum is the machine's traffic: loopback never, virtual ones only where there is nothing else. */
export function countedInterfaces(names: Iterable<string>): ReadonlySet<string> {
  const all = [...names].filter((name) => name !== "lo");
  const real = all.filter((name) => !LAYERED_INTERFACE.test(name));
  return new Set(real.length > 0 ? real : all);
}
