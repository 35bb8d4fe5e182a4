// What the page loads before it shows anything, held to its budget. Run after the build.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./root.mjs";

const PAGE_BUDGET_KB = 350;

/** A sentence of tfjs core that no minifier changes. */
const TFJS_MARK = "has not yet been initialized. Make sure to await tf.ready()";

const dist = join(root, "dist");
const manifestFile = join(dist, ".vite", "manifest.json");
if (!existsSync(manifestFile)) {
  console.error("check-sizes: expected a build in dist. Run npm run build first.");
  process.exit(1);
}
/** @type {Record<string, { file: string, isEntry?: boolean, imports?: string[], css?: string[] }>} */
const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));

/**
 * @param {string} key
 * @param {Set<string>} seen
 * @param {Set<string>} files
 */
function follow(key, seen, files) {
  const chunk = manifest[key];
  if (!chunk || seen.has(key)) return;
  seen.add(key);
  for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
  for (const next of chunk.imports ?? []) follow(next, seen, files);
}

/** @type {Set<string>} */
const page = new Set();
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) follow(key, new Set(), page);

const assets = readdirSync(join(dist, "assets")).map((name) => `assets/${name}`);
const rows = assets.map((file) => {
  const bytes = readFileSync(join(dist, file));
  const gzipKb = gzipSync(bytes, { level: 9 }).length / 1000;
  const hasTfjs = file.endsWith(".js") && bytes.includes(TFJS_MARK);
  return { file, isPage: page.has(file), rawKb: statSync(join(dist, file)).size / 1000, gzipKb, hasTfjs };
});
rows.sort((a, b) => Number(b.isPage) - Number(a.isPage) || b.gzipKb - a.gzipKb);

console.log("   raw kB   gzip kB  loaded  file");
for (const { file, isPage, rawKb, gzipKb, hasTfjs } of rows) {
  const numbers = `${rawKb.toFixed(1).padStart(9)} ${gzipKb.toFixed(1).padStart(9)}`;
  console.log(`${numbers}  ${isPage ? "page  " : "later "}  ${file}${hasTfjs ? "  (tfjs)" : ""}`);
}
const total = rows.reduce((sum, row) => sum + (row.isPage ? row.gzipKb : 0), 0);
console.log(`Page: ${total.toFixed(1)} kB of ${PAGE_BUDGET_KB} kB gzipped.`);

/** @type {string[]} */
const problems = [];
if (page.size === 0) problems.push("dist: expected the page's entry in the manifest, found none.");
if (total > PAGE_BUDGET_KB) {
  problems.push(
    `page: expected ≤ ${PAGE_BUDGET_KB} kB gzipped, got ${total.toFixed(1)}. Load what is not seen first with import().`,
  );
}
for (const { file } of rows.filter((row) => row.isPage && row.hasTfjs)) {
  problems.push(`${file}: expected no tfjs in what the page loads. It belongs behind the worker.`);
}
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
