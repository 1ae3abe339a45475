/** The same contract without a port: how the command line and tests call the engine. */
import { UserError } from "../base/errors.ts";
import type { Client, Contract, Handlers } from "./contract.ts";

/** Calls handlers directly, with the same check of parameters as across a port. */
export function callInProcess<C extends Contract>(contract: C, handlers: Handlers<C>): Client<C> {
  return {
    async call(name, params, options = {}) {
      const parsed = contract[name]?.params.safeParse(params);
      if (parsed?.success !== true) {
        throw new UserError("wrong-usage", `${name}: ${describeIssues(parsed?.error)}`);
      }
      return await handlers[name](parsed.data as never, {
        signal: options.signal ?? new AbortController().signal,
        notify: (notice) => options.onNotice?.(notice),
      });
    },
    close() {},
  };
}

function describeIssues(
  error: { readonly issues: readonly { readonly path: PropertyKey[]; readonly message: string }[] } | undefined,
): string {
  if (error === undefined) return "there is no such method.";
  return error.issues.map((issue) => `${issue.path.map(String).join(".")}: ${issue.message}`).join("; ");
}
