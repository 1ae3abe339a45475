import type { EngineHandlers } from "../api/engine-contract.ts";
import { UserError } from "../base/errors.ts";
import type { Session } from "./session.ts";

export function liveHandlers(_session: Session): Pick<EngineHandlers, Extract<keyof EngineHandlers, `live.${string}`>> {
  const notYet = () => {
    throw new UserError("unavailable", "Live sampling is not there yet.");
  };
  return { "live.start": notYet, "live.stop": notYet, "live.status": notYet };
}
