import type { Importer } from "../importer.ts";

/** The manifest as a source of its own: its hosts, classes and people go into the workspace before any other source. */
export const bundleManifest: Importer = {
  id: "bundle-manifest",
  describes: "bundle.json, which names a bundle's hosts, classes, people, time zones and hashes",
  example:
    '{ "plimsollBundle": 1, "hosts": [{ "name": "RND-07", "class": "rnd-server", "timeZone": "Europe/Berlin" }] }',
  sniff: (head) => (/^\s*\{[^]*"plimsollBundle"\s*:/.test(head.text) ? 1 : 0),
  async read(text, _facts, sink) {
    // Its package is loaded where there is a manifest only: every thread that reads sources starts with all formats.
    const { parseManifest } = await import("../manifest.ts");
    const content = await text.whole();
    const manifest = parseManifest(content);
    if (typeof manifest === "string") {
      sink.reject(1, manifest, content);
      return;
    }
    manifest.classes.forEach(sink.systemClass);
    manifest.subjects.forEach(sink.subject);
    manifest.hosts.forEach(sink.host);
    sink.stored(manifest.classes.length + manifest.subjects.length + manifest.hosts.length);
    for (const { reason, raw } of manifest.rejects) sink.reject(1, reason, raw);
    manifest.notes.forEach(sink.note);
  },
};
