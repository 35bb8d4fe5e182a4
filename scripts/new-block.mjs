// Copies src/blocks/testing/template-block, a small whole block that is tested like every other, under a new name.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { isMain, root } from "./root.mjs";
import { node } from "./spawn.mjs";

const TEMPLATE = "src/blocks/testing/template-block";

/**
 * The files of a new block: the template's, with its own id and title, and imports that start from its own folder.
 *
 * @param {string} id
 * @returns {ReadonlyMap<string, string>} file name → text
 */
export function blockFiles(id) {
  const words = id.replaceAll("-", " ");
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  const rewrite = (/** @type {string} */ specifier) => {
    const target = posix.join(TEMPLATE, specifier);
    const isOwn = posix.dirname(target) === TEMPLATE;
    return isOwn ? specifier : posix.relative(`src/blocks/${id}`, target);
  };
  const text = (/** @type {string} */ name) =>
    readFileSync(join(root, TEMPLATE, name), "utf8")
      .replaceAll("\r\n", "\n")
      .replace(/(?<= from ")\.[^"]+/g, rewrite)
      .replaceAll("template-block", id)
      .replaceAll("Template block", title);
  return new Map(readdirSync(join(root, TEMPLATE)).map((name) => [name, text(name)]));
}

/** @param {string} id */
async function main(id) {
  if (!/^[a-z]+(-[a-z0-9]+)*$/.test(id)) {
    console.error(`Usage: npm run new:block -- <id>\nExpected an id like "log-number", got "${id}".`);
    return 2;
  }
  const folder = join(root, "src", "blocks", id);
  if (existsSync(folder)) {
    console.error(`src/blocks/${id} is there already. Choose another id, or edit that one.`);
    return 1;
  }
  mkdirSync(folder);
  for (const [name, text] of blockFiles(id)) writeFileSync(join(folder, name), text);
  const format = ["node_modules/@biomejs/biome/bin/biome", "check", "--write", `src/blocks/${id}`];
  await node(format, { isQuiet: true });
  const code = await node(["scripts/generate-catalogue.mjs"]);
  console.log(`src/blocks/${id} is a small whole block. Change spec.ts first, then fit.ts, program.ts and explain.ts.`);
  console.log("Check it with: npx vitest run src/blocks");
  return code;
}

if (isMain(import.meta.url)) process.exit(await main(process.argv[2] ?? ""));
