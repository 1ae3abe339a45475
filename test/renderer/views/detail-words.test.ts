import { expect, it } from "vitest";
import { detailWords } from "../../../renderer/views/custody/detail-words.ts";

it("reads an entry as words: what it is about, amounts, and hashes last", () => {
  expect(detailWords('{"caseSha256":"5bc","events":128,"path":"processes/RND-05.csv","from":null}')).toBe(
    "path processes/RND-05.csv · from – · events 128 · case sha256 5bc",
  );
});

it("reads what lies inside, and lists", () => {
  expect(detailWords('{"files":[{"name":"CASE-1.html","bytes":7},{"name":"a.pdf","bytes":9}],"none":[]}')).toBe(
    "files name CASE-1.html bytes 7, name a.pdf bytes 9 · none –",
  );
});

it("leaves a detail that is no JSON as it was written", () => {
  expect(detailWords("made by hand")).toBe("made by hand");
  expect(detailWords('"a note"')).toBe("a note");
});
