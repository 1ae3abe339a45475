/**
 * A program that pretends to be part of the system: the right name in the wrong place, under the wrong parent or
 * account, or a name made to be misread. What a source does not tell is unknown and counts neither way.
 */
import type { ProcessRecord } from "../model/events.ts";
import type { Knowledge, SystemBinaryKnowledge } from "../model/knowledge.ts";
import { lookAlikeOf } from "./look-alike-name.ts";
import { accountName, isWindowsPath, normalPath, programName, withoutDrive } from "./program.ts";
import type { Ground } from "./suspicion.ts";

export type MasqueradeSubject = Pick<
  ProcessRecord,
  "name" | "executable" | "commandLine" | "parentName" | "parentExecutable" | "user" | "originalFileName"
>;

const ground = (text: string, weight: number): Ground => ({ kind: "masquerade", text, weight });

/** Grounds of the kind `masquerade`. */
export function masqueradeSigns(process: MasqueradeSubject, knowledge: Knowledge): Ground[] {
  const binaries = knowledge.systemBinaries;
  const name = programName(process.executable ?? process.name);
  const path = pathOf(process);
  const isWindows = path === undefined ? /\.exe$/i.test(process.name) : isWindowsPath(path);
  return [
    ...(isWindows || path === undefined
      ? windowsPlace(process, name, path, binaries)
      : linuxPlace(process, name, path, binaries)),
    ...renamed(process, name),
    ...misread(process, knowledge),
  ];
}

export function isSystemAccount(user: string, binaries: SystemBinaryKnowledge): boolean {
  const account = accountName(user);
  return (
    binaries.systemAccounts.has(account) || binaries.systemAccountPatterns.some((pattern) => pattern.test(account))
  );
}

function pathOf(process: MasqueradeSubject): string | undefined {
  const executable = process.executable?.trim();
  return executable !== undefined && /[\\/]/.test(executable) ? normalPath(executable) : undefined;
}

function windowsPlace(
  process: MasqueradeSubject,
  name: string,
  path: string | undefined,
  { windows, ...binaries }: SystemBinaryKnowledge,
): Ground[] {
  if (!windows.names.has(name)) return [];
  const grounds: Ground[] = [];
  if (path !== undefined && !isExpectedPath(name, withoutDrive(path), windows)) {
    grounds.push(ground(`is named like a system binary, ${name}.exe, but runs from ${process.executable ?? ""}`, 0.7));
  }
  const parent = parentOf(process);
  const expected = windows.parents.get(name);
  if (parent !== undefined && expected !== undefined && !expected.includes(parent)) {
    grounds.push(ground(`was started by ${parent}, where ${name}.exe is started by ${expected[0] ?? ""}`, 0.35));
  }
  const required = windows.requiredArguments.get(name);
  const isExcepted = parent !== undefined && windows.requiredArgumentsExceptParents.has(parent);
  if (
    required !== undefined &&
    hasText(process.commandLine) &&
    !required.test(`${process.commandLine} `) &&
    !isExcepted
  ) {
    grounds.push(ground(`runs without the -k that every real ${name}.exe has`, 0.6));
  }
  const user = process.user;
  if (hasText(user) && !isSystemAccount(user, { windows, ...binaries })) {
    const group = process.commandLine?.toLowerCase() ?? "";
    const isPerUser = windows.perUserServiceGroups.some((service) => group.includes(service));
    if (windows.systemAccountOnly.has(name) || (required !== undefined && hasText(process.commandLine) && !isPerUser)) {
      grounds.push(ground(`runs under the account ${user}, where ${name}.exe runs under a system account`, 0.4));
    }
  }
  return grounds;
}

function isExpectedPath(name: string, path: string, windows: SystemBinaryKnowledge["windows"]): boolean {
  const exact = windows.exactPaths.get(name);
  if (exact !== undefined) return exact.includes(path) || path.startsWith("\\windows\\winsxs\\");
  return [...windows.folders, ...(windows.extraFolders.get(name) ?? [])].some((folder) => path.includes(folder));
}

function linuxPlace(
  process: MasqueradeSubject,
  name: string,
  path: string,
  { linux }: SystemBinaryKnowledge,
): Ground[] {
  const isBracketed = linux.kernelThread.test(process.name) || linux.kernelThread.test(process.commandLine ?? "");
  const plain = programName(process.name.replace(/^\[|\]$/g, "")).split(/[/:]/)[0] ?? "";
  if (isBracketed || linux.kernelThreadNames.has(plain)) {
    return [
      ground(`is named like a kernel thread, ${process.name}, but is the program ${process.executable ?? ""}`, 0.8),
    ];
  }
  if (linux.names.has(name) && !linux.folders.some((folder) => path.startsWith(folder))) {
    return [ground(`is named like a system program, ${name}, but runs from ${process.executable ?? ""}`, 0.6)];
  }
  return [];
}

function renamed(process: MasqueradeSubject, name: string): Ground[] {
  const original = process.originalFileName;
  if (!hasText(original)) return [];
  const own = programName(original.replace(/\.mui$/i, ""));
  // Version resources are often written without care: only a wholly different name counts.
  if (own === name || own.startsWith(name) || name.startsWith(own)) return [];
  return [{ kind: "renamed", text: `is called ${name} but was built as ${original}`, weight: 0.45 }];
}

function misread(process: MasqueradeSubject, knowledge: Knowledge): Ground[] {
  const { windows, linux, innocentNames } = knowledge.systemBinaries;
  const written = (process.name.split(/[\\/]/).at(-1) ?? "").replace(/#\d+$/, "").replace(/\.exe$/i, "");
  const isKnown = (name: string): boolean =>
    windows.names.has(name) || linux.names.has(name) || innocentNames.has(name) || knowledge.roles.has(name);
  const found = lookAlikeOf(written, windows.imitated, isKnown) ?? lookAlikeOf(written, linux.imitated, isKnown);
  if (found === undefined) return [];
  const how = found.how === "drawn-alike" ? "is written to be read as" : "is one letter away from";
  return [ground(`has a name that ${how} ${found.imitated}, a part of the system`, 0.6)];
}

function parentOf(process: MasqueradeSubject): string | undefined {
  const parent = hasText(process.parentExecutable) ? process.parentExecutable : process.parentName;
  if (!hasText(parent)) return undefined;
  const name = programName(parent);
  return name === "" || name === "-" || name === "unknown" ? undefined : name;
}

function hasText(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== "" && text.trim() !== "-";
}
