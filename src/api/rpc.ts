/**
 * Calls over any message port: request, progress notices, response, cancel. The same code serves the window and the
 * engine, Node's `MessageChannel` in the tests, and worker threads.
 *
 * Typed arrays travel by structured clone. An error crosses as its message and, for a `UserError`, its code, place and
 * next step, so that the other end can show it as if it had happened there.
 */
import { UserError, type ErrorCode } from "../base/errors.ts";
import type { CallOptions, Client, Contract, Handlers } from "./contract.ts";

/** What Node's, Electron's and the browser's ports have in common, once wrapped. */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

interface WireError {
  readonly message: string;
  readonly code?: ErrorCode;
  readonly where?: string | undefined;
  readonly next?: string | undefined;
}

type Message =
  | { readonly type: "call"; readonly id: number; readonly name: string; readonly params: unknown }
  | { readonly type: "cancel"; readonly id: number }
  | { readonly type: "notice"; readonly id: number; readonly notice: unknown }
  | { readonly type: "result"; readonly id: number; readonly result: unknown }
  | { readonly type: "error"; readonly id: number; readonly error: WireError };

/** Answers calls on a port until it closes. Calls in progress are cancelled when the port closes. */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>, port: Port): void {
  const running = new Map<number, AbortController>();

  const answer = async (id: number, name: string, params: unknown): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const declared = Object.hasOwn(contract, name) ? contract[name] : undefined;
      const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
      if (declared === undefined || handler === undefined) throw new Error(`There is no method "${name}".`);
      const parsed = declared.params.safeParse(params);
      if (!parsed.success) throw new Error(`${name} got parameters that do not fit: ${parsed.error.message}`);
      const notify = (notice: unknown): void => port.post({ type: "notice", id, notice } satisfies Message);
      const result: unknown = await handler(parsed.data as never, { signal: controller.signal, notify });
      port.post({ type: "result", id, result } satisfies Message);
    } catch (error) {
      port.post({ type: "error", id, error: toWire(error) } satisfies Message);
    } finally {
      running.delete(id);
    }
  };

  port.onMessage((raw) => {
    const message = raw as Message;
    if (message.type === "call") void answer(message.id, message.name, message.params);
    else if (message.type === "cancel") running.get(message.id)?.abort();
  });
  port.onClose(() => {
    for (const controller of running.values()) controller.abort();
  });
}

/** The calling end. Calls that are open when the port closes fail. */
export function connect<C extends Contract>(_contract: C, port: Port): Client<C> {
  interface Open {
    resolve(result: unknown): void;
    reject(error: Error): void;
    notice(notice: unknown): void;
  }
  const open = new Map<number, Open>();
  let lastId = 0;
  let isClosed = false;

  port.onMessage((raw) => {
    const message = raw as Message;
    if (message.type === "call" || message.type === "cancel") return;
    const call = open.get(message.id);
    if (call === undefined) return;
    if (message.type === "notice") {
      call.notice(message.notice);
      return;
    }
    open.delete(message.id);
    if (message.type === "result") call.resolve(message.result);
    else call.reject(fromWire(message.error));
  });
  port.onClose(() => {
    isClosed = true;
    for (const call of open.values()) call.reject(engineGone());
    open.clear();
  });

  return {
    call(name, params, options: CallOptions<unknown> = {}) {
      return new Promise((resolve, reject) => {
        if (isClosed) {
          reject(engineGone());
          return;
        }
        const id = ++lastId;
        open.set(id, {
          resolve: resolve as (result: unknown) => void,
          reject,
          notice: (notice) => options.onNotice?.(notice),
        });
        options.signal?.addEventListener("abort", () => port.post({ type: "cancel", id } satisfies Message), {
          once: true,
        });
        port.post({ type: "call", id, name, params } satisfies Message);
        if (options.signal?.aborted === true) port.post({ type: "cancel", id } satisfies Message);
      });
    },
    close: () => port.close(),
  };
}

function engineGone(): UserError {
  return new UserError("unavailable", "The connection to the engine is closed.", { next: "Restart Plimsoll." });
}

function toWire(error: unknown): WireError {
  if (error instanceof UserError) {
    return { message: error.message, code: error.code, where: error.where, next: error.next };
  }
  return { message: error instanceof Error ? error.message : String(error) };
}

function fromWire(error: WireError): Error {
  if (error.code === undefined) return new Error(error.message);
  return new UserError(error.code, error.message, {
    ...(error.where === undefined ? {} : { where: error.where }),
    ...(error.next === undefined ? {} : { next: error.next }),
  });
}
