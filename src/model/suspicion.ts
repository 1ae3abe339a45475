/** How a row stands out, as the analysis said it of one of its episodes. */
export interface Suspicion {
  /** 0–1. */
  readonly suspicion: number;
  readonly reasons: readonly string[];
}

export type Suspected<Row> = Row & { readonly standsOut: Suspicion | undefined };
