import { expect, it } from "vitest";
import { drawSvg } from "../../../renderer/charts/svg-pen.ts";

const measure = (text: string): TextMetrics => ({ width: text.length * 6 }) as TextMetrics;
const draw = (move: (pen: ReturnType<typeof drawSvg>["pen"]) => void): string => {
  const drawing = drawSvg(100, 50, "Load of <RND-07> & others", measure);
  move(drawing.pen);
  return drawing.text();
};

it("lets no text become markup, in the picture or in its title", () => {
  const svg = draw((pen) => {
    pen.font = '11px "<script>"';
    pen.fillText('</text><script>alert("1")</script>\u0000', 1, 2);
  });
  expect(svg).not.toMatch(/<script|<RND|\u0000/);
  expect(svg).toContain("Load of &lt;RND-07&gt; &amp; others");
  expect(svg).toContain("&lt;/text&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;\ufffd");
});

it("draws paths, boxes and circles where a canvas would, from an origin that was moved", () => {
  const svg = draw((pen) => {
    pen.save();
    pen.translate(10, 20);
    pen.strokeStyle = "#ff0000";
    pen.setLineDash([4, 3]);
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.lineTo(5, 5.125);
    pen.stroke();
    pen.restore();
    pen.fillRect(1, 2, 3, 4);
    pen.beginPath();
    pen.arc(50, 25, 4, 0, 2 * Math.PI);
    pen.fill();
  });
  expect(svg).toContain(
    '<path d="M10 20L15 25.13" fill="none" stroke="#ff0000" stroke-width="1" stroke-dasharray="4 3"/>',
  );
  expect(svg).toContain('<rect x="1" y="2" width="3" height="4" fill="#000000"/>');
  expect(svg).toContain('<path d="M46 25a4 4 0 1 0 8 0a4 4 0 1 0 -8 0" fill="#000000"/>');
});

it("keeps a clip until it is restored, and says transparency in a way that every reader knows", () => {
  const svg = draw((pen) => {
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, 10, 10);
    pen.clip();
    pen.globalAlpha = 0.5;
    pen.fillStyle = "rgb(160 160 160 / 20%)";
    pen.fillRect(0, 0, 99, 99);
    pen.restore();
    pen.fillRect(0, 0, 5, 5);
  });
  expect(svg).toContain('<clipPath id="clip0"><path d="M0 0h10v10h-10z"/></clipPath>');
  expect(svg).toContain(
    '<g clip-path="url(#clip0)"><rect x="0" y="0" width="99" height="99" fill="rgb(160,160,160)" fill-opacity="0.1"/></g>',
  );
  expect(svg).toContain('<rect x="0" y="0" width="5" height="5" fill="#000000"/>');
});
