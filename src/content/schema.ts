/**
 * The shape of the knowledge files. Every file says its version, and where its facts come from under which licence:
 * facts are restated, rules are not copied.
 */
import { z } from "zod";

const strings = z.array(z.string().min(1));
const file = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({
    version: z.int().positive(),
    sources: z.array(z.strictObject({ what: z.string(), licence: z.string() })).min(1),
    ...shape,
  });

const pattern = z.strictObject({ pattern: z.string(), says: z.string(), isCaseSensitive: z.boolean().optional() });

export const minersFile = file({
  names: strings,
  weakNames: strings,
  companions: strings,
  strong: z.array(pattern),
  medium: z.array(pattern),
  innocent: strings,
  encodedPhrases: strings,
});

export const algorithmsFile = file({ names: strings });

export const poolsFile = file({
  suffixes: strings,
  ports: z.array(z.int().positive()),
  labels: strings,
  /** Networks, or single addresses, that are pools'. */
  networks: z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])),
  usualPorts: z.array(z.int().positive()),
  /** Where each protocol, as sensors name it, is at home. */
  applicationPorts: z.record(z.string(), z.array(z.int().positive())),
});

export const miningTrafficFile = file({
  addressesSeen: z.string(),
  addresses: strings,
  alerts: z.array(z.strictObject({ pattern: z.string(), says: z.string(), profile: z.string() })),
  commandWords: strings,
});

export const browserMinersFile = file({ suffixes: strings });

const perName = z.record(z.string(), z.array(z.string()));
export const systemBinariesFile = file({
  windows: z.strictObject({
    folders: strings,
    names: strings,
    extraFolders: perName,
    exactPaths: perName,
    parents: perName,
    systemAccountOnly: strings,
    perUserServiceGroups: strings,
    requiredArguments: z.record(z.string(), z.string()),
    requiredArgumentsExceptParents: strings,
    imitated: strings,
  }),
  linux: z.strictObject({
    folders: strings,
    names: strings,
    kernelThread: z.string(),
    kernelThreadNames: strings,
    imitated: strings,
  }),
  systemAccounts: strings,
  systemAccountPatterns: strings,
  innocentNames: strings,
});

export const foldersFile = file({
  folders: z.array(
    z.strictObject({ kind: z.string(), weight: z.number().min(0).max(1), says: z.string(), pattern: z.string() }),
  ),
  deleted: z.string(),
});

const command = z.strictObject({ action: z.string(), pattern: z.string(), needsService: z.boolean().optional() });
export const protectionsFile = file({ services: strings, processes: strings, commands: z.array(command) });
export const powerCommandsFile = file({ commands: z.array(command) });

export const softwareRolesFile = file({ roles: perName, lookAlikes: z.record(z.string(), z.string()) });

export const controlsFile = file({
  actions: z.array(
    z.strictObject({
      action: z.string(),
      title: z.string(),
      beforeHours: z.number().nonnegative(),
      afterHours: z.number().nonnegative(),
      weight: z.number().min(0).max(1),
      /** Messages of which the action tells nothing: a headset holds no files. */
      saysNothing: z.string().optional(),
    }),
  ),
});

const techniques = z.record(
  z.string(),
  z.array(z.strictObject({ framework: z.string(), id: z.string(), name: z.string() })),
);
export const techniquesFile = file({ profiles: techniques, findings: techniques });

const because = z.string().trim().min(3).max(500);
const sha256 = z.string().regex(/^[0-9a-fA-F]{64}$/, "must be 64 hexadecimal digits");
const hosts = z.array(z.string().min(1)).optional();
/** What an organisation says is its own: a name alone would cover whoever takes it, so a path or a hash is needed. */
export const allowedFile = file({
  programs: z.array(
    z.union([
      z.strictObject({ path: z.string().min(4), sha256: sha256.optional(), hosts, because }),
      z.strictObject({ sha256, hosts, because }),
    ]),
  ),
  destinations: z.array(
    z.union([
      z.strictObject({ domain: z.string().regex(/^[^./]+(?:\.[^./]+)+$/, "must be a domain"), port: port(), because }),
      z.strictObject({ address: z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]), port: port(), because }),
    ]),
  ),
});

function port() {
  return z.int().min(1).max(65_535).optional();
}

/** Every kind of content by the name under which a file says what it holds. */
export const contentKinds = {
  algorithms: algorithmsFile,
  allowed: allowedFile,
  "browser-miners": browserMinersFile,
  controls: controlsFile,
  folders: foldersFile,
  miners: minersFile,
  "mining-traffic": miningTrafficFile,
  pools: poolsFile,
  "power-commands": powerCommandsFile,
  protections: protectionsFile,
  "software-roles": softwareRolesFile,
  "system-binaries": systemBinariesFile,
  techniques: techniquesFile,
} as const;

export type ContentKind = keyof typeof contentKinds;

/** All content, one file a kind. */
export type ContentSet = { readonly [Kind in ContentKind]: z.infer<(typeof contentKinds)[Kind]> };

/** Throws where a file does not fit its schema. */
export function contentSet(files: Readonly<Record<ContentKind, unknown>>): ContentSet {
  return {
    algorithms: contentKinds.algorithms.parse(files.algorithms),
    allowed: contentKinds.allowed.parse(files.allowed),
    "browser-miners": contentKinds["browser-miners"].parse(files["browser-miners"]),
    controls: contentKinds.controls.parse(files.controls),
    folders: contentKinds.folders.parse(files.folders),
    miners: contentKinds.miners.parse(files.miners),
    "mining-traffic": contentKinds["mining-traffic"].parse(files["mining-traffic"]),
    pools: contentKinds.pools.parse(files.pools),
    "power-commands": contentKinds["power-commands"].parse(files["power-commands"]),
    protections: contentKinds.protections.parse(files.protections),
    "software-roles": contentKinds["software-roles"].parse(files["software-roles"]),
    "system-binaries": contentKinds["system-binaries"].parse(files["system-binaries"]),
    techniques: contentKinds.techniques.parse(files.techniques),
  };
}
