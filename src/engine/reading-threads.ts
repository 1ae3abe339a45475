/**
 * Threads that read for the engine. Its own thread writes, and an import or an analysis may hold it for a while; SQLite
 * lets readers see what is committed meanwhile. A chart should not wait for a list that looks at a million rows, nor
 * either for a comparison of all hosts, so each of the three has its own; a thread starts with the first question.
 */
import { Worker } from "node:worker_threads";
import type { Client } from "../api/contract.ts";
import type { EngineHandlers } from "../api/engine-contract.ts";
import { readingContract } from "../api/reading-contract.ts";
import { connect } from "../api/rpc.ts";
import type { Workspace } from "../store/workspace.ts";
import { builtEntry } from "../workers/built-entry.ts";
import type { Session } from "./session.ts";
import { threadPort } from "./thread-port.ts";

const THREAD_ENTRY = "reading-worker";

/** Nothing where there is no build that a thread could run. */
export function readInThreads(session: Session): Pick<EngineHandlers, keyof typeof readingContract> | undefined {
  const entry = builtEntry(THREAD_ENTRY);
  if (entry === undefined) return undefined;
  const charts = readerOf(session, entry);
  const lists = readerOf(session, entry);
  const comparisons = readerOf(session, entry);
  return {
    "class.suggest": (query, { signal, notify }) =>
      comparisons().call("class.suggest", query, { signal, onNotice: notify }),
    "series.list": (query, { signal }) => charts().call("series.list", query, { signal }),
    "series.envelopes": (query, { signal }) => charts().call("series.envelopes", query, { signal }),
    "series.lanes": (query, { signal }) => charts().call("series.lanes", query, { signal }),
    "fleet.days": (query, { signal }) => lists().call("fleet.days", query, { signal }),
    "fleet.weeks": (query, { signal }) => lists().call("fleet.weeks", query, { signal }),
    "process.list": (query, { signal }) => lists().call("process.list", query, { signal }),
    "connection.list": (query, { signal }) => lists().call("connection.list", query, { signal }),
    "control.list": (query, { signal }) => lists().call("control.list", query, { signal }),
    "reject.list": (query, { signal }) => lists().call("reject.list", query, { signal }),
    "problem.list": (query, { signal }) => lists().call("problem.list", query, { signal }),
    "list.groups": (query, { signal }) => lists().call("list.groups", query, { signal }),
  };
}

interface Reader {
  readonly workspace: Workspace;
  readonly client: Client<typeof readingContract>;
}

/** Gives a thread that has the session's workspace open; a `UserError` where none is. One that ended is started again. */
function readerOf(session: Session, entry: string): () => Reader["client"] {
  let running: Reader | undefined;
  return () => {
    const { workspace } = session;
    if (running?.workspace === workspace) return running.client;
    const thread = new Worker(entry, { workerData: { path: workspace.path, product: session.options.product } });
    const reader = { workspace, client: connect(readingContract, threadPort(thread)) };
    running = reader;
    thread.once("exit", () => {
      if (running === reader) running = undefined;
    });
    // The calls that are open fail with the thread's end; nobody else needs to be told.
    thread.once("error", () => undefined);
    session.beforeClose(() => thread.terminate());
    return reader.client;
  };
}
