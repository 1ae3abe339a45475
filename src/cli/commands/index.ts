/** The commands, in the order that help lists them. */
import type { Command } from "../command.ts";
import { analyze } from "./analyze.ts";
import { baselineAccept, baselineFreeze, baselineList, baselineThaw, baselineUndo } from "./baselines.ts";
import { caseAdd, caseList, caseNew, caseNote } from "./cases.ts";
import { classSet, classSuggest, classUnset } from "./classes.ts";
import { demo } from "./demo.ts";
import { episodes } from "./episodes.ts";
import { explain } from "./explain.ts";
import { formats } from "./formats.ts";
import { hosts } from "./hosts.ts";
import { importCommand } from "./import.ts";
import { live } from "./live.ts";
import { policyAdd, policyList, policyRemove } from "./policies.ts";
import { problems } from "./problems.ts";
import { report } from "./report.ts";
import { rules } from "./rules.ts";
import { sensitivity } from "./sensitivity.ts";
import { series } from "./series.ts";
import { verify } from "./verify.ts";

export const commands: readonly Command[] = [
  demo,
  importCommand,
  formats,
  hosts,
  classSuggest,
  classSet,
  classUnset,
  series,
  analyze,
  episodes,
  explain,
  problems,
  rules,
  sensitivity,
  policyList,
  policyAdd,
  policyRemove,
  baselineList,
  baselineAccept,
  baselineUndo,
  baselineFreeze,
  baselineThaw,
  caseNew,
  caseAdd,
  caseNote,
  caseList,
  report,
  verify,
  live,
];
