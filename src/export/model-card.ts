/** The model card and the signature of a file: what the pipeline is for, what goes in and comes out, and how far it can be trusted. */
import type { AppInfo } from "../base/app-name.ts";
import { cardText } from "../base/texts/model-card.ts";
import { predictionIntervalText } from "../base/texts/training.ts";
import { markersOf } from "../table/cells/markers.ts";
import type { ColumnRule } from "../table/types.ts";
import { unitOf } from "../table/unit-of.ts";
import { madeForOf } from "../training/measure.ts";
import type { TrainedPipeline } from "../training/types.ts";
import type { ModelCard, Signature } from "./card-schema.ts";
import { rulesRead } from "./pruned-predictor.ts";
import { tellsCells, toldCells } from "./told-cells.ts";

/** Below so many test rows a card says how little they tell. */
const FEW_TEST_ROWS = 400;

export function signatureOf(trained: TrainedPipeline): Signature {
  const { document, schema } = trained;
  const { name, task, classes } = schema.target;
  const unit = unitOf(document.rules, name);
  return {
    inputs: rulesRead(trained).map((rule) => inputOf(rule, unitOf(document.rules, rule.name))),
    output: {
      name,
      task,
      ...(classes.length > 0 ? { classes: classes.map(({ label }) => label) } : {}),
      ...(unit === "" ? {} : { unit }),
    },
  };
}

function inputOf(rule: ColumnRule, unit: string): Signature["inputs"][number] {
  const { name, type, levels, dateFormat } = rule;
  const missing = [...markersOf(rule)].filter((marker) => marker !== "");
  switch (type) {
    case "number":
      return { name, type, ...(unit === "" ? {} : { unit }), missing };
    case "date":
      return { name, type, dateFormat, missing };
    case "category":
    case "text":
      return { name, type, levels: levels.map(({ label }) => label), missing };
    default:
      return type satisfies never;
  }
}

/** @param app what trained it. */
export function modelCardOf(trained: TrainedPipeline, app: AppInfo): ModelCard {
  const { document, schema, report, soft, fileHashes } = trained;
  const { name: target, task, classes } = schema.target;
  const { seed, steps, engine, engineTitle, rows } = report;
  const { tuned: deployed = {}, baseline: plain } = report.metrics.test;
  const unit = unitOf(document.rules, target);
  const verdict = report.verdict?.sentence;
  const interval = intervalWords(trained);
  return {
    purpose: cardText("purpose", {
      target,
      task,
      classes: classes.map(({ label }) => label),
      nColumns: rulesRead(trained).length,
      unit: unit === "" ? undefined : unit,
    }),
    data: cardText("data", { ...rows, nFiles: fileHashes.length }),
    ...(classes.length > 0 ? { says: saysWords(trained) } : {}),
    ...(interval === undefined ? {} : { interval }),
    training: { seed, steps, splits: soft.statistics.split, engine, engineTitle, app: { ...app } },
    metrics: { deployed, ...(plain ? { plain } : {}), ...(verdict === undefined ? {} : { verdict }) },
    holds: heldWords(trained),
    limits: limitWords(trained),
  };
}

/** By what a pipeline of classes says one, in a sentence. */
export function saysWords({
  schema,
  document,
  decision,
}: Pick<TrainedPipeline, "schema" | "document" | "decision">): string {
  switch (decision?.by) {
    case undefined:
      return cardText("says", { by: "likeliest" });
    case "threshold": {
      const label = schema.target.classes[decision.code]?.label ?? "";
      return cardText("says", { by: "threshold", label, threshold: decision.threshold });
    }
    case "costs": {
      const { costs } = madeForOf(document.training, schema.target);
      return cardText("says", { by: "costs", wereTrained: JSON.stringify(costs) === JSON.stringify(decision.costs) });
    }
    default:
      return decision satisfies never;
  }
}

/** Between which values a predicted number lies, for how many rows, in a sentence; undefined where that is not known. */
export function intervalWords({ report, interval }: Pick<TrainedPipeline, "report" | "interval">): string | undefined {
  if (!interval) return undefined;
  return predictionIntervalText("told", { ...interval, unit: report.unit ?? "", test: report.interval?.test });
}

/** What can be read of single rows in a file of the pipeline, in a sentence; undefined where nothing can. */
export function tellingWords(trained: TrainedPipeline): string | undefined {
  const told = toldCells(trained);
  return tellsCells(told) ? cardText("tells", { words: cardText("told", told) }) : undefined;
}

function heldWords(trained: TrainedPipeline): string[] {
  const { columns = [], report } = trained;
  const rules = rulesRead(trained);
  const nLevels = rules.reduce(
    (sum, { levels }) => sum + levels.reduce((of, each) => of + each.spellings.length, 0),
    0,
  );
  const nQuantiles = columns.filter(({ quantiles = [] }) => quantiles.length > 0).length;
  const nSuspicious = report.suspicious?.rows.length ?? 0;
  const tells = tellingWords(trained);
  return [
    cardText("holdsNoRows"),
    cardText("holdsNames", { nColumns: rules.length, nLevels }),
    ...(nQuantiles > 0 ? [cardText("holdsQuantiles", { nColumns: nQuantiles })] : []),
    ...(nSuspicious > 0 ? [cardText("holdsSuspicious", { nRows: nSuspicious })] : []),
    ...(tells === undefined ? [] : [tells]),
  ];
}

function limitWords({ report, schema }: TrainedPipeline): string[] {
  const { test: nRows } = report.rows;
  const isClassifier = schema.target.task !== "regression";
  const tested =
    nRows === 0
      ? [cardText("untested")]
      : isClassifier && nRows < FEW_TEST_ROWS
        ? // Two standard errors of a share of one half, the widest.
          [cardText("fewTested", { nRows, width: 1 / Math.sqrt(nRows) })]
        : [];
  return [cardText("kind"), ...tested, cardText("missing"), cardText("fairness"), ...report.notes];
}
