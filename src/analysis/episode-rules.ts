/** What rules from outside say of an episode as a whole. */
import { ruleMatch, rulesMatching } from "../correlation/rule-grounds.ts";
import { controlSubject } from "../correlation/rule-subjects.ts";
import { RULE_LEVELS } from "../model/content.ts";
import type { Reason, RelatedControl, RuleMatch } from "../model/episode.ts";
import type { Knowledge } from "../model/knowledge.ts";

const MOST_RULES = 50;

/** Matches that Sigma's own scale calls for a prompt review speak for an episode. */
export function graveRules(rules: readonly RuleMatch[]): Reason[] {
  return rules
    .filter(({ level, untested }) => RULE_LEVELS.indexOf(level) >= RULE_LEVELS.indexOf("high") && untested.length === 0)
    .map(({ title, id, level, what }) => ({ text: `The rule "${title}" (${id}, ${level}) matches: ${what}.` }));
}

/** Each rule once for each thing that it matches, the gravest first. */
export function matchedRules(matches: readonly RuleMatch[]): RuleMatch[] {
  const different = new Map(matches.map((match) => [JSON.stringify([match.id, match.what]), match]));
  const gravity = ({ level }: RuleMatch): number => RULE_LEVELS.indexOf(level);
  return [...different]
    .sort(([a, left], [b, right]) => gravity(right) - gravity(left) || (a < b ? -1 : 1))
    .slice(0, MOST_RULES)
    .map(([, match]) => match);
}

/** What rules for Windows services say of the control events near an onset. */
export function controlRules(controls: readonly RelatedControl[], { rules }: Knowledge): RuleMatch[] {
  return controls.flatMap(({ action, text, user }) =>
    rulesMatching(controlSubject({ message: text, user }), rules).map((found) =>
      ruleMatch(found, action.replaceAll("-", " ")),
    ),
  );
}
