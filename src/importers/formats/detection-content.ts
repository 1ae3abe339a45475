import type { Importer } from "../importer.ts";

/** The only kind that a bundle may bring: it can take weight from what is unusual, and never hide what is known. */
const ALLOWED = "allowed";

export const detectionContent: Importer = {
  id: "detection-content",
  describes: "an allow-list of an organisation's own programs and destinations (docs/content.md)",
  example:
    '{ "content": "allowed", "version": 1, "sources": [{ "what": "…", "licence": "…" }], "programs": [{ "path": "C:\\\\Tools\\\\*", "because": "…" }] }',
  sniff: (head) => (/^\s*\{[^]*"content"\s*:\s*"allowed"/.test(head.text) ? 1 : 0),
  async read(text, facts, sink) {
    // Its packages are loaded where such a file is read only: every thread that reads sources starts with all formats.
    const { readContentFile } = await import("../../content/read-content-file.ts");
    const content = await text.whole();
    const read = readContentFile(facts.fileName, content);
    if ("message" in read) sink.reject(read.line ?? 1, `${read.message} ${read.next}`, content);
    else if (read.kind !== ALLOWED) {
      sink.reject(1, `A bundle can bring an allow-list, and this is content of the kind ${read.kind}.`, content);
    } else {
      sink.content(content);
      sink.stored();
    }
  },
};
