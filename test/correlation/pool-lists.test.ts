import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { builtInKnowledge } from "../../src/content/built-in-knowledge.ts";
import { domainIn } from "../../src/correlation/domain-match.ts";

/** Published host names of pools, which are not part of the project: PLIMSOLL_TEST_DATA says where they are. */
const list = path.join(process.env["PLIMSOLL_TEST_DATA"] ?? "", "reference/events/pool_hosts.tsv");

/** Names that the lists hold and the knowledge leaves out: coins' own sites, and a parent that anybody can use. */
const LEFT_OUT =
  /(?:^|\.)(?:joulecoin\.org|emercoin\.(?:com|net)|emergate\.net|kronecoin\.org|titcoins\.info|monero\.net|mooo\.com|webcoin\.me|miningrigrentals\.com|pr0gramm\.com)$/;

test.skipIf(!existsSync(list))("every published pool is matched, but for those left out on purpose", () => {
  const { suffixes, browserSuffixes } = builtInKnowledge().pools;
  const hosts = readFileSync(list, "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t")[0] ?? "")
    .filter((host) => host !== "" && !LEFT_OUT.test(host));
  const missed = hosts.filter((host) => (domainIn(host, suffixes) ?? domainIn(host, browserSuffixes)) === undefined);
  expect(hosts.length).toBeGreaterThan(300);
  expect(missed).toEqual([]);
});
