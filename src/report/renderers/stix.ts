/**
 * The case as a STIX 2.1 bundle, for threat-intelligence platforms: what was seen as observed data, what it was read as
 * as a note, techniques as attack patterns that target the host, all of it in one report object.
 */
import type { Timestamp } from "../../base/time.ts";
import type { Renderer } from "../renderer.ts";
import type { ReportFinding, ReportModel, ReportTechnique } from "../report-model.ts";
import { excessLines, stateText } from "../statements.ts";
import { observables, stixTime, type StixObject } from "../stix/observables.ts";
import { objectId } from "../stix/stix-id.ts";

export const stix: Renderer = {
  id: "stix",
  title: "STIX 2.1",
  extension: "stix.json",
  render: (report) => `${JSON.stringify(bundle(report), undefined, 2)}\n`,
};

/** How public catalogues of techniques are named in references. */
const CATALOGUES: ReadonlyMap<string, string> = new Map([
  ["ATT&CK", "mitre-attack"],
  ["ITM", "insider-threat-matrix"],
]);

function bundle(report: ReportModel): object {
  const at = report.case.createdAt;
  const author = identity("Plimsoll", "system", at);
  const common: Common = { created: stixTime(at), modified: stixTime(at), created_by_ref: author.id };
  const objects = new Map([[author.id, author]]);
  for (const object of report.findings.flatMap((finding) => findingObjects(finding, common))) {
    objects.set(object.id, object);
  }
  const summary = reportObject(report, common, [...objects.keys()]);
  const all = [...objects.values(), summary];
  return { type: "bundle", id: objectId("bundle", all), objects: all };
}

interface Common {
  readonly created: string;
  readonly modified: string;
  readonly created_by_ref: string;
}

/** A domain object told by `content`, which with what is common makes its properties. */
function domainObject(type: string, content: object, common: Partial<Common>): StixObject {
  return { type, spec_version: "2.1", id: objectId(type, [content, common]), ...common, ...content };
}

function identity(name: string, identityClass: string, at: Timestamp): StixObject {
  const time = stixTime(at);
  return domainObject("identity", { name, identity_class: identityClass }, { created: time, modified: time });
}

function findingObjects(finding: ReportFinding, common: Common): StixObject[] {
  const { episode } = finding;
  const host = domainObject("identity", { name: episode.host, identity_class: "system" }, common);
  const seen = observables(episode, finding.subjects);
  const patterns = finding.techniques.map((technique) => attackPattern(technique, common));
  const targets = patterns.map((pattern) =>
    domainObject("relationship", { relationship_type: "targets", source_ref: pattern.id, target_ref: host.id }, common),
  );
  const about = [host, ...patterns, ...seen].map(({ id }) => id);
  return [host, ...seen, ...observedData(finding, seen, common), ...patterns, ...targets, note(finding, about, common)];
}

/** Nothing where nothing was seen: the standard asks for at least one object. */
function observedData({ episode, until }: ReportFinding, seen: readonly StixObject[], common: Common): StixObject[] {
  if (seen.length === 0) return [];
  const content = {
    first_observed: stixTime(episode.start),
    last_observed: stixTime(until),
    number_observed: 1,
    object_refs: seen.map(({ id }) => id),
  };
  return [domainObject("observed-data", content, common)];
}

function attackPattern({ framework, id, title }: ReportTechnique, common: Common): StixObject {
  const reference = { source_name: CATALOGUES.get(framework) ?? framework, external_id: id };
  return domainObject("attack-pattern", { name: title, external_references: [reference] }, common);
}

function note(finding: ReportFinding, about: readonly string[], common: Common): StixObject {
  const { episode, sentence, judgement, judgementReason } = finding;
  const lines = [
    sentence,
    `Judged: ${judgement}${judgementReason === "" ? "" : ` (${judgementReason})`}.`,
    `Read as ${episode.profile}; justification: ${stateText(episode.justification)}.`,
    ...excessLines(episode.excess),
    ...episode.reasons.for.map(({ text }) => `Speaks for it: ${text}`),
    ...episode.reasons.against.map(({ text }) => `Speaks against it: ${text}`),
  ];
  return domainObject(
    "note",
    { abstract: `Episode ${episode.id} on ${episode.host}`, content: lines.join("\n"), object_refs: about },
    common,
  );
}

/** A later export of the same case is a later version of the same object. */
function reportObject(report: ReportModel, common: Common, refs: readonly string[]): StixObject {
  const { id, title, verdict, createdAt } = report.case;
  const published = stixTime(report.run.at);
  return {
    type: "report",
    spec_version: "2.1",
    id: objectId("report", [id, createdAt]),
    ...common,
    modified: published,
    name: title,
    ...(verdict === "" ? {} : { description: verdict }),
    report_types: ["observed-data"],
    published,
    object_refs: refs,
  };
}
