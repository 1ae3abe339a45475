/** Content made ready to be asked: names as sets, expressions compiled. */
import type { ControlCommand, Knowledge, Pattern, TextPattern } from "../model/knowledge.ts";
import type { DetectionRule } from "../model/rule.ts";
import { base64Fragments } from "./base64-fragments.ts";
import { linearPattern } from "./linear-pattern.ts";
import type { ContentSet } from "./schema.ts";

/** How the expressions of a text are compiled: our own by the platform, anybody else's in linear time. */
type Compile = (text: string, flags?: "" | "i") => TextPattern;

/**
 * `own` are the texts that ship with the product. An expression that is not one of them must compile: reading its file
 * has made sure.
 */
export function makeKnowledge(
  files: ContentSet,
  version: string,
  own: ReadonlySet<string>,
  rules: readonly DetectionRule[],
): Knowledge {
  const compile: Compile = (text, flags = "i") => {
    if (own.has(text)) return new RegExp(text, flags);
    const pattern = linearPattern(text, { ignoreCase: flags === "i" });
    if (typeof pattern === "string") throw new Error(`the expression ${text} ${pattern}`);
    return pattern;
  };
  const { miners, pools, protections, techniques } = files;
  const miningTraffic = files["mining-traffic"];
  const softwareRoles = files["software-roles"];
  const systemBinaries = files["system-binaries"];
  return {
    version,
    miners: {
      names: nameSet(miners.names),
      weakNames: nameSet(miners.weakNames),
      companions: nameSet(miners.companions),
      strong: [...miners.strong.map(toPattern(compile)), algorithmOption(files.algorithms.names)],
      medium: miners.medium.map(toPattern(compile)),
      innocent: miners.innocent.map((text) => compile(text)),
      commandWords: miningTraffic.commandWords,
      encoded: miners.encodedPhrases.map((phrase) => ({ phrase, fragments: base64Fragments(phrase) })),
    },
    pools: {
      suffixes: nameSet(pools.suffixes),
      browserSuffixes: nameSet(files["browser-miners"].suffixes),
      ports: new Set(pools.ports),
      labels: nameSet(pools.labels),
      addresses: new Set(miningTraffic.addresses),
      addressesSeen: miningTraffic.addressesSeen,
      networks: pools.networks,
      applicationPorts: new Map(
        Object.entries(pools.applicationPorts).map(([name, ports]) => [name.toLowerCase(), new Set(ports)]),
      ),
      usualPorts: new Set(pools.usualPorts),
    },
    alerts: miningTraffic.alerts.map(({ profile, ...entry }) => ({ ...toPattern(compile)(entry), profile })),
    systemBinaries: {
      windows: {
        ...systemBinaries.windows,
        names: new Set(systemBinaries.windows.names),
        extraFolders: mapOf(systemBinaries.windows.extraFolders),
        exactPaths: mapOf(systemBinaries.windows.exactPaths),
        parents: mapOf(systemBinaries.windows.parents),
        systemAccountOnly: new Set(systemBinaries.windows.systemAccountOnly),
        requiredArguments: new Map(
          Object.entries(systemBinaries.windows.requiredArguments).map(([name, text]) => [name, compile(text)]),
        ),
        requiredArgumentsExceptParents: new Set(systemBinaries.windows.requiredArgumentsExceptParents),
        imitated: new Set(systemBinaries.windows.imitated),
      },
      linux: {
        ...systemBinaries.linux,
        names: new Set(systemBinaries.linux.names),
        kernelThread: compile(systemBinaries.linux.kernelThread, ""),
        kernelThreadNames: new Set(systemBinaries.linux.kernelThreadNames),
        imitated: new Set(systemBinaries.linux.imitated),
      },
      systemAccounts: new Set(systemBinaries.systemAccounts),
      systemAccountPatterns: systemBinaries.systemAccountPatterns.map((text) => compile(text)),
      innocentNames: new Set(systemBinaries.innocentNames),
    },
    folders: {
      patterns: files.folders.folders.map(({ kind, weight, says, pattern }) => ({
        kind,
        weight,
        says,
        expression: compile(pattern),
      })),
      deleted: compile(files.folders.deleted, ""),
    },
    protections: nameSet([...protections.services, ...protections.processes]),
    commands: [...protections.commands, ...files["power-commands"].commands].map(toCommand(compile)),
    rules,
    allowed: {
      programs: files.allowed.programs.map((entry) => ({
        path: "path" in entry ? pathPattern(entry.path) : undefined,
        sha256: entry.sha256?.toLowerCase(),
        hosts: entry.hosts === undefined ? undefined : new Set(entry.hosts.map((host) => host.toLowerCase())),
        because: entry.because,
      })),
      destinations: files.allowed.destinations.map((entry) => ({
        domain: "domain" in entry ? entry.domain.toLowerCase() : undefined,
        network: "address" in entry ? entry.address : undefined,
        port: entry.port,
        because: entry.because,
      })),
    },
    roles: new Map(
      Object.entries(softwareRoles.roles).flatMap(([role, names]) =>
        names.map((name) => [name.toLowerCase(), role] as const),
      ),
    ),
    lookAlikes: mapOf(softwareRoles.lookAlikes),
    controls: new Map(
      files.controls.actions.map(({ action, saysNothing, ...reach }) => [
        action,
        { ...reach, saysNothing: saysNothing === undefined ? undefined : compile(saysNothing) },
      ]),
    ),
    techniques: { profiles: mapOf(techniques.profiles), findings: mapOf(techniques.findings) },
  };
}

function mapOf<Value>(record: Record<string, Value>): ReadonlyMap<string, Value> {
  return new Map(Object.entries(record));
}

interface PatternEntry {
  readonly pattern: string;
  readonly says: string;
  readonly isCaseSensitive?: boolean | undefined;
}

function toPattern(compile: Compile): (entry: PatternEntry) => Pattern {
  return ({ pattern, says, isCaseSensitive }) => ({
    expression: compile(pattern, isCaseSensitive === true ? "" : "i"),
    says,
  });
}

interface CommandEntry {
  readonly action: string;
  readonly pattern: string;
  readonly needsService?: boolean | undefined;
}

function toCommand(compile: Compile): (entry: CommandEntry) => ControlCommand {
  return ({ action, pattern, needsService }) => ({
    action,
    expression: compile(pattern),
    needsService: needsService ?? false,
  });
}

/** As paths are normalised before they are compared. */
function pathPattern(path: string): string {
  const written = path.toLowerCase();
  return written.startsWith("/") ? written : written.replaceAll("/", "\\");
}

/** Names are looked up in lower case, however their authors wrote them. */
function nameSet(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}

/** An algorithm's name says little by itself (`gr`), and everything as the value of a miner's option. */
function algorithmOption(names: readonly string[]): Pattern {
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return {
    expression: new RegExp(`(?:^|\\s)(?:-a\\s+|--algo[=\\s])(?:${escaped.join("|")})(?:\\s|$)`, "i"),
    says: "chooses a mining algorithm",
  };
}
