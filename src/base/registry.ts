/**
 * A fixed list of contributions, found by id. Ids are stored in workspaces and are for ever; a duplicate is a bug.
 */
export interface Contribution {
  readonly id: string;
}

export interface Registry<T extends Contribution> {
  readonly all: readonly T[];
  find(id: string): T | undefined;
}

export function registry<T extends Contribution>(contributions: readonly T[]): Registry<T> {
  const byId = new Map<string, T>();
  for (const contribution of contributions) {
    if (byId.has(contribution.id)) throw new Error(`Two contributions have the id "${contribution.id}".`);
    byId.set(contribution.id, contribution);
  }
  return { all: contributions, find: (id) => byId.get(id) };
}
