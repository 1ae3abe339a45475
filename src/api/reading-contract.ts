/** What threads that only read answer to the engine: entries of its own contract. */
import { engineContract } from "./engine-contract.ts";

export const readingContract = {
  "class.suggest": engineContract["class.suggest"],
  "series.list": engineContract["series.list"],
  "series.envelopes": engineContract["series.envelopes"],
  "series.lanes": engineContract["series.lanes"],
  "fleet.days": engineContract["fleet.days"],
  "fleet.weeks": engineContract["fleet.weeks"],
  "process.list": engineContract["process.list"],
  "connection.list": engineContract["connection.list"],
  "control.list": engineContract["control.list"],
  "reject.list": engineContract["reject.list"],
  "problem.list": engineContract["problem.list"],
  "list.groups": engineContract["list.groups"],
};
