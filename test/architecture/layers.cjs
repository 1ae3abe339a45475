/**
 * Which folder may import which: the one table that holds the shape of the program.
 *
 * Read a row as "folder: the folders it may import besides itself". A folder under src that has no row is refused,
 * so a new one starts with a decision about where it stands.
 */

/** The universal half first (no Node, no DOM), then the half that may use Node. */
const universal = {
  base: [],
  model: ["base"],
  statistics: ["base", "model"],
  detection: ["base", "model", "statistics"],
  correlation: ["base", "model", "statistics", "detection"],
  content: ["base", "model"],
  filter: ["base", "model"],
  api: ["base", "model", "filter"],
};
const node = {
  store: ["base", "model", "filter"],
  workers: ["base"],
  importers: ["base", "model", "statistics", "content", "store", "workers"],
  analysis: ["base", "model", "statistics", "detection", "correlation", "content", "filter", "store", "workers"],
  case: ["base", "model", "filter", "store"],
  report: ["base", "model", "statistics", "api", "store", "analysis", "case"],
  live: ["base", "model", "store", "importers", "analysis"],
  demo: ["base", "model", "statistics"],
};
/** Where everything meets: the engine answers the contract, the command line calls it. */
const below = [...Object.keys(universal), ...Object.keys(node)];
const folders = { ...universal, ...node, engine: below, cli: [...below, "engine"] };

/** A package with one home: nobody else in the program imports it, not even for its types. */
const homes = {
  electron: "main/",
  "better-sqlite3": "src/store/",
  systeminformation: "src/live/",
  re2js: "src/content/",
  yaml: "src/content/",
  "plotly\\.js": "renderer/charts/",
  "react(-dom)?": "renderer/",
};

/**
 * Imports that break the table and are put up with for now, each with its reason:
 * { from: "src/a/b.ts", to: "src/c/d.ts", reason: "..." }. A test fails when this grows.
 */
const debt = [];

const rule = (name, from, to) => ({ name, severity: "error", from, to });
const program = "^(src|main|renderer|test|scripts)/";
const packageNamed = (name) => `(^|node_modules/)(@types/)?${name}(/|$)`;
const insideSrc = (names) => `^src/(${names.join("|")})/`;

const forbidden = [
  ...Object.entries(folders).map(([folder, allowed]) =>
    rule(`src/${folder}`, { path: `^src/${folder}/` }, { path: program, pathNot: insideSrc([folder, ...allowed]) }),
  ),
  rule("unknown-folder", { path: "^src/[^/]+/", pathNot: insideSrc(Object.keys(folders)) }, {}),
  rule("universal-without-node", { path: insideSrc(Object.keys(universal)) }, { dependencyTypes: ["core"] }),
  rule("main", { path: "^main/", pathNot: "^main/preload\\.ts$" }, { path: program, pathNot: "^(main|src)/" }),
  rule("preload", { path: "^main/preload\\.ts$" }, { pathNot: ["^src/api/", packageNamed("electron")] }),
  rule(
    "renderer",
    { path: "^renderer/" },
    { path: program, pathNot: "^(renderer|src/(base|model|statistics|filter|api))/" },
  ),
  rule("renderer-without-node", { path: "^renderer/" }, { dependencyTypes: ["core"] }),
  ...Object.entries(homes).map(([name, home]) =>
    rule(`home-of-${name}`, { path: "^(src|main|renderer)/", pathNot: `^${home}` }, { path: packageNamed(name) }),
  ),
  rule("no-cycles", {}, { circular: true }),
];

module.exports = {
  folders,
  universal,
  debt,
  forbidden,
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js", ".json"], exportsFields: ["exports"] },
  },
};
