import type { Command } from "../command.ts";
import { table } from "../output.ts";

export const classSuggest: Command = {
  name: "class suggest",
  describes: "suggest classes by what hosts do; `class set` accepts one",
  needsWorkspace: true,
  async run(_args, options, { engine, openWorkspace }) {
    await openWorkspace(options);
    const { suggestions, unclear } = await engine.call("class.suggest", {});
    const rows = table(
      ["host", "now", "suggested", "likely", "most alike", "why"],
      suggestions.map(({ host, current, className, likelihood, alike, why }) => [
        host,
        current ?? "–",
        className,
        `${Math.round(100 * likelihood)} %`,
        alike.slice(0, 3).join(", "),
        why,
      ]),
    );
    const rest = unclear.map(({ host, why }) => `${host}: ${why}`);
    const found = suggestions.length === 0 ? "Every host that tells something is where it seems to belong." : rows;
    return {
      json: {
        suggestions: suggestions.map((one) => ({
          ...one,
          current: one.current ?? null,
          nextBest: one.nextBest ?? null,
        })),
        unclear,
      },
      text: [found, ...rest].join("\n"),
    };
  },
};

export const classSet: Command = {
  name: "class set",
  args: "<HOST> <CLASS>",
  describes: "put a host into a class; logged",
  needsWorkspace: true,
  async run([host, className], options, { engine, openWorkspace }) {
    await openWorkspace(options);
    await engine.call("host.setClass", { host: String(host), className: String(className) });
    return {
      json: { host: String(host), class: String(className) },
      text: `${String(host)} is of class ${String(className)} now. Analyse again.`,
    };
  },
};

export const classUnset: Command = {
  name: "class unset",
  args: "<HOST>",
  describes: "put a host out of its class; logged",
  needsWorkspace: true,
  async run([host], options, { engine, openWorkspace }) {
    await openWorkspace(options);
    await engine.call("host.setClass", { host: String(host) });
    return { json: { host: String(host), class: null }, text: `${String(host)} is of no class now. Analyse again.` };
  },
};
