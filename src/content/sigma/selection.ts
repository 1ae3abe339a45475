/**
 * What stands under a search identifier of a Sigma rule, as a test of a record: a map asks for all of its fields, a list
 * of maps for one of them, a list of texts for one anywhere in the record.
 */
import { RULE_FIELDS, type RuleCategory, type RuleSubject, type RuleValue } from "../../model/rule.ts";
import { valueTest, type ValueTest } from "./value-test.ts";

/** What a test notes on its way: fields that were asked for under a negation and are not there. */
export interface Trail {
  readonly subject: RuleSubject;
  isNegated: boolean;
  readonly untested: Set<string>;
}

export interface Search {
  test(trail: Trail): boolean;
  /** Whether any record of the category can fit, given the fields that sources tell. */
  readonly canMatch: boolean;
  /** Fields that no source tells. */
  readonly untestable: readonly string[];
}

/** A record's field is looked at this far. */
const LOOKED_AT = 16_384;
const MOST_VALUES = 20_000;

/** A search, or why it cannot be used: the end of a sentence that begins with "it". */
export function readSearch(value: unknown, category: RuleCategory): Search | string {
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    if (entries.length === 0) return "has an empty search";
    if (entries.every(isScalar)) return keywords(entries, [], category);
    return joined(
      entries.map((entry) => (isTable(entry) ? readTable(entry, category) : "mixes texts and maps in one list")),
      "any",
    );
  }
  if (isTable(value)) return readTable(value, category);
  return isScalar(value) ? keywords([value], [], category) : "has a search that is neither map nor list";
}

export function joined(searches: readonly (Search | string)[], how: "any" | "all"): Search | string {
  const usable: Search[] = [];
  for (const search of searches) {
    if (typeof search === "string") return search;
    usable.push(search);
  }
  return {
    test: (trail) => (how === "any" ? usable.some((one) => one.test(trail)) : usable.every((one) => one.test(trail))),
    canMatch: how === "any" ? usable.some((one) => one.canMatch) : usable.every((one) => one.canMatch),
    untestable: [...new Set(usable.flatMap((one) => one.untestable))],
  };
}

export function negated(search: Search): Search {
  return {
    test(trail) {
      trail.isNegated = !trail.isNegated;
      const fits = search.test(trail);
      trail.isNegated = !trail.isNegated;
      return !fits;
    },
    canMatch: true,
    untestable: search.untestable,
  };
}

function readTable(table: Readonly<Record<string, unknown>>, category: RuleCategory): Search | string {
  const entries = Object.entries(table);
  if (entries.length === 0) return "has an empty search";
  return joined(
    entries.map(([key, value]) => readField(key, value, category)),
    "all",
  );
}

function readField(key: string, value: unknown, category: RuleCategory): Search | string {
  const [written = "", ...modifiers] = key.split("|");
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length > MOST_VALUES) return `has more than ${MOST_VALUES} values for ${written}`;
  const others = modifiers.filter((modifier) => modifier !== "all" && modifier !== "neq");
  const how = modifiers.includes("all") ? "all" : "any";
  if (written === "") return keywords(values, modifiers, category);
  const name = written.toLowerCase();
  const isTold = RULE_FIELDS[category].has(name);
  const shape = { canMatch: isTold, untestable: isTold ? [] : [written] };
  if (others.length === 1 && others[0] === "exists") {
    const [wanted] = values;
    if (typeof wanted !== "boolean") return `asks whether ${written} exists with something else than true or false`;
    return {
      ...shape,
      canMatch: isTold || !wanted,
      test: ({ subject }) => (subject.field(name) !== undefined) === wanted,
    };
  }
  if (others.length === 1 && others[0] === "fieldref") return reference(written, values, category);
  if (values.length === 0) return `has no value for ${written}`;
  const tests: (ValueTest | undefined)[] = [];
  for (const one of values) {
    if (one === null) tests.push(undefined);
    else if (!isScalar(one)) return `has a value for ${written} that is neither text nor number`;
    else {
      const test = valueTest(one, others);
      if (typeof test === "string") return `has a value for ${written} that ${test}`;
      tests.push(test);
    }
  }
  const search: Search = {
    ...shape,
    canMatch: isTold || tests.includes(undefined),
    test: (trail) => fieldFits(trail, name, written, tests, how),
  };
  return modifiers.includes("neq") ? negated(search) : search;
}

/** `undefined` among the tests stands for null: the field is not there. */
function fieldFits(
  trail: Trail,
  name: string,
  written: string,
  tests: readonly (ValueTest | undefined)[],
  how: "any" | "all",
): boolean {
  const value = trail.subject.field(name);
  const answer = (test: ValueTest | undefined): boolean | undefined => {
    if (test === undefined) return value === undefined;
    return value === undefined ? undefined : valueFits(test, value);
  };
  const answers = tests.map(answer);
  const fits = how === "all" ? answers.every((one) => one === true) : answers.includes(true);
  if (!fits && trail.isNegated && answers.includes(undefined)) trail.untested.add(written);
  return fits;
}

function valueFits(test: ValueTest, { text, isTail }: RuleValue): boolean | undefined {
  return isTail ? test.testTail(text) : test.test(text.slice(0, LOOKED_AT));
}

function reference(written: string, values: readonly unknown[], category: RuleCategory): Search | string {
  const [other] = values;
  if (values.length !== 1 || typeof other !== "string") return `compares ${written} with something that is no field`;
  const names = [written, other];
  const untestable = names.filter((name) => !RULE_FIELDS[category].has(name.toLowerCase()));
  return {
    canMatch: untestable.length === 0,
    untestable,
    test({ subject }) {
      const [a, b] = names.map((name) => subject.field(name.toLowerCase()));
      if (a === undefined || b === undefined || a.isTail || b.isTail) return false;
      return a.text.toLowerCase() === b.text.toLowerCase();
    },
  };
}

/** Words that stand anywhere in the record: in any of its fields. */
function keywords(values: readonly unknown[], modifiers: readonly string[], category: RuleCategory): Search | string {
  const others = modifiers.filter((modifier) => modifier !== "all");
  const tests: ValueTest[] = [];
  for (const value of values) {
    if (!isScalar(value)) return "has a keyword that is neither text nor number";
    const test = valueTest(value, others.includes("re") ? others : [...others, "contains"]);
    if (typeof test === "string") return `has a keyword that ${test}`;
    tests.push(test);
  }
  const fields = [...RULE_FIELDS[category]];
  const isThere = (subject: RuleSubject, test: ValueTest): boolean =>
    fields.some((name) => {
      const value = subject.field(name);
      return value !== undefined && test.test(value.text.slice(0, LOOKED_AT));
    });
  return {
    canMatch: true,
    untestable: [],
    test: ({ subject }) =>
      modifiers.includes("all")
        ? tests.every((test) => isThere(subject, test))
        : tests.some((test) => isThere(subject, test)),
  };
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
