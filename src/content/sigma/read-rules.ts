/**
 * Sigma rules (specification 2.0) from a YAML text. A rule that cannot be used is named with its reason and the others
 * of the file count. Rules keep their title, id, level, author and licence, which are shown wherever they match.
 */
import { z } from "zod";
import { RULE_LEVELS, type ContentProblem, type RuleLevel } from "../../model/content.ts";
import { RULE_CATEGORIES, type DetectionRule, type RuleCategory } from "../../model/rule.ts";
import { contentDocuments, type ContentDocument } from "../content-text.ts";
import { readCondition } from "./condition.ts";
import { joined, readSearch, type Search } from "./selection.ts";

export interface ReadRules {
  readonly rules: readonly DetectionRule[];
  readonly problems: readonly ContentProblem[];
}

const LARGEST_RULE_FILE = 1024 * 1024;
const MOST_SEARCHES = 200;
const NEXT = "Leave the rule out of the folder, or write it without that.";
/** What stands under `detection` beside searches. */
const NO_SEARCH: ReadonlySet<string> = new Set(["condition", "timeframe"]);
/** Windows event logs whose events the workspace keeps as control events. */
const SERVICES: ReadonlySet<string> = new Set(["system", "security", "windefend", "taskscheduler", "driver-framework"]);

const text = z.string().max(2_000);
const ruleShape = z.looseObject({
  title: text.min(1),
  id: text.optional(),
  author: text.optional(),
  license: text.optional(),
  level: z.enum(RULE_LEVELS).optional(),
  logsource: z.looseObject({ category: text.optional(), product: text.optional(), service: text.optional() }),
  detection: z
    .record(z.string(), z.unknown())
    .refine((detection) => detection["condition"] !== undefined, "has no condition"),
});
type RuleShape = z.infer<typeof ruleShape>;

export function readRules(file: string, content: string): ReadRules {
  if (content.length > LARGEST_RULE_FILE) {
    return {
      rules: [],
      problems: [{ file, line: undefined, message: "The file is too large for rules.", next: NEXT }],
    };
  }
  const documents = contentDocuments(file, content);
  if (!Array.isArray(documents)) return { rules: [], problems: [documents] };
  const rules: DetectionRule[] = [];
  const problems: ContentProblem[] = [];
  for (const document of documents) {
    const read = readRule(file, document);
    if ("message" in read) problems.push(read);
    else rules.push(read);
  }
  return { rules, problems };
}

function readRule(file: string, document: ContentDocument): DetectionRule | ContentProblem {
  const refused = (path: readonly PropertyKey[], message: string): ContentProblem => ({
    file,
    line: document.lineOf(path),
    message,
    next: NEXT,
  });
  const kind = otherKind(document.value);
  if (kind !== undefined) return refused([], `The document is ${kind}, which is not supported.`);
  const parsed = ruleShape.safeParse(document.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path ?? [];
    return refused(path, `The rule's ${path.map(String).join(".") || "text"}: ${issue?.message ?? "is wrong"}.`);
  }
  const rule = parsed.data;
  const category = categoryOf(rule);
  if (category === undefined) {
    return refused(["logsource"], `The rule "${rule.title}" is for ${sourceOf(rule)}, which no source here gives.`);
  }
  const search = readDetection(rule, category);
  if (typeof search === "string")
    return refused(["detection"], `The rule "${rule.title}" cannot be used: it ${search}.`);
  if (!search.canMatch) {
    const fields = search.untestable.join(", ");
    return refused(["detection"], `The rule "${rule.title}" can never match: no source here gives ${fields}.`);
  }
  return toRule(rule, category, search, file);
}

function toRule(rule: RuleShape, category: RuleCategory, search: Search, file: string): DetectionRule {
  const { product } = rule.logsource;
  const level: RuleLevel = rule.level ?? "medium";
  return {
    id: rule.id ?? rule.title,
    title: rule.title,
    level,
    author: rule.author,
    licence: rule.license,
    file,
    category,
    product,
    untestable: search.untestable,
    match(subject) {
      if (subject.category !== category) return undefined;
      if (product !== undefined && subject.product !== undefined && product !== subject.product) return undefined;
      const untested = new Set<string>();
      return search.test({ subject, isNegated: false, untested }) ? { untested: [...untested] } : undefined;
    },
  };
}

function readDetection({ detection }: RuleShape, category: RuleCategory): Search | string {
  const named = Object.entries(detection).filter(([name]) => !NO_SEARCH.has(name));
  if (named.length > MOST_SEARCHES) return `has more than ${MOST_SEARCHES} searches`;
  const searches = new Map<string, Search>();
  for (const [name, value] of named) {
    const search = readSearch(value, category);
    if (typeof search === "string") return search;
    searches.set(name, search);
  }
  const { condition } = detection;
  const conditions: readonly unknown[] = Array.isArray(condition) ? condition : [condition];
  return joined(
    conditions.map((one) =>
      typeof one === "string" ? readCondition(one, searches) : "has a condition that is no text",
    ),
    "any",
  );
}

function categoryOf({ logsource: { category, product, service } }: RuleShape): RuleCategory | undefined {
  const known = RULE_CATEGORIES.find((one) => one === category);
  if (known !== undefined) return known;
  if (category !== undefined || service === undefined) return undefined;
  return (product === undefined || product === "windows") && SERVICES.has(service) ? "service" : undefined;
}

function sourceOf({ logsource: { category, product, service } }: RuleShape): string {
  return [product, category, service].filter((part) => part !== undefined).join("/") || "no log source";
}

function otherKind(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("correlation" in value) return "a correlation of several rules";
  if ("filter" in value) return "a filter for other rules";
  if ("action" in value) return "a part of a rule collection";
  return undefined;
}
