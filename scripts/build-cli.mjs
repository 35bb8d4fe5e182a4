// Bundles the command line: Node starts one file in a tenth of a second, and a thousand of TypeScript in more than one.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { root } from "./root.mjs";

const CACHE = join(root, ".cache");
const NAME = "cli-";
/** Bundles of files that are no longer so may still be running. */
const KEPT_MS = 24 * 3600 * 1000;
/** Files of Node's own, and what brings binaries or its own ways of loading. */
const EXTERNAL = [/^@tensorflow\//, "webgpu", /^node:/];

/**
 * What Node is told. Rows that stream through have no use for more young memory than this (in MB), nor for old memory that grows to several times what is in use before it is collected: a file of any size
 * is predicted in as much.
 *
 * @param {readonly string[]} words of the command
 * @returns {readonly string[]}
 */
export function nodeFlags(words) {
  return words[0] === "predict" ? ["--max-semi-space-size=8", "--heap-growing-percent=100"] : [];
}

/** Of names, sizes and times: what is built of these files is built once. */
function stamp() {
  const hash = createHash("sha256");
  const source = join(root, "src");
  for (const path of readdirSync(source, { recursive: true, encoding: "utf8" }).sort()) {
    if (!/\.(ts|json|md)$/.test(path) || path.endsWith(".test.ts")) continue;
    const { size, mtimeMs } = statSync(join(source, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  hash.update(`${statSync(join(root, "package-lock.json")).mtimeMs} ${statSync(import.meta.filename).mtimeMs}`);
  return hash.digest("hex").slice(0, 16);
}

/** @param {string} folder @returns {Promise<void>} */
async function bundle(folder) {
  const entries = ["main", "node-member", "node-thread"].map((name) => [name, join(root, "src", "cli", `${name}.ts`)]);
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      target: "node20",
      rolldownOptions: {
        input: Object.fromEntries(entries),
        external: EXTERNAL,
        // Beside each other: they name each other, and the manifest of the package, by places.
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
}

/**
 * The command line as one program, bundled anew where a file has changed. Two processes may do that at once: the first to be done wins.
 *
 * @returns {Promise<string>} the path of its first file
 */
export async function ensureCli() {
  const folder = join(CACHE, `${NAME}${stamp()}`);
  const program = join(folder, "main.js");
  if (existsSync(program)) return program;
  mkdirSync(CACHE, { recursive: true });
  const part = `${folder}.${process.pid}`;
  await bundle(part);
  try {
    renameSync(part, folder);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    if (!existsSync(program)) throw error;
  }
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    if (!name.startsWith(NAME) || path === folder || Date.now() - statSync(path).mtimeMs < KEPT_MS) continue;
    rmSync(path, { recursive: true, force: true });
  }
  return program;
}
