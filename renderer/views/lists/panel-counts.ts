/** The numbers beside the titles of the panel's lists; the selection's where a list follows it. */
import { useJobs } from "../../state/jobs.ts";
import { useEngine } from "../../state/queries.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { useSelectionQuery } from "./use-list-query.ts";

/** Only the total is wanted, so one row is asked for. */
const ONE = 1;

export function useEpisodeCount(): number | undefined {
  const { hosts: _hosts, ...selected } = useSelectionQuery();
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  return useEngine("episode.list", isOpen ? selected : undefined).value?.length;
}

export function useProcessCount(): number | undefined {
  const query = useCountQuery();
  return useEngine("process.list", query).value?.total;
}

export function useConnectionCount(): number | undefined {
  const query = useCountQuery();
  return useEngine("connection.list", query).value?.total;
}

export function useControlCount(): number | undefined {
  const query = useCountQuery();
  return useEngine("control.list", query).value?.total;
}

export function useClaimCount(): number | undefined {
  const query = useCountQuery();
  return useEngine("justification.list", query === undefined ? undefined : withoutLimit(query)).value?.length;
}

/** Asked for once an import is through: each of its sources would have the evidence looked at again. */
export function useProblemCount(): number | undefined {
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  const isBusy = useJobs(({ running }) => running.length > 0);
  const selected = useSelectionQuery();
  const count = useEngine("problem.list", isOpen && !isBusy ? selected : undefined).value?.length;
  return count === undefined || count === 0 ? undefined : count;
}

export function useRejectCount(): number | undefined {
  return useWorkspace((workspace) => workspace.summary?.rejects);
}

function useCountQuery() {
  const selected = useSelectionQuery();
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  return isOpen ? { ...selected, limit: ONE } : undefined;
}

function withoutLimit({ limit: _limit, ...query }: NonNullable<ReturnType<typeof useCountQuery>>) {
  return query;
}
