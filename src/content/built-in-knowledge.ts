/** The knowledge that ships with the product: the files under knowledge/, checked and made ready to be asked. */
import type { ControlCommand, Knowledge, Pattern } from "../model/knowledge.ts";
import { base64Fragments } from "./base64-fragments.ts";
import algorithmsJson from "./knowledge/algorithms.json" with { type: "json" };
import browserMinersJson from "./knowledge/browser-miners.json" with { type: "json" };
import controlsJson from "./knowledge/controls.json" with { type: "json" };
import foldersJson from "./knowledge/folders.json" with { type: "json" };
import minersJson from "./knowledge/miners.json" with { type: "json" };
import miningTrafficJson from "./knowledge/mining-traffic.json" with { type: "json" };
import poolsJson from "./knowledge/pools.json" with { type: "json" };
import powerCommandsJson from "./knowledge/power-commands.json" with { type: "json" };
import protectionsJson from "./knowledge/protections.json" with { type: "json" };
import softwareRolesJson from "./knowledge/software-roles.json" with { type: "json" };
import systemBinariesJson from "./knowledge/system-binaries.json" with { type: "json" };
import techniquesJson from "./knowledge/techniques.json" with { type: "json" };
import {
  algorithmsFile,
  browserMinersFile,
  controlsFile,
  foldersFile,
  minersFile,
  miningTrafficFile,
  poolsFile,
  powerCommandsFile,
  protectionsFile,
  softwareRolesFile,
  systemBinariesFile,
  techniquesFile,
} from "./schema.ts";

let loaded: Knowledge | undefined;

/** Read once; throws (a bug) where a file does not fit its schema. */
export function builtInKnowledge(): Knowledge {
  loaded ??= load();
  return loaded;
}

function load(): Knowledge {
  const files = {
    algorithms: algorithmsFile.parse(algorithmsJson),
    browserMiners: browserMinersFile.parse(browserMinersJson),
    controls: controlsFile.parse(controlsJson),
    folders: foldersFile.parse(foldersJson),
    miners: minersFile.parse(minersJson),
    miningTraffic: miningTrafficFile.parse(miningTrafficJson),
    pools: poolsFile.parse(poolsJson),
    powerCommands: powerCommandsFile.parse(powerCommandsJson),
    protections: protectionsFile.parse(protectionsJson),
    softwareRoles: softwareRolesFile.parse(softwareRolesJson),
    systemBinaries: systemBinariesFile.parse(systemBinariesJson),
    techniques: techniquesFile.parse(techniquesJson),
  };
  const { miners, miningTraffic, pools, protections, softwareRoles, systemBinaries, techniques } = files;
  return {
    version: Object.entries(files)
      .map(([name, { version }]) => `${name} ${version}`)
      .join(", "),
    miners: {
      names: new Set(miners.names),
      weakNames: new Set(miners.weakNames),
      companions: new Set(miners.companions),
      strong: [...miners.strong.map(toPattern), algorithmOption(files.algorithms.names)],
      medium: miners.medium.map(toPattern),
      innocent: miners.innocent.map((text) => new RegExp(text, "i")),
      commandWords: miningTraffic.commandWords,
      encoded: miners.encodedPhrases.map((phrase) => ({ phrase, fragments: base64Fragments(phrase) })),
    },
    pools: {
      suffixes: new Set(pools.suffixes),
      browserSuffixes: new Set(files.browserMiners.suffixes),
      addresses: new Set(miningTraffic.addresses),
      addressesSeen: miningTraffic.addressesSeen,
      ports: new Set(pools.ports),
      labels: new Set(pools.labels),
      usualPorts: new Set(pools.usualPorts),
    },
    alerts: miningTraffic.alerts.map(({ profile, ...entry }) => ({ ...toPattern(entry), profile })),
    systemBinaries: {
      windows: {
        ...systemBinaries.windows,
        names: new Set(systemBinaries.windows.names),
        extraFolders: mapOf(systemBinaries.windows.extraFolders),
        exactPaths: mapOf(systemBinaries.windows.exactPaths),
        parents: mapOf(systemBinaries.windows.parents),
        systemAccountOnly: new Set(systemBinaries.windows.systemAccountOnly),
        requiredArguments: new Map(
          Object.entries(systemBinaries.windows.requiredArguments).map(([name, text]) => [name, new RegExp(text, "i")]),
        ),
        requiredArgumentsExceptParents: new Set(systemBinaries.windows.requiredArgumentsExceptParents),
        imitated: new Set(systemBinaries.windows.imitated),
      },
      linux: {
        ...systemBinaries.linux,
        names: new Set(systemBinaries.linux.names),
        kernelThread: new RegExp(systemBinaries.linux.kernelThread),
        kernelThreadNames: new Set(systemBinaries.linux.kernelThreadNames),
        imitated: new Set(systemBinaries.linux.imitated),
      },
      systemAccounts: new Set(systemBinaries.systemAccounts),
      systemAccountPatterns: systemBinaries.systemAccountPatterns.map((text) => new RegExp(text, "i")),
      innocentNames: new Set(systemBinaries.innocentNames),
    },
    folders: {
      patterns: files.folders.folders.map(({ kind, weight, says, pattern }) => ({
        kind,
        weight,
        says,
        expression: new RegExp(pattern, "i"),
      })),
      deleted: new RegExp(files.folders.deleted),
    },
    protections: new Set([...protections.services, ...protections.processes]),
    commands: [...protections.commands, ...files.powerCommands.commands].map(toCommand),
    roles: new Map(
      Object.entries(softwareRoles.roles).flatMap(([role, names]) => names.map((name) => [name, role] as const)),
    ),
    lookAlikes: mapOf(softwareRoles.lookAlikes),
    controls: new Map(files.controls.actions.map(({ action, ...reach }) => [action, reach])),
    techniques: { profiles: mapOf(techniques.profiles), findings: mapOf(techniques.findings) },
  };
}

function mapOf<Value>(record: Record<string, Value>): ReadonlyMap<string, Value> {
  return new Map(Object.entries(record));
}

function toPattern(entry: { pattern: string; says: string; isCaseSensitive?: boolean | undefined }): Pattern {
  return { expression: new RegExp(entry.pattern, entry.isCaseSensitive === true ? "" : "i"), says: entry.says };
}

function toCommand(entry: { action: string; pattern: string; needsService?: boolean | undefined }): ControlCommand {
  return {
    action: entry.action,
    expression: new RegExp(entry.pattern, "i"),
    needsService: entry.needsService ?? false,
  };
}

/** An algorithm's name says little by itself (`gr`), and everything as the value of a miner's option. */
function algorithmOption(names: readonly string[]): Pattern {
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return {
    expression: new RegExp(`(?:^|\\s)(?:-a\\s+|--algo[=\\s])(?:${escaped.join("|")})(?:\\s|$)`, "i"),
    says: "chooses a mining algorithm",
  };
}
