/**
 * The fresh answer, with every part that is as it was in place of its copy: what is memoised by identity is then worked
 * out and drawn anew only where something changed. For what comes over a port: plain objects, arrays, typed arrays.
 */
export function keepEqual<T>(known: unknown, fresh: T): T;
export function keepEqual(known: unknown, fresh: unknown): unknown {
  if (Object.is(known, fresh)) return known;
  if (typeof known !== "object" || typeof fresh !== "object" || known === null || fresh === null) return fresh;
  if (Object.getPrototypeOf(known) !== Object.getPrototypeOf(fresh)) return fresh;
  if (Array.isArray(known) && Array.isArray(fresh)) return keepElements(known, fresh);
  if (ArrayBuffer.isView(known) && ArrayBuffer.isView(fresh)) return areBytesEqual(known, fresh) ? known : fresh;
  if (Object.getPrototypeOf(fresh) === Object.prototype) return keepProperties(known, fresh);
  return fresh;
}

function keepElements(known: readonly unknown[], fresh: readonly unknown[]): readonly unknown[] {
  const kept = fresh.map((element, index) => keepEqual(known[index], element));
  return known.length === kept.length && kept.every((element, index) => Object.is(element, known[index]))
    ? known
    : kept;
}

function keepProperties(known: object, fresh: object): object {
  const before = new Map(Object.entries(known));
  const kept = Object.entries(fresh).map(([name, value]) => [name, keepEqual(before.get(name), value)] as const);
  const isSame =
    kept.length === before.size &&
    kept.every(([name, value]) => before.has(name) && Object.is(value, before.get(name)));
  return isSame ? known : Object.fromEntries(kept);
}

function areBytesEqual(known: ArrayBufferView, fresh: ArrayBufferView): boolean {
  if (known.byteLength !== fresh.byteLength) return false;
  const before = new Uint8Array(known.buffer, known.byteOffset, known.byteLength);
  const now = new Uint8Array(fresh.buffer, fresh.byteOffset, fresh.byteLength);
  return before.every((byte, index) => byte === now[index]);
}
