// The import rules of the architecture: who may import whom, and why. Prints every break with its reason.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { isMain, root } from "./root.mjs";

/** Folder of src → the folders that it may import besides itself. */
const MAY_IMPORT = /** @type {Record<string, readonly string[]>} */ ({
  program: [],
  table: ["program"],
  blocks: ["program", "table"],
  pipeline: ["blocks", "program", "table"],
  engine: ["program", "table"],
  training: ["engine", "pipeline", "blocks", "program", "table"],
  export: ["training", "pipeline", "blocks", "program", "table"],
  worker: ["export", "training", "engine", "pipeline", "blocks", "program", "table"],
  studio: ["worker", "export", "training", "pipeline", "blocks", "program", "table"],
  cli: ["export", "training", "engine", "pipeline", "blocks", "program", "table"],
  "main.tsx": ["studio", "worker"],
});

/** Folders whose results must follow from their arguments: seeds and clocks are passed in. */
const PURE = new Set(["program", "table", "blocks", "pipeline", "engine", "training", "export"]);
const IMPURE = [/\bMath\.random\s*\(/, /\bDate\.now\s*\(/, /\bnew Date\s*\(\s*\)/, /\bperformance\.now\s*\(/];

const REACT = /^(?:react|react-dom|react-is|@xyflow\/|recharts|zustand|zundo)(?:\/|$)?/;
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
  for (const [path, text] of files) {
    const code = withoutComments(text);
    const imports = parseImports(code);
    const targets = [];
    for (const specifier of imports) {
      const target = specifier.startsWith(".") ? resolveSpecifier(path, specifier) : undefined;
      const reason = target === undefined ? checkPackage(path, specifier) : checkFolder(path, target);
      if (reason) problems.push(`${path}: imports "${specifier}". ${reason}`);
      if (target !== undefined && files.has(target)) targets.push(target);
    }
    graph.set(path, targets);
    problems.push(...checkFile({ path, text, code }));
  }
  for (const cycle of findCycles(graph)) {
    problems.push(`${cycle.join(" → ")}: a cycle. Move what both need into a file of its own, which imports neither.`);
  }
  return problems;
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
  // A worker host may name the address of a wasm file; that loads no code.
  const isAddress = folder === "worker" && specifier.endsWith("?url");
  if (specifier.startsWith("@tensorflow/") && folder !== "engine" && !isTestCode(path) && !isAddress) {
    return "tfjs lives only in src/engine and tests: other engines must be able to take its place.";
  }
  return undefined;
}

/**
 * @param {string} path
 * @param {string} target
 */
function checkFolder(path, target) {
  if (!target.startsWith("src/")) {
    return target === "package.json" || isTestCode(path) ? undefined : "Code in src imports only from src.";
  }
  if (isTestCode(path)) return undefined;
  if (isTestCode(target)) return "Test code is only for tests.";
  const from = folderOf(path);
  const to = folderOf(target);
  if (from === "studio" && to === "worker" && /^src\/worker\/host/.test(target)) {
    return "The studio talks to the worker through its client and protocol; the host would bring the engine into the page.";
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
