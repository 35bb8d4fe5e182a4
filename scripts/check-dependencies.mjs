// The import rules of the architecture: who may import whom, and why. Prints every break with its reason.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { isMain, root } from "./root.mjs";

/** Folder of src → the folders that it may import besides itself. */
const MAY_IMPORT = /** @type {Record<string, readonly string[]>} */ ({
  base: [],
  program: ["base"],
  table: ["program", "base"],
  blocks: ["program", "table", "base"],
  pipeline: ["blocks", "program", "table", "base"],
  engine: ["program", "table", "base"],
  training: ["engine", "pipeline", "blocks", "program", "table", "base"],
  export: ["training", "pipeline", "blocks", "program", "table", "base"],
  app: ["export", "training", "engine", "pipeline", "blocks", "program", "table", "base"],
  languages: ["blocks", "base"],
  worker: ["languages", "app", "export", "training", "engine", "pipeline", "blocks", "program", "table", "base"],
  studio: ["languages", "worker", "app", "export", "training", "pipeline", "blocks", "program", "table", "base"],
  cli: ["languages", "app", "export", "training", "engine", "pipeline", "blocks", "program", "table", "base"],
  "main.tsx": ["studio", "worker"],
});

/** The studio takes only types from here: the code would bring the engine into the page. */
const BEHIND_THE_WORKER = /^src\/(?:app\/|worker\/(?!client\.ts|protocol\.ts))/;

/** What languages make their sentences with. */
const TOOLS_OF_WORDS = /^src\/base\/(?:app-name|language|numbers|words)\.ts$/;

/** Two ways in to the same use cases. */
const TRANSPORTS = ["worker", "cli"];

