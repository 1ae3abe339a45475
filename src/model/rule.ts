/** Rules that say which records deserve a look, as they are asked: by the fields that Sigma's taxonomy names. */
import type { ListedRule } from "./content.ts";

export const RULE_CATEGORIES = ["process_creation", "network_connection", "service"] as const;
export type RuleCategory = (typeof RULE_CATEGORIES)[number];

/** The fields that a record of each category can have, in lower case. */
export const RULE_FIELDS: Readonly<Record<RuleCategory, ReadonlySet<string>>> = {
  process_creation: new Set([
    "image",
    "commandline",
    "originalfilename",
    "parentimage",
    "user",
    "hashes",
    "md5",
    "sha1",
    "sha256",
  ]),
  network_connection: new Set([
    "image",
    "initiated",
    "protocol",
    "sourceip",
    "sourceport",
    "destinationip",
    "destinationport",
    "destinationhostname",
  ]),
  service: new Set([
    "eventid",
    "provider_name",
    "servicename",
    "imagepath",
    "param1",
    "param2",
    "taskname",
    "logontype",
    "ipaddress",
    "user",
    "message",
  ]),
};

export interface RuleValue {
  readonly text: string;
  /** Only the end of the value is known: `\svchost.exe` where a source gives a name and no folder. */
  readonly isTail: boolean;
}

/** A record as rules see it. */
export interface RuleSubject {
  readonly category: RuleCategory;
  /** `windows`, `linux`, `macos`; `undefined` where nothing tells. */
  readonly product: string | undefined;
  /** By name in lower case; `undefined` where no source gives it. */
  field(name: string): RuleValue | undefined;
}

export interface RuleOutcome {
  /** Fields that an exception of the rule asks for and this record does not have: the exception could not be tested. */
  readonly untested: readonly string[];
}

export interface DetectionRule extends ListedRule {
  readonly category: RuleCategory;
  /** `undefined` where the rule does not match. Its time is bounded by the sizes of rule and record. */
  match(subject: RuleSubject): RuleOutcome | undefined;
}
