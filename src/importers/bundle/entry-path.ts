/** Paths of archive entries, which whoever made the archive was free to choose. */

/** A path inside the bundle with forward slashes, or the reason why it is none. */
export function entryPath(written: string): { readonly path: string } | { readonly refused: string } {
  const path = written.replaceAll("\\", "/");
  if (path.includes("\0")) return { refused: "The entry's name holds a NUL byte: it was not read." };
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) {
    return { refused: "The entry's path is absolute and leads out of the archive: it was not read." };
  }
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) return { refused: "The entry's path leads out of the archive: it was not read." };
  return { path: parts.join("/") };
}

/** Whether a link inside a bundle points to a place inside it; such a target is met on the way by itself. */
export function staysInside(linkPath: string, target: string): boolean {
  const written = target.replaceAll("\\", "/");
  if (written.startsWith("/") || /^[a-z]:/i.test(written)) return false;
  const parts = linkPath.split("/").slice(0, -1);
  for (const part of written.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return false;
  }
  return true;
}

export const LINK_OUT = "The entry is a link that leads out of the bundle: it was not followed.";

/** Files that systems leave in folders and archives, which are no evidence. */
export function isLitter(path: string): boolean {
  return /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(path);
}
