import { expect, test } from "vitest";
import { builtInKnowledge } from "../../src/content/built-in-knowledge.ts";
import { minersFile } from "../../src/content/schema.ts";

const knowledge = builtInKnowledge();

test("a file that does not fit its schema is refused", () => {
  expect(minersFile.safeParse({ version: 1, sources: [], names: ["xmrig"] }).success).toBe(false);
});

test("names are lower case and without extension, so that a look-up can find them", () => {
  const { miners, systemBinaries, roles, protections } = knowledge;
  const names = [
    ...miners.names,
    ...miners.weakNames,
    ...systemBinaries.windows.names,
    ...systemBinaries.windows.imitated,
    ...systemBinaries.linux.names,
    ...roles.keys(),
    ...protections,
  ];
  expect(names.filter((name) => name !== name.toLowerCase() || name.endsWith(".exe"))).toEqual([]);
});

test("everything that is worth imitating is a system binary itself", () => {
  const { windows, linux } = knowledge.systemBinaries;
  const kernel = linux.kernelThreadNames;
  expect([...windows.imitated].filter((name) => !windows.names.has(name))).toEqual([]);
  expect([...linux.imitated].filter((name) => !linux.names.has(name) && !kernel.has(name))).toEqual([]);
});

test("a pool's suffix never is a shared parent under which anybody can have a name", () => {
  const shared = ["ddns.net", "dyndns.org", "dscloud.me", "mooo.com", "us.to", "webhop.me", "webhop.net", "mine.bz"];
  expect(shared.filter((domain) => knowledge.pools.suffixes.has(domain))).toEqual([]);
  expect([...knowledge.pools.suffixes].filter((suffix) => !suffix.includes("."))).toEqual([]);
});

test("no pool port is also a usual port", () => {
  expect([...knowledge.pools.ports].filter((port) => knowledge.pools.usualPorts.has(port))).toEqual([]);
});

test("every expression answers a hostile line of 8 KiB quickly", () => {
  const { miners, commands, folders } = knowledge;
  const expressions = [
    ...miners.strong.map(({ expression }) => expression),
    ...miners.medium.map(({ expression }) => expression),
    ...miners.innocent,
    ...commands.map(({ expression }) => expression),
    ...folders.patterns.map(({ expression }) => expression),
    folders.deleted,
  ];
  const lines = ["a", " -", "/", "\\", " -o a.", "sc stop ", "4", " --cpu", "set-service a ", "/.a"].map((piece) =>
    piece.repeat(Math.ceil(8192 / piece.length)).slice(0, 8192),
  );
  const started = performance.now();
  for (const expression of expressions) for (const line of lines) expression.test(line);
  expect(performance.now() - started).toBeLessThan(2_000);
});
