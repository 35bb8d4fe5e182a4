// Which files of Markdown are pages of the manual, and where their links lead.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { Marked } from "marked";
import { root } from "../root.mjs";

/**
 * @typedef {{ readonly source: string, readonly path: string, readonly title: string, readonly text: string }} Page
 *   `source`: the file in the repository; `path`: of the page in the site.
 */

const OWN_FOLDERS = ["docs", "docs/adr"];
const AT_ROOT = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"];

/** @param {string} source @returns {string} */
function pathOf(source) {
  const html = source.replace(/\.md$/, ".html");
  const block = /^src\/blocks\/([^/]+)\/README\.html$/.exec(html);
  if (block) return `blocks/${block[1]}.html`;
  return html.startsWith("docs/") ? html.slice("docs/".length) : html.toLowerCase();
}

/** @returns {readonly Page[]} in the order of their names */
export function docPages() {
  const inFolders = OWN_FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  );
  const blocks = readdirSync(join(root, "src/blocks"))
    .map((name) => `src/blocks/${name}/README.md`)
    .filter((path) => existsSync(join(root, path)));
  return [...inFolders, ...AT_ROOT, ...blocks].sort().map((source) => {
    const text = readFileSync(join(root, source), "utf8");
    return { source, path: pathOf(source), title: /^# (.+)$/m.exec(text)?.[1].replaceAll("`", "") ?? source, text };
  });
}

/** As GitHub names the places of headings. @param {string} heading @returns {string} */
export const slugOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/<[^>]*>|[`*]/g, "")
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");

/**
 * Where a link leads: a page of the site, an image that goes with it, a file of the repository alone, or elsewhere.
 *
 * @param {string} href @param {Page} from @param {ReadonlyMap<string, Page>} pages  by source
 * @returns {{ readonly kind: "page" | "image" | "file" | "elsewhere" | "broken", readonly href: string }}
 */
export function targetOf(href, from, pages) {
  if (/^[a-z]+:/i.test(href)) return { kind: "elsewhere", href };
  const [path, place] = href.split("#");
  const source = path === "" ? from.source : posix.normalize(posix.join(dirname(from.source), path));
  const page = pages.get(source);
  if (page) {
    const relative = posix.relative(dirname(from.path), page.path);
    return {
      kind: place && !placesOf(page).has(place) ? "broken" : "page",
      href: place ? `${relative}#${place}` : relative,
    };
  }
  if (!existsSync(join(root, source))) return { kind: "broken", href };
  if (/\.(?:png|svg)$/.test(source))
    return { kind: "image", href: posix.relative(dirname(from.path), posix.basename(source)) };
  return { kind: "file", href: source };
}

/** @param {Page} page @returns {ReadonlySet<string>} */
function placesOf({ text }) {
  const headings = new Marked().lexer(text).flatMap((token) => (token.type === "heading" ? [slugOf(token.text)] : []));
  return new Set(headings);
}

/** Links of all pages that lead nowhere. @param {readonly Page[]} all @returns {readonly string[]} "file: link" */
export function brokenLinks(all = docPages()) {
  const pages = new Map(all.map((page) => [page.source, page]));
  return all.flatMap((page) => {
    /** @type {string[]} */
    const broken = [];
    const marked = new Marked();
    marked.walkTokens(marked.lexer(page.text), (token) => {
      if (token.type !== "link" && token.type !== "image") return;
      if (targetOf(token.href, page, pages).kind === "broken") broken.push(`${page.source}: ${token.href}`);
    });
    return broken;
  });
}
