import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { blockPage } from "./block-page.mjs";

test("the title is left out; headings, lists, tables and code are HTML; links are words", () => {
  const text = [
    "# Title",
    "First *words* of `a < b`, see [ADR 0056](../../docs/adr/0056.md).",
    "## How",
    "- one\n- two",
    "| a | b |\n|---|---|\n| 1 | x \\| y |",
    "    code",
  ].join("\n\n");
  expect(blockPage(text).replaceAll("\n", "")).toBe(
    "<p>First <em>words</em> of <code>a &lt; b</code>, see ADR 0056.</p><h3>How</h3><ul><li>one</li><li>two</li></ul>" +
      '<div class="table-scroll"><table class="table"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>' +
      "<tbody><tr><td>1</td><td>x | y</td></tr></tbody></table></div><pre><code>code</code></pre>",
  );
});

test("nothing of a block's page is HTML of its own, or Markdown that was left", () => {
  const folder = new URL("../../src/blocks/", import.meta.url);
  const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith("README.md"));
  expect(pages.length).toBeGreaterThan(10);
  for (const path of pages) {
    const html = blockPage(readFileSync(new URL(path, folder), "utf8"));
    const text = html.replace(/<(pre|code)>[\s\S]*?<\/\1>/g, "").replace(/<[^>]*>/g, "");
    expect(text, path).not.toMatch(/\*\*|\]\(|^#|^\|/m);
    expect(html, path).not.toMatch(/<(?:script|iframe|img|style|a)\b|\son\w+=/i);
  }
});
