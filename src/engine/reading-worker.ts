/** The program of a thread that reads one workspace, while the engine's own thread writes it. */
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { readingContract } from "../api/reading-contract.ts";
import { serve } from "../api/rpc.ts";
import { listHandlers } from "./list-handlers.ts";
import { seriesHandlers } from "./series-handlers.ts";
import { Session } from "./session.ts";
import { suggestionHandlers } from "./suggestion-handlers.ts";
import { ownPort } from "./thread-port.ts";

const { path, product } = z.object({ path: z.string(), product: z.string() }).parse(workerData);
const session = new Session({ product });
await session.open(path, { readOnly: true });
serve(
  readingContract,
  { ...seriesHandlers(session), ...listHandlers(session), ...suggestionHandlers(session) },
  ownPort(parentPort),
);
