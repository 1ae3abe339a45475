/**
 * Names, paths and accounts as sources write them, brought to one form so that they can be compared: a program is
 * `svchost` whether a source says `svchost.exe`, `svchost#3` or a whole path.
 */

/** Lower case, without folder, `.exe`, or the ordinal that Performance Monitor adds. */
export function programName(nameOrPath: string): string {
  const last = withoutDeleted(nameOrPath.trim().replaceAll('"', "")).split(/[\\/]/).at(-1) ?? "";
  return last
    .toLowerCase()
    .replace(/#\d+$/, "")
    .replace(/\.(?:exe|com|scr)$/, "");
}

const WINDOWS_PATH = /^(?:[a-z]:)?\\/;

/**
 * Lower case and without quotes. Windows paths get back slashes, `c:\windows` for `%SystemRoot%`, and lose the prefixes
 * `\??\` and `\\?\` and the volume of a device path.
 */
export function normalPath(path: string): string {
  const text = path.trim().replaceAll('"', "").toLowerCase();
  if (text.startsWith("/")) return text;
  return text
    .replaceAll("/", "\\")
    .replace(/^\\(?:\?\?|\\\?)\\/, "")
    .replace(/^\\device\\harddiskvolume\d+\\/, "\\")
    .replace(/^(?:%systemroot%|%windir%|\\systemroot)\\/, "c:\\windows\\");
}

export function isWindowsPath(normalised: string): boolean {
  return WINDOWS_PATH.test(normalised);
}

/** The path without its drive, so that a system on D: is still a system. */
export function withoutDrive(normalised: string): string {
  return normalised.replace(/^[a-z]:/, "");
}

const VERSION = /^v?\d+(?:[._-]\d+)+(?:[._-][a-z0-9]+)?$/;
const GUID = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/;

/**
 * What makes two processes the same program on a host and over hosts: the path where it is known, else the name. User
 * folders, versions and GUIDs are taken out of the path, since an update or another user does not make a program new.
 */
export function programIdentity(process: { readonly name: string; readonly executable: string | undefined }): string {
  if (process.executable === undefined || !/[\\/]/.test(process.executable)) return programName(process.name);
  const parts = normalPath(process.executable).split(/[\\/]/);
  return parts
    .map((part, index) => {
      const before = parts[index - 1];
      if (index < parts.length - 1 && (before === "users" || before === "home") && part !== "public") return "*";
      return VERSION.test(part) || GUID.test(part) ? "#" : part;
    })
    .join("/");
}

/** The account without its domain, lower case: `CORP\u123`, `u123@corp.example` and `u123` are one. */
export function accountName(user: string): string {
  const text = user.trim().toLowerCase();
  return (text.split("\\").at(-1) ?? text).replace(/@.*$/, "");
}

function withoutDeleted(path: string): string {
  return path.replace(/\s\(deleted\)$/i, "");
}
