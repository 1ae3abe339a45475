/** What a source calls a host, as one name for each. */
import { UserError } from "../base/errors.ts";

/** More hosts than this in one source are taken for a wrong column, not for a fleet. */
const MOST_HOSTS = 200_000;

/**
 * Aliases and spellings are those that `resolve` knows, the workspace's. A full domain name (`rnd-07.corp.example`) is
 * taken for the host that is known by its first label, and that is noted. A name that nobody knows is a new host under
 * the spelling that came first.
 */
export function hostNames(
  resolve: (name: string) => string | undefined,
  note: (text: string) => void,
): (written: string) => string {
  const known = new Map<string, string>();
  const bySpelling = new Map<string, string>();
  const knownAs = (name: string): string | undefined => resolve(name) ?? bySpelling.get(name.toLowerCase());

  const find = (written: string): string => {
    const tidy = written.trim().replace(/\.+$/, "");
    const direct = knownAs(tidy);
    if (direct !== undefined) return direct;
    const [label = "", ...domain] = tidy.split(".");
    const isAddress = /^[\d.]+$/.test(tidy) || tidy.includes(":");
    const short = domain.length === 0 || isAddress ? undefined : knownAs(label);
    if (short !== undefined) {
      note(`"${tidy}" was taken for the host ${short}.`);
      return short;
    }
    bySpelling.set(tidy.toLowerCase(), tidy);
    return tidy;
  };

  return (written) => {
    let name = known.get(written);
    if (name === undefined) {
      if (known.size >= MOST_HOSTS) {
        throw new UserError("bad-input", `The source names more than ${MOST_HOSTS} hosts.`, {
          next: "Check which column holds the host, and give it in a mapping.",
        });
      }
      name = find(written);
      known.set(written, name);
    }
    return name;
  };
}
