/**
 * Counts the ways round the compiler and the linter in src, main and renderer, and refuses more of them than before.
 *
 * The numbers are in test/architecture/ratchet.json. They may only fall: `node scripts/ratchet.mjs --update` writes
 * lower ones, and sets a higher one only where the file is not there yet.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { isMain, root } from "./paths.mjs";

const file = path.join(root, "test/architecture/ratchet.json");
const folders = ["src", "main", "renderer"];

/** The counts of one source text. */
export function escapesIn(text, name = "file.ts") {
  const counts = { any: 0, cast: 0, nonNull: 0, eslintDisable: 0, tsExpectError: 0 };
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true);
  const visit = (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) counts.any++;
    if (ts.isNonNullExpression(node)) counts.nonNull++;
    if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) counts.cast++;
    ts.forEachChild(node, visit);
  };
  visit(source);
  counts.eslintDisable = text.match(/eslint-disable/g)?.length ?? 0;
  counts.tsExpectError = text.match(/@ts-(expect-error|ignore|nocheck)/g)?.length ?? 0;
  return counts;
}

function countAll() {
  const sum = {};
  for (const folder of folders.filter((each) => existsSync(path.join(root, each)))) {
    for (const entry of readdirSync(path.join(root, folder), { recursive: true })) {
      if (!/\.tsx?$/.test(entry)) continue;
      const counts = escapesIn(readFileSync(path.join(root, folder, entry), "utf8"), entry);
      for (const [kind, count] of Object.entries(counts)) sum[kind] = (sum[kind] ?? 0) + count;
    }
  }
  return sum;
}

if (isMain(import.meta.url)) {
  const counted = countAll();
  const allowed = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : counted;
  const raised = Object.keys(counted).filter((kind) => counted[kind] > (allowed[kind] ?? 0));
  const lowered = Object.keys(counted).filter((kind) => counted[kind] < (allowed[kind] ?? 0));
  console.log(
    Object.entries(counted)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(", "),
  );
  for (const kind of raised) console.error(`${kind}: ${counted[kind]}, but only ${allowed[kind] ?? 0} are allowed`);
  if (raised.length === 0 && process.argv.includes("--update")) {
    writeFileSync(file, `${JSON.stringify(counted, undefined, 2)}\n`);
  } else if (lowered.length > 0 && raised.length === 0) {
    console.log(`Fewer than allowed (${lowered.join(", ")}): \`node scripts/ratchet.mjs --update\` keeps it so.`);
  }
  process.exitCode = raised.length > 0 ? 1 : 0;
}
