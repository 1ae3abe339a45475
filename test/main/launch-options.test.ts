import { expect, test } from "vitest";
import { parseLaunch } from "../../main/launch-options.ts";

const inCheckout = (...args: string[]) => parseLaunch(["electron", ...args], false, "/home/ada");

test("printing without both files is refused with a sentence", () => {
  expect(inCheckout("/app", "--print-pdf", "report.html")).toEqual({
    mode: "wrong",
    sentence: "--print-pdf needs two files: the HTML to print and the PDF to write.",
  });
});

test("the app's own path is not taken for a workspace, nor are Chromium's flags", () => {
  expect(inCheckout("--no-sandbox", "--user-data-dir=/tmp/x", ".")).toEqual({
    mode: "window",
    workspacePath: undefined,
    demo: false,
  });
});

test("a workspace is found relative to the folder the program was started in", () => {
  expect(inCheckout("/app", "case.plimsoll", "--demo")).toEqual({
    mode: "window",
    workspacePath: "/home/ada/case.plimsoll",
    demo: true,
  });
});

test("a packaged app has no path of its own on the command line", () => {
  expect(parseLaunch(["plimsoll", "/data/case.plimsoll"], true, "/home/ada")).toEqual({
    mode: "window",
    workspacePath: "/data/case.plimsoll",
    demo: false,
  });
});

test("printing takes the HTML and the PDF, in this order", () => {
  expect(inCheckout("--no-sandbox", "/app", "--print-pdf", "in.html", "out.pdf")).toEqual({
    mode: "print",
    htmlPath: "/home/ada/in.html",
    pdfPath: "/home/ada/out.pdf",
  });
});
