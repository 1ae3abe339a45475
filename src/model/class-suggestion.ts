/** Which class a host seems to belong to, by what it does. A suggestion only: whoever accepts it assigns the class. */
export interface ClassSuggestion {
  readonly host: string;
  /** The class that it has now. */
  readonly current: string | undefined;
  readonly className: string;
  /** How likely it is, 0-1, all classes being equally likely before anything is known. */
  readonly likelihood: number;
  /** The class that it has now, or the next likely one; `undefined` where there is no other. */
  readonly nextBest: { readonly className: string; readonly likelihood: number } | undefined;
  /** The members that are most like it. */
  readonly alike: readonly string[];
  readonly why: string;
}

export interface ClassSuggestions {
  /** By host. Hosts that are where they seem to belong are in neither list. */
  readonly suggestions: readonly ClassSuggestion[];
  /** Hosts without a class for which none can be suggested, and why. */
  readonly unclear: readonly { readonly host: string; readonly why: string }[];
}
