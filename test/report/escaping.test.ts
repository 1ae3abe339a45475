import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, toCsv } from "../../src/base/csv.ts";
import { escapeMarkup, markup } from "../../src/report/markup.ts";
import { escapeMarkdown } from "../../src/report/renderers/markdown.ts";

describe("text from telemetry in a report", () => {
  it("never becomes markup, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const written = markup`<td title="${text}">${text}</td>`.text;
        const inside = written.slice('<td title="'.length, -"</td>".length);
        expect(inside).not.toMatch(/[<'](?!\/)/);
        expect(inside.split('"')).toHaveLength(2);
      }),
    );
  });

  it("keeps nested markup as it is and joins lists", () => {
    const items = ["a", "<b>"].map((text) => markup`<li>${text}</li>`);
    expect(markup`<ul>${items}</ul>`.text).toBe("<ul><li>a</li><li>&lt;b&gt;</li></ul>");
  });

  it("cannot bring control characters into a document", () => {
    expect(escapeMarkup("a\u0000b\u001bc\n")).toBe("a\ufffdb\ufffdc\n");
  });

  it("cannot start a formula in a spreadsheet", () => {
    for (const text of ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]) {
      expect(csvCell(text).replace(/^"/, ""), text).toMatch(/^'/);
    }
    expect(csvCell("-12.5")).toBe("-12.5");
    expect(csvCell("svchost.exe")).toBe("svchost.exe");
  });

  it("survives quotes and line ends in a CSV cell", () => {
    expect(toCsv([['say "hi"', "two\nlines", "a,b"]])).toBe('"say ""hi""","two\nlines","a,b"\r\n');
  });

  it("cannot make links, images, HTML or table cells in Markdown", () => {
    for (const text of [
      "[x](javascript:alert(1))",
      "![](http://198.51.100.1/x)",
      "<img src=x>",
      "a | b",
      "# title\n- item",
    ]) {
      expect(escapeMarkdown(text).replace(/\\./g, ""), text).not.toMatch(/[[\]()<>|#!\n]/);
    }
  });
});
