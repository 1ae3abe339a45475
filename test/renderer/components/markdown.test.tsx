import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Markdown } from "../../../renderer/components/markdown.tsx";

const shown = (text: string): string => renderToStaticMarkup(<Markdown text={text} />);

it("shows HTML as it was typed and makes none of it", () => {
  const html = shown("<img src=x onerror=alert(1)>\n\n<script>alert(1)</script>");
  expect(html).not.toMatch(/<(img|script)/);
  expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
});

it("gives a link no address to follow and fetches no image", () => {
  const html = shown("[pool](https://pool.example/) ![pixel](https://pool.example/x.png)");
  expect(html).not.toContain("href");
  expect(html).not.toContain("src=");
  expect(html).toContain("[image: pixel]");
});

it("keeps the form of a note", () => {
  expect(shown("# Onset\n\n- **95 %** at `02:00`\n- second")).toBe(
    '<div class="markdown"><h1>Onset</h1><ul><li><p><strong>95 %</strong> at <code>02:00</code></p></li><li><p>second</p></li></ul></div>',
  );
});
