// Pages of the manual as HTML: one template, no scripts.
import { dirname, posix } from "node:path";
import { Marked } from "marked";
import { slugOf, targetOf } from "./pages.mjs";

/** @typedef {import("./pages.mjs").Page} Page */

/**
 * What stands at the left: sources by name, or all below a folder.
 *
 * @type {readonly (readonly [head: string, sources: string | readonly string[]])[]}
 */
const MENU = [
  ["Begin", ["docs/index.md", "docs/tutorial.md"]],
  [
    "Use",
    [
      "docs/splits.md",
      "docs/labels-and-sources.md",
      "docs/four-hospitals.md",
      "docs/export.md",
      "docs/file-format.md",
      "docs/error-codes.md",
    ],
  ],
  ["Blocks", "src/blocks/"],
  [
    "Measured",
    ["docs/benchmarks.md", "docs/accuracy.md", "docs/tables-tried.md", "docs/reliability.md", "docs/usability.md"],
  ],
  [
    "Built",
    ["docs/architecture.md", "docs/ops.md", "docs/hosting.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"],
  ],
  ["Decisions", "docs/adr/"],
];
/** A folded list in the menu. */
const LONG = 15;

/** @param {string} text @returns {string} */
export const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** @param {Page} page @param {ReadonlyMap<string, Page>} pages @returns {string} */
function bodyOf(page, pages) {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${escaped(slugOf(text))}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const target = targetOf(href, page, pages);
        return target.kind === "file" ? words : `<a href="${escaped(target.href)}">${words}</a>`;
      },
      image({ href, text }) {
        return `<img src="${escaped(targetOf(href, page, pages).href)}" alt="${escaped(text)}">`;
      },
      table(token) {
        const cells = (/** @type {import("marked").Tokens.TableCell[]} */ row, /** @type {string} */ tag) =>
          `<tr>${row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("")}</tr>`;
        const rows = token.rows.map((row) => cells(row, "td")).join("\n");
        return `<div class="scroll"><table><thead>${cells(token.header, "th")}</thead><tbody>${rows}</tbody></table></div>\n`;
      },
    },
  });
  return String(marked.parse(page.text));
}

/** @param {string} path @param {readonly Page[]} all @returns {string} */
function menuOf(path, all) {
  const item = (/** @type {string} */ title, /** @type {string} */ to) =>
    `<li><a href="${escaped(posix.relative(dirname(path), to))}"${to === path ? ' aria-current="page"' : ""}>${escaped(title)}</a></li>`;
  const groups = MENU.map(([head, sources]) => {
    const pages = all.filter(({ source }) =>
      typeof sources === "string" ? source.startsWith(sources) : sources.some((each) => each === source),
    );
    const inOrder =
      typeof sources === "string"
        ? pages
        : [...pages].sort((a, b) => sources.indexOf(a.source) - sources.indexOf(b.source));
    const items = inOrder.map(({ title, path: to }) => item(title, to));
    if (head === "Begin") items.push(item("Gallery", "gallery.html"));
    const list = `<ul>${items.join("")}</ul>`;
    const isOpen = inOrder.some((page) => page.path === path);
    return items.length > LONG
      ? `<details${isOpen ? " open" : ""}><summary>${head}</summary>${list}</details>`
      : `<h2>${head}</h2>${list}`;
  });
  return groups.join("\n");
}

/**
 * @param {{ readonly path: string, readonly title: string, readonly body: string }} page
 * @param {readonly Page[]} all
 * @returns {string}
 */
export function pageHtml({ path, title, body }, all) {
  const style = posix.relative(dirname(path), "style.css");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · DiffML Studio</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<a class="skip" href="#content">Skip to the page</a>
<nav id="pages" aria-label="Manual">
<p><a class="studio" href="${escaped(posix.relative(dirname(path), "../index.html"))}">Open the studio</a></p>
${menuOf(path, all)}
</nav>
<main id="content">
<p class="all-pages"><a href="#pages">All pages</a></p>
${body}</main>
</body>
</html>
`;
}

/** @param {readonly Page[]} all @returns {ReadonlyMap<string, string>} the text of each page by its path */
export function renderedPages(all) {
  const pages = new Map(all.map((page) => [page.source, page]));
  return new Map(all.map((page) => [page.path, pageHtml({ ...page, body: bodyOf(page, pages) }, all)]));
}
