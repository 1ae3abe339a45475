/** Detection content that an analysis was made with, and what was wrong with what could not be used. */

/** Where content comes from: shipped, a folder of the user's, or a bundle that was imported. */
export type ContentOrigin = "built-in" | "folder" | "bundle";

/** One file of detection content that is in use. */
export interface ContentFile {
  readonly kind: string;
  readonly origin: ContentOrigin;
  /** Within the folder or bundle; the kind's own name where it is built in. */
  readonly file: string;
  readonly version: number;
  /** Of the file's bytes; `undefined` where it is built in. */
  readonly sha256: string | undefined;
  readonly sources: readonly { readonly what: string; readonly licence: string }[];
}

/** Why a content file, or a part of one, is not used. */
export interface ContentProblem {
  readonly file: string;
  /** Counted from 1; `undefined` where no line is to blame. */
  readonly line: number | undefined;
  /** A sentence. */
  readonly message: string;
  /** What to do about it, a sentence. */
  readonly next: string;
}

/** The order of Sigma's own specification. */
export const RULE_LEVELS = ["informational", "low", "medium", "high", "critical"] as const;
export type RuleLevel = (typeof RULE_LEVELS)[number];

/** What is told of a rule wherever it matches. */
export interface RuleLabel {
  readonly id: string;
  readonly title: string;
  readonly level: RuleLevel;
  readonly author: string | undefined;
  readonly licence: string | undefined;
}

/** A rule that is in use. */
export interface ListedRule extends RuleLabel {
  readonly file: string;
  readonly category: string;
  readonly product: string | undefined;
  /** Fields that the rule asks for and no source gives: what it makes of them cannot be tested. */
  readonly untestable: readonly string[];
}

/** Everything that an analysis would use now. */
export interface ContentListing {
  readonly folder: string | undefined;
  readonly files: readonly ContentFile[];
  readonly rules: readonly ListedRule[];
  readonly problems: readonly ContentProblem[];
}

/** Under which setting a workspace keeps the content that a source with this hash is. */
export function bundleContentKey(sha256: string): string {
  return `content.${sha256}`;
}
