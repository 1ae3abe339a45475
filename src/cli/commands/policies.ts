import { UserError } from "../../base/errors.ts";
import type { PolicyThreshold } from "../../model/detection-choices.ts";
import { noteOption, numberOption, textOption, type Command } from "../command.ts";
import type { Outcome } from "../output.ts";
import { table } from "../output.ts";

export const policyList: Command = {
  name: "policy list",
  describes: "list the policy thresholds that hold",
  needsWorkspace: true,
  async run(_args, options, { engine, openWorkspace }) {
    await openWorkspace(options);
    return outcome((await engine.call("detection.choices", {})).policies);
  },
};

export const policyAdd: Command = {
  name: "policy add",
  args: "<METRIC>",
  describes: "forbid a load, such as CPU above 0.9 for 30 minutes outside business hours",
  needsWorkspace: true,
  options: [
    ["--above <VALUE>", "in the metric's unit; ratios are 0 to 1"],
    ["--minutes <N>", "how long at least (60)"],
    ["--when <WHEN>", "always, or off-hours: outside the class's business hours (always)"],
    ["--class <NAME>", "only for hosts of this class"],
    ["--note <TEXT>", "why; kept in the custody log"],
  ],
  async run([metric], options, { engine, openWorkspace }) {
    const note = noteOption(options);
    const policy = policyOf(String(metric), options);
    await openWorkspace(options);
    const { policies } = await engine.call("detection.choices", {});
    const set = await engine.call("detection.setPolicies", { policies: [...policies, policy], note });
    return outcome(set.policies);
  },
};

export const policyRemove: Command = {
  name: "policy remove",
  args: "<NUMBER>",
  describes: "take back the policy of that number in the list",
  needsWorkspace: true,
  options: [["--note <TEXT>", "why; kept in the custody log"]],
  async run([number], options, { engine, openWorkspace }) {
    const note = noteOption(options);
    await openWorkspace(options);
    const { policies } = await engine.call("detection.choices", {});
    const at = Number(number) - 1;
    if (policies[at] === undefined) {
      throw new UserError("not-found", `There is no policy number ${String(number)}.`, {
        next: "`policy list` numbers them.",
      });
    }
    const set = await engine.call("detection.setPolicies", { policies: policies.filter((_, i) => i !== at), note });
    return outcome(set.policies);
  },
};

function policyOf(metric: string, options: Parameters<typeof textOption>[0]): PolicyThreshold {
  const when = textOption(options, "when") ?? "always";
  if (when !== "always" && when !== "off-hours") {
    throw new UserError("wrong-usage", `--when wants always or off-hours, not "${when}".`);
  }
  const above = numberOption(options, "above");
  if (above === undefined) throw new UserError("wrong-usage", "A policy needs --above VALUE.");
  const className = textOption(options, "class");
  return {
    metric,
    above,
    minutes: numberOption(options, "minutes") ?? 60,
    when,
    ...(className === undefined ? {} : { className }),
  };
}

function outcome(policies: readonly PolicyThreshold[]): Outcome {
  return {
    json: policies.map((policy) => ({ ...policy, className: policy.className ?? null })),
    text:
      policies.length === 0
        ? "No policy holds."
        : table(
            ["number", "class", "metric", "above", "minutes", "when"],
            policies.map(({ className, metric, above, minutes, when }, index) => [
              String(index + 1),
              className ?? "every host",
              metric,
              String(above),
              String(minutes),
              when,
            ]),
          ),
  };
}
