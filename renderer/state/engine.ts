/** The two ends that this window talks to: the engine, which has the evidence, and the desktop. */
import { create } from "zustand";
import { UserError } from "../../src/base/errors.ts";
import type { CallOptions, NoticeOf, ParamsOf, ResultOf } from "../../src/api/contract.ts";
import type { Engine, EngineContract } from "../../src/api/engine-contract.ts";
import type { Host, HostContract } from "../../src/api/host-contract.ts";

interface Connection {
  readonly engine: Engine | undefined;
  readonly host: Host | undefined;
}

export const useConnection = create<Connection>(() => ({ engine: undefined, host: undefined }));

export type EngineMethod = keyof EngineContract & string;

/** Asks the engine; fails with a `UserError` while there is no connection. */
export async function askEngine<Name extends EngineMethod>(
  name: Name,
  params: ParamsOf<EngineContract, Name>,
  options?: CallOptions<NoticeOf<EngineContract, Name>>,
): Promise<ResultOf<EngineContract, Name>> {
  const { engine } = useConnection.getState();
  if (engine === undefined) throw notConnected();
  return engine.call(name, params, options);
}

/** Asks the desktop, likewise. */
export async function askHost<Name extends keyof HostContract & string>(
  name: Name,
  params: ParamsOf<HostContract, Name>,
  options?: CallOptions<NoticeOf<HostContract, Name>>,
): Promise<ResultOf<HostContract, Name>> {
  const { host } = useConnection.getState();
  if (host === undefined) throw notConnected();
  return host.call(name, params, options);
}

function notConnected(): UserError {
  return new UserError("unavailable", "The engine is not there yet.", { next: "Wait a moment, or restart Plimsoll." });
}