/** Folders whose results must follow from their arguments: seeds and clocks are passed in. */
const PURE = new Set(["base", "program", "table", "blocks", "pipeline", "engine", "training", "export", "app"]);
const IMPURE = [/\bMath\.random\s*\(/, /\bDate\.now\s*\(/, /\bnew Date\s*\(\s*\)/, /\bperformance\.now\s*\(/];

const REACT = /^(?:react|react-dom|react-is|@xyflow\/|recharts|uplot|zustand|zundo)(?:\/|$)?/;
const LONGEST_FILE = 400;

/**
 * Checks all files together.
 *
 * @param {ReadonlyMap<string, string>} files  path from the repository root with "/" → text
 * @returns {string[]} what is wrong, one line each
 */
export function checkDependencies(files) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Map<string, string[]>} */
  const graph = new Map();
  /** @type {Map<string, string[]>} the same, less imports of nothing but types */
  const loads = new Map();
  const blocks = [...files.keys()].flatMap((path) => /^src\/blocks\/([^/]+)\/spec\.ts$/.exec(path)?.[1] ?? []);
  for (const [path, text] of files) {
    const code = withoutComments(text);
    const imports = parseImports(code);
    const types = parseTypeImports(code);
    const targets = [];
    const loaded = [];
    for (const specifier of imports) {
      const target = specifier.startsWith(".") ? resolveSpecifier(path, specifier) : undefined;
      const reason =
        target === undefined ? checkPackage(path, specifier) : checkFolder(path, target, types.has(specifier));
      if (reason) problems.push(`${path}: imports "${specifier}". ${reason}`);
      if (target === undefined || !files.has(target)) continue;
      targets.push(target);
      if (!types.has(specifier)) loaded.push(target);
    }
    graph.set(path, targets);
    loads.set(path, loaded);
    problems.push(...checkFile({ path, text, code }), ...checkBlocks({ path, code, targets, blocks }));
    problems.push(...checkInference({ path, code, targets }));
  }
  problems.push(...checkUseCases(loads));
  for (const cycle of findCycles(graph)) {
    problems.push(`${cycle.join(" → ")}: a cycle. Move what both need into a file of its own, which imports neither.`);
  }
  // A cycle of files is one of folders too, and told already.
  if (problems.length === 0) problems.push(...checkFolderCycles(graph));
  return problems;
}

/**
 * What both transports do is a use case, and stands in src/app once: of the folders above src/pipeline, they load no other
 * one both.
 *
 * @param {ReadonlyMap<string, readonly string[]>} loads  file → files whose code it loads
 * @returns {string[]}
 */
function checkUseCases(loads) {
  /** @type {Map<string, Map<string, string>>} folder → transport → one import as an example */
  const users = new Map();
  for (const [from, targets] of loads) {
    if (isTestCode(from) || !TRANSPORTS.includes(folderOf(from))) continue;
    for (const to of targets) {
      const folder = folderOf(to);
      if (folder === "app" || folder === folderOf(from) || !MAY_IMPORT[folder]?.includes("pipeline")) continue;
      const known = users.get(folder) ?? new Map();
      users.set(folder, known.set(folderOf(from), `${from} imports ${to}`));
    }
  }
  return [...users].flatMap(([folder, known]) =>
    known.size < TRANSPORTS.length
      ? []
      : [
          `src/${folder}: loaded by worker and command line (${[...known.values()].join("; ")}). What both do is a use case: put it in src/app.`,
        ],
  );
}

/**
 * Rooms of one floor must not need each other in a circle, at any depth: a folder counts as one thing, whatever is in it.
 *
 * @param {ReadonlyMap<string, readonly string[]>} graph  file → files that it imports
 * @returns {string[]}
 */
function checkFolderCycles(graph) {
  /** @type {Map<string, Map<string, string[]>>} folder → child → children that it imports, with one example each */
  const floors = new Map();
  /** @type {Map<string, string>} */
  const examples = new Map();
  for (const [from, targets] of graph) {
    if (isTestCode(from)) continue;
    for (const to of targets) {
      const [a, b] = [from.split("/"), to.split("/")];
      const depth = a.findIndex((part, index) => part !== b[index]);
      if (depth < 0) continue;
      const floor = a.slice(0, depth).join("/");
      const [child, other] = [a, b].map((parts) => parts.slice(0, depth + 1).join("/"));
      const children = floors.get(floor) ?? new Map();
      floors.set(floor, children);
      children.set(child, [...new Set([...(children.get(child) ?? []), other])]);
      examples.set(`${child} ${other}`, examples.get(`${child} ${other}`) ?? `${from} imports ${to}`);
    }
  }
  return [...floors.values()].flatMap((children) =>
    findCycles(children).map((cycle) => {
      const steps = cycle.slice(1).map((to, index) => examples.get(`${cycle[index]} ${to}`));
      return `${cycle.join(" → ")}: a cycle of folders (${steps.join("; ")}). Move what both need to the floor below.`;
    }),
  );
}

/**
 * The specifiers of all static and dynamic imports and re-exports.
 *
 * @param {string} code  without comments
 */
export function parseImports(code) {
  const statics = code.matchAll(/(?:^|[\n;])\s*(?:import|export)\b(?:[^"'`;()=]*?\bfrom)?\s*["']([^"'\n]+)["']/g);
  const dynamics = code.matchAll(/\bimport\s*\(\s*["']([^"'\n]+)["']/g);
  return [...statics, ...dynamics].map((match) => match[1] ?? "");
}

/**
 * The specifiers of which nothing but types is imported, so that no code is loaded.
 *
 * @param {string} code  without comments
 */
export function parseTypeImports(code) {
  const types = code.matchAll(/(?:^|[\n;])\s*(?:import|export)\s+type\b[^"'`;()=]*?\bfrom\s*["']([^"'\n]+)["']/g);
  const found = [...types].map((match) => match[1] ?? "");
  const all = parseImports(code);
  const isOnlyType = (/** @type {string} */ specifier) =>
    all.filter((other) => other === specifier).length === found.filter((other) => other === specifier).length;
  return new Set(found.filter(isOnlyType));
}

/** @param {string} text */
export function withoutComments(text) {
  const tokens = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return text.replace(tokens, (_, string) => string ?? " ");
}

/**
 * @param {string} path
 * @param {string} specifier
 */
function resolveSpecifier(path, specifier) {
  return posix.normalize(posix.join(posix.dirname(path), specifier.replace(/\?.*$/, "")));
}

/** @param {string} path */
const folderOf = (path) => path.split("/")[1] ?? "";

/** Test code may use everything, and nothing but test code may use it. @param {string} path */
const isTestCode = (path) => /\.(?:test|fixture)\.tsx?$|\/(?:testing|fixtures)\//.test(path);

/**
 * @param {string} path
 * @param {string} specifier
 */
function checkPackage(path, specifier) {
  const folder = folderOf(path);
  if (REACT.test(specifier) && folder !== "studio" && folder !== "main.tsx") {
    return "React and what builds on it live only in src/studio and src/main.tsx: everything else also runs in workers and in Node.";
  }
  if (specifier.startsWith("node:") && folder !== "cli" && !isTestCode(path)) {
    return "Node's own modules live only in src/cli and tests: everything else also runs in browsers.";
  }
  if (specifier.startsWith("@tensorflow/") && !path.startsWith("src/engine/tfjs/") && !isTestCode(path)) {
    return "tfjs lives only in src/engine/tfjs and tests: nothing else may depend on its ways.";
  }
  return undefined;
}

/**
 * @param {string} path
 * @param {string} target
 * @param {boolean} isType  nothing but types is imported
 */
function checkFolder(path, target, isType) {
  if (!target.startsWith("src/")) {
    return target === "package.json" || isTestCode(path) ? undefined : "Code in src imports only from src.";
  }
  if (isTestCode(path)) return undefined;
  if (isTestCode(target)) return "Test code is only for tests.";
  const from = folderOf(path);
  const to = folderOf(target);
  if (from === "studio" && !isType && BEHIND_THE_WORKER.test(target)) {
    return "The studio talks to the worker through its client and protocol; this would bring the engine into the page.";
  }
  if (from === "languages" && to !== from && !isType && !TOOLS_OF_WORDS.test(target)) {
    return "A language takes only types from what it translates: the code would come with it.";
  }
  const allowed = MAY_IMPORT[from];
  if (!allowed) return `src/${from} has no place in the architecture; give it one in scripts/check-dependencies.mjs.`;
  if (from === to || allowed.includes(to)) return undefined;
  const list = allowed.length > 0 ? allowed.map((name) => `src/${name}`).join(", ") : "nothing else";
  return `Imports go down only: src/${from} may import ${list}.`;
}

/** @param {{ path: string, text: string, code: string }} file */
function checkFile({ path, text, code }) {
  const problems = [];
  if (/\/index\.tsx?$/.test(path) || isOnlyReexports(code)) {
    problems.push(
      `${path}: a barrel file. Import from the file that defines the thing, so that bundles and cycles stay visible.`,
    );
  }
  const lines = text.split("\n").length - 1;
  if (lines > LONGEST_FILE && !path.includes(".generated.")) {
    problems.push(`${path}: ${lines} lines. Past ${LONGEST_FILE}, split it along what changes together.`);
  }
  if (PURE.has(folderOf(path)) && !isTestCode(path)) {
    for (const pattern of IMPURE) {
      const found = pattern.exec(code)?.[0];
      if (found)
        problems.push(`${path}: calls ${found.trim()}…. Seeds and clocks are passed in, so that runs can be repeated.`);
    }
  }
  return problems;
}

/**
 * A block is known to its own folder, to the catalogue and to other languages' words for it alone: other code asks its spec, so
 * that the next block is no special case anywhere.
 *
 * @param {{ path: string, code: string, targets: readonly string[], blocks: readonly string[] }} file
 */
function checkBlocks({ path, code, targets, blocks }) {
  if (isTestCode(path) || path === "src/blocks/catalogue.generated.ts") return [];
  const isItsOwn = (/** @type {string} */ id) =>
    path.startsWith(`src/blocks/${id}/`) || /^src\/languages\/[^/]+\/blocks\//.test(path);
  const others = blocks.filter((id) => !isItsOwn(id));
  const advice = "Shared code knows no block: ask its spec, or move what blocks share out of the block's folder.";
  return [
    ...others
      .filter((id) => new RegExp(`["'\`]${id}["'\`.]`).test(code))
      .map((id) => `${path}: names the block "${id}". ${advice}`),
    ...others
      .filter((id) => targets.some((target) => target.startsWith(`src/blocks/${id}/`)))
      .map((id) => `${path}: imports from the block "${id}". ${advice}`),
  ];
}

/** What looks at the cells of a column row by row. */
const CELL_READERS = ["raw-column", "target-labels", "apply-rules", "cells/read-cells"].map(
  (name) => `src/table/${name}.ts`,
);

/**
 * Inference sees a column through its summary alone, so that a summary that is made while a file is read is all that it needs.
 *
 * @param {{ path: string, code: string, targets: readonly string[] }} file
 */
function checkInference({ path, code, targets }) {
  if (!path.startsWith("src/table/infer/") || isTestCode(path)) return [];
  const advice = "Inference reads a column through its ColumnSummary: add there what it lacks.";
  return [
    ...targets
      .filter((target) => CELL_READERS.includes(target))
      .map((target) => `${path}: imports ${target}. ${advice}`),
    ...(/\bRawColumn\b/.test(code) ? [`${path}: names RawColumn. ${advice}`] : []),
  ];
}

/**
 * Nothing but re-exports of several modules, or of all of one. One name passed on is no barrel: a block's part may be
 * another's.
 *
 * @param {string} code
 */
function isOnlyReexports(code) {
  const reexport = /export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s+from\s*["'][^"']+["'];?/g;
  const found = code.match(reexport) ?? [];
  const isEmptyBesides = code.replace(reexport, "").trim() === "";
  return isEmptyBesides && (found.length > 1 || found.some((statement) => statement.includes("*")));
}

/**
 * One cycle for each edge that closes one, found depth first.
 *
 * @param {ReadonlyMap<string, readonly string[]>} graph
 * @returns {string[][]}
 */
function findCycles(graph) {
  /** @type {string[][]} */
  const cycles = [];
  const done = new Set();
  /** @type {string[]} */
  const path = [];
  const visit = (/** @type {string} */ node) => {
    const start = path.indexOf(node);
    if (start >= 0) cycles.push([...path.slice(start), node]);
    if (start >= 0 || done.has(node)) return;
    path.push(node);
    for (const target of graph.get(node) ?? []) visit(target);
    path.pop();
    done.add(node);
  };
  for (const node of graph.keys()) visit(node);
  return cycles;
}

function readSources() {
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const name of readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).sort()) {
    if (!/\.tsx?$/.test(name)) continue;
    const path = `src/${name.replaceAll("\\", "/")}`;
    files.set(path, readFileSync(join(root, path), "utf8"));
  }
  return files;
}

if (isMain(import.meta.url)) {
  const files = readSources();
  const problems = checkDependencies(files);
  if (problems.length > 0) {
    console.error(problems.join("\n"));
    process.exit(1);
  }
  console.log(`${files.size} files import downwards only, without cycles or barrels.`);
}
