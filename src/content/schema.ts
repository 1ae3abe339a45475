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
  usualPorts: z.array(z.int().positive()),
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
    }),
  ),
});

const techniques = z.record(
  z.string(),
  z.array(z.strictObject({ framework: z.string(), id: z.string(), name: z.string() })),
);
export const techniquesFile = file({ profiles: techniques, findings: techniques });
