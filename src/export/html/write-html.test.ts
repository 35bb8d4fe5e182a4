/** The report page: all of it is text that somebody else wrote, and none of it may act. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { percent } from "../../base/numbers.ts";
import { worthText } from "../../base/texts/studio/worth.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import { app, tinyPipeline } from "../testing/tiny-pipeline.ts";
import { writeHtml } from "./write-html.ts";

const options = { app, catalogue };
const EVIL = `</title><script>alert(1)</script><img src=x onerror=alert(1)>"' STYLE <style>STYLE</style> $& $1`;
const trained = tinyPipeline("binary");
const verdict = {
  sentence: `Better ${EVIL}`,
  verdict: "better",
  metric: "accuracy",
  difference: 0.05,
  low: 0.01,
  high: 0.09,
  nRows: 40,
} as const;

/** The same with such a text wherever one may stand. */
const evil: TrainedPipeline = {
  ...trained,
  document: {
    ...trained.document,
    name: EVIL,
    rules: trained.document.rules.map((rule) => ({ ...rule, typeReason: EVIL })),
  },
  report: {
    ...trained.report,
    verdict,
    notes: [EVIL],
    engineTitle: EVIL,
    explanations: [{ block: "n2", title: EVIL, summary: EVIL, details: [EVIL], certainty: "none" }],
    history: [
      { step: 1, train: 0.7, validation: 0.8 },
      { step: 9, train: 0.3, validation: 0.5 },
    ],
  },
};

test("nothing acts or is asked for, whatever names and sentences hold", () => {
  const page = writeHtml(evil, options);
  const tags = [...page.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag.toLowerCase());
  expect([...new Set(tags)].filter((tag) => ["script", "img", "iframe", "link", "a", "object"].includes(tag))).toEqual(
    [],
  );
  expect(page.match(/<style>/g)).toHaveLength(1);
  expect(page).not.toMatch(/(?:src|href|url\()\s*=?\s*["']?(?:https?:)?\/\//i);
  const shown = EVIL.replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
  expect(page.split(shown).length).toBeGreaterThan(7);
});

test("its policy lets in its own style and nothing else", () => {
  const page = writeHtml(evil, options);
  const [, style] = /<style>([\s\S]*?)<\/style>/.exec(page)!;
  const hash = createHash("sha256").update(style).digest("base64");
  expect(page).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;`);
  expect(page).not.toContain("style=");
});

test("verdict, interval, metrics, what was learned and the model card are told, and the same pipeline gives the same page", () => {
  const page = writeHtml({ ...evil, document: trained.document }, options);
  expect(page).toContain("lies between 0.0100 and 0.0900");
  expect(page).toContain("<h1>Tiny</h1>");
  const unnamed = { ...trained, document: { ...trained.document, name: "Untitled pipeline" } };
  expect(writeHtml(unnamed, options)).toContain("<h1>Predicting isLarge</h1>");
  expect(page).toContain("isLarge (binary: ");
  expect(page).toContain("ab".repeat(32));
  expect(page).toMatch(/<polyline[^>]*points="[\d., ]+"/);
  expect(page).toBe(writeHtml({ ...evil, document: trained.document }, options));
  expect(writeHtml(trained, options)).toContain("There was nothing fair to compare it with.");
});

test("how much predictions rely on each column stands beside its gate, where it is known", () => {
  const columns = [
    { column: EVIL, rise: 0.25, spread: 0.01, gate: 0.9 },
    { column: "weight", rise: 0, spread: 0 },
  ];
  const page = writeHtml(trained, {
    ...options,
    worth: { metric: "logLoss", loss: 0.4, nRows: 69, nRepeats: 5, split: "validation", columns },
  });
  expect(page).toContain("Columns that predictions rely on");
  const [rises, gate] = [worthText("rises", columns[0]), percent(0.9)];
  expect(page).toContain(`<td>${rises}</td><td>${gate}</td>`);
  expect(page).toContain("<td>weight</td><td>0</td><td>–</td>");
  expect(page).toContain("On 69 validation rows, dealt out 5 times");
  expect(page).not.toContain("<script");
  expect(writeHtml(trained, options)).not.toContain("Columns that predictions rely on");
});
