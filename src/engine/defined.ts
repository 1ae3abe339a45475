type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** A query without the keys that the front end left undefined. */
export function defined<T extends object>(query: T): Defined<T> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Defined<T>;
}
