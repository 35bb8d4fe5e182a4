/** A trained pipeline as one Python file that needs NumPy alone: rules, program and parameters, and code that says what they mean. */

import { predictedClasses } from "../../pipeline/decision.ts";
import { sizeOf } from "../../program/types.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import { blockTitles } from "../block-titles.ts";
import { canonical, formatJson } from "../json-values.ts";
import { type ExportOptions, prunedPredictor, rulesRead } from "../pruned-predictor.ts";
import { runSelfTest, selfTestTable } from "../self-test.ts";
import { CELLS_SOURCE } from "./cells-source.ts";
import { COLUMNS_SOURCE } from "./columns-source.ts";
import { DATES_SOURCE } from "./dates-source.ts";
import { NUMPY_HELPERS } from "./numpy-rules.ts";
import { predictorSource } from "./predictor-source.ts";
import { programSource } from "./program-source.ts";

/** Numbers that a value of a block of rows holds at most. */
const NUMBERS_AT_ONCE = 1 << 21;
const MAX_ROWS_AT_ONCE = 1 << 15;

/**
 * Writes the file. The same pipeline gives the same text.
 *
 * @returns Python 3.8 or later. It reads raw cells by the rules of training and predicts in float64.
 */
export async function writePython(trained: TrainedPipeline, options: ExportOptions): Promise<string> {
  const pruned = prunedPredictor(trained);
  const { lines, constants } = programSource(pruned, blockTitles(trained, options));
  const widest = pruned.nodes.reduce((most, { type }) => (type.rows ? Math.max(most, sizeOf(type.shape)) : most), 1);
  const { task } = trained.schema.target;
  const parts = [
    docstring(trained, options),
    IMPORTS,
    `_PIPELINE = json.loads(r"""\n${formatJson(canonical(await carried(trained)))}\n""")`,
    CELLS_SOURCE,
    DATES_SOURCE,
    COLUMNS_SOURCE,
    PROGRAM_HEAD,
    NUMPY_HELPERS,
    PROGRAM_NOTE,
    `def _compute(numbers, missing, categories):\n    """${task === "regression" ? "float64 [rows, 1]" : "float64 [rows, classes]"}"""\n${indented(lines)}`,
    predictorSource({
      isClassifier: task !== "regression",
      hasInterval: trained.interval !== undefined,
      rowsAtOnce: Math.min(Math.max(Math.floor(NUMBERS_AT_ONCE / widest), 1), MAX_ROWS_AT_ONCE),
    }).replace('\n\nif __name__ == "__main__":', `\n\n${storedConstants(constants)}\n\n\nif __name__ == "__main__":`),
  ];
  return `${parts.join("\n\n\n")}\n`;
}

const indented = (lines: readonly string[]) => lines.map((line) => (line === "" ? "" : `    ${line}`)).join("\n");

const IMPORTS = `import argparse
import base64
import csv
import datetime
import importlib
import io
import json
import math
import os
import re
import sys
import unicodedata
import warnings

import numpy as np`;

const PROGRAM_HEAD = `# ---- The program: what the pipeline computes of the cells that were read ----------------------------------------------`;

const PROGRAM_NOTE = `# v12 is the value of op 12, c12 a constant: what was trained, or follows from what was. Rows come first in the values that have
# any. Alternatives, columns and members that decide nothing were left out when this was written.`;

function storedConstants(constants: readonly string[]): string {
  return `# ---- Constants of the program, float64 -------------------------------------------------------------------------------


def _array(shape, text):
    return np.frombuffer(base64.b64decode(text), dtype="<f8").reshape(shape)


_CONSTANTS = {
${constants.join("\n")}
}`;
}

/** What the file holds as data. */
async function carried(trained: TrainedPipeline) {
  const { document, schema, predictor, decision, interval, columns = [] } = trained;
  const { target } = schema;
  const table = selfTestTable(document.rules);
  const expected = await runSelfTest({ table, rules: document.rules, target, predictor });
  const said = predictedClasses(expected, Math.max(target.classes.length, 1), decision);
  return {
    name: document.name,
    target: {
      name: target.name,
      task: target.task,
      classes: target.classes.map(({ label }) => label),
      ...(decision ? { decision } : {}),
      ...(interval ? { interval } : {}),
    },
    rules: rulesRead(trained).map((rule) => {
      const { name, type, missingMarkers, decimalMark, numberFormat, hasLimitColumn, offset } = rule;
      const { levels, otherLabel, dateFormat, dateParts } = rule;
      const { missingShare, unreadableShare, onceShare } = columns.find((column) => column.name === name) ?? {};
      const usual = { missingShare, unreadableShare, onceShare };
      switch (type) {
        case "number":
          return { name, type, missingMarkers, decimalMark, numberFormat, hasLimitColumn, offset, usual };
        case "date":
          return { name, type, missingMarkers, dateFormat, dateParts, offset, usual };
        case "category":
        case "text":
          return { name, type: "category", missingMarkers, levels, otherLabel, usual };
        default:
          return type satisfies never;
      }
    }),
    selfTest: {
      ...table,
      expected: Array.from(expected),
      ...(target.classes.length > 0 ? { said: Array.from(said, (code) => target.classes[code].label) } : {}),
    },
  };
}

/** Text in a docstring: names of columns may hold anything. */
const inDocstring = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"');

function docstring(trained: TrainedPipeline, { app }: ExportOptions): string {
  const { schema, interval } = trained;
  const { target } = schema;
  const names = rulesRead(trained).map(({ name }) => JSON.stringify(name));
  const [first = '"column"', ...others] = names;
  const isRegression = target.task === "regression";
  const text = `The pipeline ${JSON.stringify(trained.document.name)}, trained by ${app.name} ${app.version}, as one Python file.

Predicts ${JSON.stringify(target.name)} from ${names.length} columns. Needs Python 3.8 or later and NumPy; pandas is optional.

    python3 model.py rows.csv                      prints the rows with their predictions
    python3 model.py predict rows.csv --out p.csv  writes them: the columns of rows.csv, then "prediction"${isRegression ? "" : ' and "p_<class>" of each class'}${interval ? ', "prediction_low" and "prediction_high"' : ""}
    python3 model.py self-test                     checks that this copy predicts what it did when it was written

    import pandas as pd
    from model import pipeline

    rows = pd.read_csv("rows.csv", dtype=str, keep_default_na=False)  # cells as they are written
    pipeline.predict(rows)${isRegression ? "" : "\n    pipeline.predict_proba(rows)  # columns in the order of pipeline.classes_"}${interval ? `\n    pipeline.predict_interval(rows)  # between which values ${interval.level * 100} % of targets should lie` : ""}
    predict_folder("rows", "predictions", client)  # of model: a folder of CSV files, on the workers of a dask.distributed.Client
    pipeline.predict([{${first}: "…"${others.length > 0 ? `, ${others[0]}: "…"${others.length > 1 ? ", …" : ""}` : ""}}])

Cells are read by the rules of training: markers of missing values, decimal marks, units, dates, levels and their spellings. A cell
that means nothing counts as missing, and is warned of. What it does not do, and "diffml predict" does: find out that a file is
written otherwise than the training file was (another decimal mark, another order of dates, another unit); where most cells of a
column cannot be read, it refuses. Nothing is sent anywhere, and no code is loaded but NumPy.`;
  return `"""${inDocstring(text)}\n"""`;
}
