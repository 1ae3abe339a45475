/** What rules say of a record, as grounds for suspicion and as matches that an episode tells. */
import type { RuleLevel } from "../model/content.ts";
import type { RuleMatch } from "../model/episode.ts";
import type { DetectionRule, RuleSubject } from "../model/rule.ts";
import type { Ground } from "./suspicion.ts";

/** How much a match alone says, by the rule's own level. Sigma means no alarm by the lowest. */
const WEIGHTS: Readonly<Record<RuleLevel, number>> = {
  informational: 0,
  low: 0.1,
  medium: 0.25,
  high: 0.5,
  critical: 0.7,
};
/** What is left of the weight where an exception of the rule could not be tested. */
const UNTESTED_PART = 0.3;

export interface FoundRule {
  readonly rule: DetectionRule;
  readonly untested: readonly string[];
}

/** The rules that match, the gravest first. O(rules). */
export function rulesMatching(subject: RuleSubject, rules: readonly DetectionRule[]): FoundRule[] {
  return rules
    .flatMap((rule) => {
      const outcome = rule.match(subject);
      return outcome === undefined ? [] : [{ rule, untested: outcome.untested }];
    })
    .sort((a, b) => WEIGHTS[b.rule.level] - WEIGHTS[a.rule.level] || (a.rule.id < b.rule.id ? -1 : 1));
}

export function ruleGrounds(found: readonly FoundRule[]): Ground[] {
  return found.map(({ rule, untested }) => ({
    kind: "rule",
    text: `matches the rule "${rule.title}" (${labelOf(rule)})${untestedText(untested)}`,
    weight: WEIGHTS[rule.level] * (untested.length > 0 ? UNTESTED_PART : 1),
  }));
}

/** `what` names the record: "process svchost.exe". */
export function ruleMatch({ rule, untested }: FoundRule, what: string): RuleMatch {
  const { id, title, level, author, licence, file } = rule;
  return { id, title, level, author, licence, file, what, untested };
}

function labelOf({ id, level, author, licence }: DetectionRule): string {
  const by = author === undefined ? [] : [`by ${author}`];
  return [id, level, ...by, licence ?? "licence not stated"].join(", ");
}

function untestedText(untested: readonly string[]): string {
  return untested.length === 0 ? "" : `, whose exception for ${untested.join(" and ")} could not be tested`;
}
