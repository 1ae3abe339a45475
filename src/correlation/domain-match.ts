/** A host name against a set of domains, on label boundaries: `notpool.example` is not under `pool.example`. */

/** The domain that the host is or lies under; the longest where several fit. O(labels). */
export function domainIn(host: string, domains: ReadonlySet<string>): string | undefined {
  let rest = host.toLowerCase().replace(/\.$/, "");
  for (;;) {
    if (domains.has(rest)) return rest;
    const dot = rest.indexOf(".");
    if (dot < 0) return undefined;
    rest = rest.slice(dot + 1);
  }
}
