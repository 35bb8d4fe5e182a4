/** What a trained pipeline is and what it is worth, as one page that needs nothing else: no script, no request. */
import { spoken } from "../../base/language.ts";
import { formatAlike, percent } from "../../base/numbers.ts";
import { sha256 } from "../../base/sha256.ts";
import { reportText } from "../../base/texts/report-page.ts";
import { worthText } from "../../base/texts/studio/worth.ts";
import { contentKey } from "../../pipeline/content.ts";
import { UNTITLED } from "../../pipeline/document.ts";
import type { WorthOfColumns } from "../../training/importance.ts";
import { metricLabel, metricLabels } from "../../training/metrics.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import { intervalWords, saysWords } from "../model-card.ts";
import { type ExportOptions, rulesRead } from "../pruned-predictor.ts";
import { memberTable, stageTable } from "../report-tables.ts";
import { type Html, html } from "./escape-html.ts";
import { lossCurve } from "./loss-curve.ts";
import { PAGE_STYLE } from "./page-style.ts";

/** Base64 of hexadecimal digits. */
const base64Of = (digits: string): string =>
  btoa(String.fromCharCode(...(digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))));

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<div class="scroll"><table><thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}

const section = (head: string, body: Html | undefined): readonly Html[] =>
  body ? [html`<h2>${head}</h2>\n${body}\n`] : [];

function cardOf(trained: TrainedPipeline): Html {
  const { document, schema, report, fileHashes } = trained;
  const { name, task, classes } = schema.target;
  const { rows, steps: nSteps, seed, engineTitle: engine } = report;
  const entries: readonly (readonly [string, Html])[] = [
    [
      reportText("predicts"),
      html`${name} (${reportText("task", { task, classes: classes.map(({ label }) => label) })})`,
    ],
    ...(classes.length > 0 ? [[reportText("says"), html`${saysWords(trained)}`] as const] : []),
    [reportText("reads"), html`${reportText("columns", { count: rulesRead(trained).length })}`],
    [reportText("rows"), html`${reportText("rowCounts", rows)}`],
    [reportText("run"), html`${reportText("runWords", { nSteps, seed, engine })}`],
    [reportText("files"), html`${fileHashes.map((hash) => html`<code>${hash}</code><br>`)}`],
    [reportText("content"), html`<code>${sha256(contentKey(document))}</code>`],
  ];
  return html`<div class="scroll"><table><tbody>${entries.map(([head, body]) => html`<tr><th scope="row">${head}</th><td>${body}</td></tr>`)}</tbody></table></div>`;
}

function verdictOf({ report: { verdict } }: TrainedPipeline): Html {
  if (!verdict) return html`<p>${reportText("noVerdict")}</p>`;
  const [low, high] = formatAlike([verdict.low, verdict.high]);
  const metric = metricLabel(verdict.metric);
  return html`<p class="verdict">${verdict.sentence}</p>
<p class="soft">${reportText("interval", { low, high, metric })}</p>`;
}

function intervalOf(trained: TrainedPipeline): Html {
  const words = intervalWords(trained);
  return html`${words === undefined ? "" : html`\n<p>${words}</p>`}`;
}

function learnedOf({ report: { explanations } }: TrainedPipeline): Html {
  if (explanations.length === 0) return html`<p>${reportText("nothingLearned")}</p>`;
  return html`${explanations.map(
    ({ title, summary, details }) => html`<h3>${title}</h3>
<p>${summary}</p>
${details.length > 0 ? html`<ul>${details.map((one) => html`<li>${one}</li>`)}</ul>` : ""}
`,
  )}`;
}

/** How much predictions rely on each column, beside its gate. */
function worthOf({ metric, columns, nRows, nRepeats, split }: WorthOfColumns): Html {
  const isLoss = metricLabels[metric].better === "lower";
  const hasGates = columns.some(({ gate }) => gate !== undefined);
  const head = [
    reportText("column"),
    worthText("rise", { metric: metricLabel(metric), isLoss }),
    ...(hasGates ? [worthText("gate")] : []),
  ];
  const rows = columns.map(({ column, rise, spread, gate }) => [
    column,
    worthText("rises", { rise, spread }),
    ...(hasGates ? [gate === undefined ? "–" : percent(gate)] : []),
  ]);
  return html`<p>${worthText("importanceHint")}</p>
${tableOf(head, rows)}
<p class="soft">${worthText("importanceHow", { nRows, nRepeats, split, isDrawn: false })}</p>`;
}

/** Writes the page. The same pipeline gives the same text; whatever stands in names and levels is shown as text. @param worth where it is known. */
export function writeHtml(
  trained: TrainedPipeline,
  { app, worth }: ExportOptions & { readonly worth?: WorthOfColumns },
): string {
  const { document, report } = trained;
  // Whoever reads the page knows what is predicted, and not that the pipeline has no name.
  const title =
    document.name === UNTITLED ? reportText("title", { target: trained.schema.target.name }) : document.name;
  const stages = stageTable(report);
  const members = memberTable(report);
  const columns = rulesRead(trained).map(({ name, type, typeReason }) => [name, type, typeReason]);
  const policy = `default-src 'none'; style-src 'sha256-${base64Of(sha256(PAGE_STYLE))}'; base-uri 'none'; form-action 'none'`;
  const body = [
    ...section(reportText("verdict"), verdictOf(trained)),
    ...section(
      reportText("metrics"),
      stages.length > 0 ? html`${tableOf(stages[0], stages.slice(1))}${intervalOf(trained)}` : undefined,
    ),
    ...section(reportText("learned"), learnedOf(trained)),
    ...section(worthText("importance"), worth && worthOf(worth)),
    ...section(
      reportText("members"),
      members.length > 0
        ? tableOf([reportText("share"), reportText("loss"), reportText("pipeline")], members)
        : undefined,
    ),
    lossCurve(report.history),
    ...section(reportText("card"), cardOf(trained)),
    ...section(
      reportText("columnsHead"),
      tableOf([reportText("column"), reportText("type"), reportText("reason")], columns),
    ),
    ...section(
      reportText("notes"),
      report.notes.length > 0 ? html`<ul>${report.notes.map((note) => html`<li>${note}</li>`)}</ul>` : undefined,
    ),
  ];
  const page = html`<!doctype html>
<html lang="${spoken().tag}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>STYLE</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
<p class="soft">${reportText("holds")} ${reportText("writtenBy", app)}</p>
</main>
</body>
</html>
`;
  // Style is no text: a hash of its very letters lets it in.
  return page.text.replace("<style>STYLE</style>", () => `<style>${PAGE_STYLE}</style>`);
}
