/** The manual: every link of every page leads somewhere, and pages hold what browsers may show without asking anybody. */
import { posix } from "node:path";
import { expect, test } from "vitest";
import { samples } from "./docs/gallery.mjs";
import { brokenLinks, docPages } from "./docs/pages.mjs";
import { renderedPages } from "./docs/render.mjs";

const pages = docPages();
const rendered = renderedPages(pages);

test("links of the Markdown lead to files, pages and headings that are there", () => {
  expect(brokenLinks(pages)).toEqual([]);
  const [first] = pages;
  const text = "[a](nowhere.md) [b](splits.md#no-such-heading) [c](#neither) [d](https://example.org)";
  expect(brokenLinks([{ ...first, source: "docs/made-up.md", text }, ...pages])).toHaveLength(3);
});

test("links of the pages lead to pages of the site", () => {
  const beside = new Set(["style.css", "capture.png", "gallery.html", "../index.html"]);
  const lost = [...rendered].flatMap(([path, html]) =>
    [...html.matchAll(/(?:href|src)="([^"#]+)[^"]*"/g)]
      .map(([, to]) => to)
      .filter((to) => !/^[a-z]+:/.test(to))
      .map((to) => posix.normalize(posix.join(posix.dirname(path), to)))
      .filter((to) => !rendered.has(to) && !beside.has(to)),
  );
  expect(lost).toEqual([]);
  expect([...rendered.values()].join("")).not.toMatch(/<script|style="|https?:[^"<>\s]*\.(?:css|js|woff)/);
});

test("a page for every block, and a gallery of six trained pipelines at least", () => {
  expect([...rendered.keys()].filter((path) => path.startsWith("blocks/"))).toHaveLength(
    pages.filter(({ source }) => source.startsWith("src/blocks/")).length,
  );
  expect(samples().length).toBeGreaterThanOrEqual(6);
});
