import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { method, type Contract, type Handlers } from "../../src/api/contract.ts";
import { callInProcess } from "../../src/api/in-process.ts";
import { connect, serve, type Port } from "../../src/api/rpc.ts";
import { UserError } from "../../src/base/errors.ts";

const contract = {
  "number.double": method<number>()(z.object({ value: z.number() })),
  "array.reverse": method<Float64Array>()(z.object({ values: z.instanceof(Float64Array) })),
  "count.up": method<string, number>()(z.object({ to: z.number() })),
  "wait.long": method<string>()(z.object({})),
  "fail.user": method<never>()(z.object({})),
} satisfies Contract;

let wasAborted = false;

const handlers: Handlers<typeof contract> = {
  "number.double": ({ value }) => value * 2,
  "array.reverse": ({ values }) => values.slice().reverse(),
  "count.up": ({ to }, { notify }) => {
    for (let step = 1; step <= to; step++) notify(step);
    return "done";
  },
  "wait.long": (_params, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        wasAborted = true;
        reject(new UserError("cancelled", "The wait was cancelled."));
      });
    }),
  "fail.user": () => {
    throw new UserError("no-space", "The disk is full.", { where: "/data", next: "Free some space." });
  },
};

function wrap(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on("message", listener),
    onClose: (listener) => port.on("close", listener),
    close: () => port.close(),
  };
}

const channels: MessageChannel[] = [];

function client() {
  const channel = new MessageChannel();
  channels.push(channel);
  serve(contract, handlers, wrap(channel.port1));
  return connect(contract, wrap(channel.port2));
}

afterEach(() => {
  for (const channel of channels.splice(0)) channel.port1.close();
});

describe("calls over a message port", () => {
  it("refuses parameters that do not fit the schema and names the method", async () => {
    const engine = client();
    await expect(engine.call("number.double", { value: "two" as unknown as number })).rejects.toThrow("number.double");
  });

  it("refuses a method that is not in the contract, inherited names included", async () => {
    const engine = client() as unknown as { call(name: string, params: unknown): Promise<unknown> };
    await expect(engine.call("toString", {})).rejects.toThrow('There is no method "toString"');
  });

  it("returns results, typed arrays included", async () => {
    const engine = client();
    expect(await engine.call("number.double", { value: 21 })).toBe(42);
    expect(await engine.call("array.reverse", { values: Float64Array.of(1, 2, 3) })).toEqual(Float64Array.of(3, 2, 1));
  });

  it("delivers notices in order before the result", async () => {
    const seen: number[] = [];
    expect(await client().call("count.up", { to: 3 }, { onNotice: (notice) => seen.push(notice) })).toBe("done");
    expect(seen).toEqual([1, 2, 3]);
  });

  it("carries a user's error across with its code, place and next step", async () => {
    const error = await client()
      .call("fail.user", {})
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code: "no-space", where: "/data", next: "Free some space." });
  });

  it("cancels a running call", async () => {
    wasAborted = false;
    const controller = new AbortController();
    const waiting = client().call("wait.long", {}, { signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toThrow("cancelled");
    expect(wasAborted).toBe(true);
  });

  it("fails open calls when the port closes", async () => {
    const engine = client();
    const waiting = engine.call("wait.long", {});
    channels.at(-1)?.port1.close();
    await expect(waiting).rejects.toMatchObject({ code: "unavailable" });
    await expect(engine.call("number.double", { value: 1 })).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("calls in the same process", () => {
  it("check parameters like calls over a port", async () => {
    const engine = callInProcess(contract, handlers);
    await expect(engine.call("number.double", { value: "two" as unknown as number })).rejects.toMatchObject({
      code: "wrong-usage",
    });
    expect(await engine.call("number.double", { value: 4 })).toBe(8);
  });
});
