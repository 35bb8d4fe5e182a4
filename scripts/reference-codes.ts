/** The page of error and warning codes, with the words of each variant for sample arguments. */
import { StudioError } from "../src/base/error.ts";
import { blockErrors } from "../src/base/errors/blocks.ts";
import { type AnyCode, errorCatalogue, noticeCatalogue } from "../src/base/errors/catalogue.ts";
import { cliErrors } from "../src/base/errors/cli.ts";
import { engineErrors } from "../src/base/errors/engine.ts";
import { fileErrors } from "../src/base/errors/file.ts";
import { pipelineErrors, pipelineProblems } from "../src/base/errors/pipeline.ts";
import { programErrors } from "../src/base/errors/program.ts";
import { type AnyRow, variantsOf } from "../src/base/errors/row.ts";
import { storageNotices, studioErrors } from "../src/base/errors/studio.ts";
import { tableErrors, tableWarnings } from "../src/base/errors/table.ts";
import { trainingErrors } from "../src/base/errors/training.ts";
import { workerErrors } from "../src/base/errors/worker.ts";
import type { ErrorWords } from "../src/base/language.ts";

type Row = AnyRow<ErrorWords> | AnyRow<string>;

const AREAS: readonly (readonly [title: string, rows: Readonly<Record<string, Row>>])[] = [
  ["Tables: files, target, split", { ...tableErrors, ...tableWarnings }],
  ["Pipelines", { ...pipelineErrors, ...pipelineProblems }],
  ["Blocks", blockErrors],
  ["Programs that blocks write", programErrors],
  ["Training", trainingErrors],
  ["Engines", engineErrors],
  ["Pipeline files and predictions", fileErrors],
  ["Session", workerErrors],
  ["Page", { ...studioErrors, ...storageNotices }],
  ["Command line", cliErrors],
];

function isCode(code: string): code is AnyCode {
  return Object.hasOwn(errorCatalogue, code) || Object.hasOwn(noticeCatalogue, code);
}

/** What people read, and what they are advised to do. */
function shown(code: AnyCode, words: ErrorWords | string): { readonly text: string; readonly fix?: string } {
  if (typeof words === "string") return { text: words };
  return { text: new StudioError({ code, ...words }).message, fix: words.fix };
}

function section(code: AnyCode, row: Row): readonly string[] {
  const variants = variantsOf<ErrorWords | string>(row).map((words) => shown(code, words));
  const fixes = [...new Set(variants.flatMap(({ fix }) => fix ?? []))];
  return [
    `### ${code}`,
    "",
    `${code.startsWith("W_") ? "Warning" : "Error"}. ${row.when}`,
    "",
    ...(fixes.length > 0 ? [`What to do: ${fixes.join(" Or: ")}`, ""] : []),
    "```text",
    ...variants.map(({ text }) => text),
    "```",
    "",
  ];
}

export function codesPage(): string {
  const told = new Set(AREAS.flatMap(([, rows]) => Object.keys(rows)));
  const missed = Object.keys({ ...errorCatalogue, ...noticeCatalogue }).filter((code) => !told.has(code));
  if (missed.length > 0) throw new Error(`scripts/reference-codes.ts: no area lists ${missed.join(", ")}.`);
  return [
    "# Error and warning codes",
    "",
    "What the product refuses or warns of, when, and what to do about it. Made from `src/base/errors` by `npm run reference`; do not edit.",
    "The texts are those of sample arguments. An error reads *where: expected …, got …. What to do. [code]*; a warning, or a problem that is",
    "listed, is one sentence.",
    "",
    ...AREAS.flatMap(([title, rows]) => [
      `## ${title}`,
      "",
      ...Object.entries(rows).flatMap(([code, row]) => (isCode(code) ? section(code, row) : [])),
    ]),
  ].join("\n");
}
