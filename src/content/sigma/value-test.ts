/**
 * One value of a Sigma field with its modifiers (specification 2.1, modifiers appendix) as a test. Encodings are tried
 * as the appendix describes them; what cannot be bounded or has no meaning here is refused with its reason.
 */
import { isInNetwork, isNetwork } from "../../base/ip-network.ts";
import { linearPattern } from "../linear-pattern.ts";
import { base64OffsetForms, base64Of, bytesOf, isTextEncoding } from "./encoded-value.ts";
import { parsePieces, piecesTest, plainText, type Pieces } from "./text-pattern.ts";

export interface ValueTest {
  test(text: string): boolean;
  /** Of a text of which only the end is known; `undefined` where that does not decide. */
  testTail(tail: string): boolean | undefined;
}

const NUMBERS: Readonly<Record<string, (own: number, value: number) => boolean>> = {
  lt: (own, value) => own < value,
  lte: (own, value) => own <= value,
  gt: (own, value) => own > value,
  gte: (own, value) => own >= value,
};
const PLACES: ReadonlySet<string> = new Set(["contains", "startswith", "endswith"]);
const EXPRESSION_FLAGS: ReadonlySet<string> = new Set(["i", "m", "s"]);

/** `value` is a text, number or boolean. A sentence's end ("a value …") where it cannot be tested. */
export function valueTest(value: string | number | boolean, modifiers: readonly string[]): ValueTest | string {
  const text = String(value);
  const [kind] = modifiers;
  if (modifiers.includes("re")) return expressionTest(text, modifiers);
  if (modifiers.length === 1 && kind === "cidr") {
    if (!isNetwork(text)) return `"${text.slice(0, 60)}" is no network`;
    return exactly((own) => isInNetwork(own, text));
  }
  const compare = kind === undefined ? undefined : NUMBERS[kind];
  if (compare !== undefined && modifiers.length === 1) {
    const limit = Number(text);
    if (text.trim() === "" || Number.isNaN(limit)) return `"${text.slice(0, 60)}" is no number`;
    return exactly((own) => own.trim() !== "" && compare(Number(own), limit));
  }
  return textTest(text, modifiers);
}

function expressionTest(text: string, modifiers: readonly string[]): ValueTest | string {
  const flags = modifiers.filter((modifier) => modifier !== "re");
  const other = flags.find((flag) => !EXPRESSION_FLAGS.has(flag));
  if (other !== undefined) return `combines "re" with "${other}"`;
  const pattern = linearPattern(text, {
    ignoreCase: flags.includes("i"),
    multiLine: flags.includes("m"),
    dotAll: flags.includes("s"),
  });
  return typeof pattern === "string" ? `is an expression that ${pattern}` : exactly((own) => pattern.test(own));
}

function textTest(text: string, modifiers: readonly string[]): ValueTest | string {
  const isCased = modifiers.includes("cased");
  const isDashed = modifiers.includes("windash");
  let forms: Pieces[] = [parsePieces(text)];
  let isEncoded = false;
  for (const modifier of modifiers) {
    if (modifier === "cased") continue;
    if (modifier === "windash") forms = forms.map((pieces) => pieces.map(foldDashes));
    else if (PLACES.has(modifier)) forms = forms.map((pieces) => placed(pieces, modifier));
    else if (isTextEncoding(modifier)) continue;
    else if (modifier === "base64" || modifier === "base64offset") {
      const encoding = modifiers[modifiers.indexOf(modifier) - 1];
      const plain = forms.map(plainText);
      if (plain.includes(undefined)) return "has wildcards that cannot be encoded";
      const bytes = plain.map((one) => bytesOf(one ?? "", encoding));
      forms = bytes.flatMap((one) =>
        (modifier === "base64" ? [base64Of(one)] : base64OffsetForms(one)).map((form) => [form]),
      );
      isEncoded = true;
    } else return `has the modifier "${modifier.slice(0, 40)}", which is not supported`;
  }
  // Base64 tells letters' cases apart.
  const fold = (one: string): string => (isCased || isEncoded ? one : one.toLowerCase());
  const tests = forms.map((pieces) => piecesTest(pieces.map(fold)));
  const refused = tests.find((test) => typeof test === "string");
  if (refused !== undefined && typeof refused === "string") return refused;
  const usable = tests.filter((test) => typeof test !== "string");
  const prepared = (own: string): string => fold(isDashed ? foldDashes(own) : own);
  return {
    test: (own) => {
      const ready = prepared(own);
      return usable.some((one) => one.test(ready));
    },
    testTail(tail) {
      const answers = usable.map((one) => one.testTail(prepared(tail)));
      if (answers.includes(true)) return true;
      return answers.includes(undefined) ? undefined : false;
    },
  };
}

function placed(pieces: Pieces, place: string): Pieces {
  return [...(place === "startswith" ? [] : [""]), ...pieces, ...(place === "endswith" ? [] : [""])];
}

/** The end of a text decides nothing that looks at the whole of it. */
function exactly(test: (text: string) => boolean): ValueTest {
  return { test, testTail: () => undefined };
}

/** A dash or slash that begins an option, whichever of its five forms it has. */
function foldDashes(text: string): string {
  return text.replace(/(?<!\w)[-/\u2013\u2014\u2015](?=\w)/g, "-");
}
