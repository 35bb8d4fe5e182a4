/** Codes of files that the studio saves: pipelines, and predictions as CSV. */
import type { ErrorText } from "../language.ts";
import { formatCount, formatTinyError } from "../numbers.ts";
import { listQuoted } from "../words.ts";
import type { Found, ReferenceOf } from "./reference.ts";

const EXPORT_AGAIN = "The file is damaged or was changed by hand: export the pipeline again.";

export const fileErrors = {
  E_FILE_JSON: ({ where, reason }: { readonly where: string; readonly reason?: string }) => ({
    where,
    expected: "a JSON file that DiffML Studio has saved",
    got: reason ?? "an empty file",
    fix: "Choose another file; this one may be cut off or of another program.",
  }),
  E_FILE_KIND: ({ where, keys }: { readonly where: string; readonly keys: string }) => ({
    where,
    expected: "a pipeline that DiffML Studio has saved",
    got: `another JSON file: ${keys}`,
    fix: "Choose a file that “Export pipeline JSON” has saved.",
  }),
  E_FILE_LARGE: ({ where, what, most, got }: { where: string; what: string; most: number; got: number }) => ({
    where,
    expected: `at most ${formatCount(most)} ${what}`,
    got: formatCount(got),
    fix: "No pipeline that DiffML Studio writes comes near that: the file is damaged, or made to overload whoever opens it.",
  }),
  E_LINK_DAMAGED: ({ where }: { readonly where: string }) => ({
    where,
    expected: "a pipeline that DiffML Studio has packed into a link",
    got: "something else, or only a part of it",
    fix: "Copy the whole link once more, from where it was made; mail and chats may cut off long ones.",
  }),
  E_LINK_LARGE: ({ where, what, most, got }: { where: string; what: string; most: number; got: number }) => ({
    where,
    expected: `at most ${formatCount(most)} ${what}`,
    got: `${formatCount(got)} or more`,
    fix: "DiffML Studio makes no such link. Ask for the pipeline as a file.",
  }),
  E_FILE_TRAINED: (found: Found) => ({ ...found, fix: EXPORT_AGAIN }),
  E_FILE_PROGRAM: ({ where, expected, got, isNewer = false }: Found & { readonly isNewer?: boolean }) => ({
    where,
    expected,
    got,
    fix: isNewer
      ? "A newer DiffML Studio may have saved this file: update this one, then open it again."
      : EXPORT_AGAIN,
  }),
  E_FILE_SCHEMA: (found: Found) => ({
    ...found,
    fix: `The columns and labels that the file predicts with are not those that its rules say. ${EXPORT_AGAIN}`,
  }),
  E_FILE_DECISION: ({ where, nClasses, got }: { where: string; nClasses: number; got: string }) => ({
    where,
    expected: `a threshold of one of ${nClasses} classes, or what each costs in the place of each`,
    got,
    fix: "What the file says of its classes is not about these classes: export the pipeline again.",
  }),
  E_DECISION_CLASS: ({ known, got }: { readonly known: readonly string[]; readonly got: string | undefined }) => ({
    where: "decision",
    expected: known.length > 0 ? `one of the classes ${listQuoted(known, 20)}` : "a pipeline that predicts classes",
    got: got === undefined ? (known.length > 0 ? "other classes" : "one that predicts numbers") : JSON.stringify(got),
    fix: "Name classes as the training file writes them.",
  }),
  E_FILE_PARAMETERS: ({ where, name, size, got }: { where: string; name: string; size: number; got: string }) => ({
    where: `${where}, parameter ${name}`,
    expected: `${size} finite numbers`,
    got,
    fix: EXPORT_AGAIN,
  }),
  E_FILE_TENSOR: (found: Found) => ({
    ...found,
    fix: "The file is damaged: export the pipeline again, or train it again.",
  }),
  E_EXPORT_SELF_TEST: ({ maxError, nRows }: { readonly maxError: number; readonly nRows: number }) => ({
    where: "export",
    expected: `on ${nRows} made-up rows the predictions of the pipeline`,
    got: `a difference of ${formatTinyError(maxError)}`,
    fix: "Nothing was written. Export the pipeline as JSON and tell the makers of the studio.",
  }),
  E_EXPORT_SQL: (refusal: SqlRefusal) => ({
    where: "export to SQL",
    expected: "a pipeline that SQL can say",
    got: sqlReason(refusal),
    fix: "Export it to Python or ONNX. SQL is for hard choices and a linear model: train with “One pipeline, chosen by evidence” deployed and the block Linear model.",
  }),
  E_ROWS_CHANGED: ({ file, before, nBytes }: { file: string; before: number; nBytes: number }) => ({
    where: file,
    expected: `the ${formatCount(before)} bytes that were judged`,
    got: `${formatCount(nBytes)} bytes: the file changed while it was read`,
    fix: "Predict it again when it is complete.",
  }),
  E_PREDICTIONS_ROWS: ({ nRows, width, got }: PredictionSizes) => ({
    where: "predictions CSV",
    expected: `${formatCount(nRows)} rows × ${width} values`,
    got: `${formatCount(got.nRows)} rows, ${formatCount(got.nValues)} values`,
    fix: "Predict every row of the table.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

type SqlRefusal =
  | { readonly reason: "size"; readonly most: number }
  | { readonly reason: "normal distribution" }
  | { readonly reason: "names"; readonly column: string; readonly other: string }
  | {
      readonly reason: "cells";
      readonly column: string;
      readonly how: "duration" | "limits" | "affixes" | "date format";
    };

const CELLS = {
  duration: "lengths of time",
  limits: "limits such as <5",
  affixes: "units or other words beside its numbers",
  "date format": "dates that are not written as 2024-12-31",
} as const;

function sqlReason(refusal: SqlRefusal): string {
  switch (refusal.reason) {
    case "size":
      return `one with more than ${refusal.most} intermediate results, as networks and ensembles have`;
    case "normal distribution":
      return "one that scales by the normal distribution, which databases do not compute";
    case "names":
      return `two columns, ${JSON.stringify(refusal.column)} and ${JSON.stringify(refusal.other)}, which databases take for one: their names differ by case alone`;
    case "cells":
      return `a column, ${JSON.stringify(refusal.column)}, with ${CELLS[refusal.how]}`;
    default:
      return refusal satisfies never;
  }
}

interface PredictionSizes {
  readonly nRows: number;
  readonly width: number;
  readonly got: { readonly nRows: number; readonly nValues: number };
}

export const fileReference: ReferenceOf<typeof fileErrors> = {
  E_FILE_JSON: {
    when: "A pipeline file is no JSON, or cut off.",
    samples: [{ where: "trained.json", reason: "Unexpected end of JSON input" }, { where: "trained.json" }],
  },
  E_FILE_KIND: {
    when: "A JSON file holds no pipeline.",
    samples: [{ where: "list.json", keys: '["name","version"]' }],
  },
  E_FILE_LARGE: {
    when: "A pipeline file is so large, so deep, or would take so much computing to open, that no studio can have written it. Nothing of it is run.",
    samples: [
      { where: "trained.json, document.edges", what: "items", most: 1000, got: 80_000 },
      { where: "trained.json, predictor.program", what: "operations for the self-test", most: 1e9, got: 5.12e11 },
    ],
  },
  E_LINK_DAMAGED: {
    when: "What stands in a link to a pipeline is cut off, or was never packed by the studio.",
    samples: [{ where: "link" }],
  },
  E_LINK_LARGE: {
    when: "A link to a pipeline is longer than those that the studio makes, or would unpack to more than any pipeline has. Nothing is made of it.",
    samples: [{ where: "link", what: "characters", most: 8000, got: 90_000 }],
  },
  E_FILE_TRAINED: {
    when: "The trained part of a pipeline file is not as such parts are.",
    samples: [{ where: "trained.json, predictor.labelScale", expected: "number", got: '"1"' }],
  },
  E_FILE_PROGRAM: {
    when: "The program in a pipeline file breaks a rule of programs.",
    samples: [
      { where: "trained.json, predictor.program, nodes[7]", expected: "inputs below 7", got: "9" },
      {
        where: "trained.json, predictor.program, nodes[7]",
        expected: "an op that this studio knows",
        got: '"attention"',
        isNewer: true,
      },
    ],
  },
  E_FILE_SCHEMA: {
    when: "The columns or labels that a stored program predicts with are not those that follow from the rules in the same file.",
    samples: [
      { where: "trained.json, schema.target", expected: 'classes ["no","yes"]', got: '["yes","no"]' },
      { where: "trained.json, schema.numbers", expected: "7 columns", got: "6" },
    ],
  },
  E_FILE_DECISION: {
    when: "The rule by which a stored pipeline says a class is not about the classes that it predicts.",
    samples: [{ where: "trained.json, decision", nClasses: 2, got: '{"by":"threshold","code":2,"threshold":0.3}' }],
  },
  E_DECISION_CLASS: {
    when: "A threshold or costs were given for a class that the pipeline does not predict.",
    samples: [
      { known: ["no", "yes"], got: "maybe" },
      { known: [], got: "yes" },
    ],
  },
  E_FILE_PARAMETERS: {
    when: "A trained value is missing, of another size, or not finite.",
    samples: [
      { where: "trained.json, predictor", name: "scale/shift", size: 4, got: "nothing" },
      { where: "trained.json, predictor", name: "scale/shift", size: 4, got: "Infinity at element 2" },
    ],
  },
  E_FILE_TENSOR: {
    when: "Stored numbers are cut off or no base64.",
    samples: [{ where: "trained.json, predictor.parameters, scale/shift", expected: "16 bytes for [4]", got: "12" }],
  },
  E_EXPORT_SELF_TEST: {
    when: "The part of a pipeline that would be written for another program does not predict what the pipeline does.",
    samples: [{ maxError: 0.02, nRows: 16 }],
  },
  E_EXPORT_SQL: {
    when: "A pipeline is to be written as SQL that SQL cannot say.",
    samples: [
      { reason: "size", most: 600 },
      { reason: "normal distribution" },
      { reason: "names", column: "id", other: "ID" },
      { reason: "cells", column: "duration", how: "duration" },
    ],
  },
  E_ROWS_CHANGED: {
    when: "A large file, which is read twice, had another size the second time.",
    samples: [{ file: "rows.csv", before: 90_000_000, nBytes: 90_001_200 }],
  },
  E_PREDICTIONS_ROWS: {
    when: "Predictions are of another table than the one that they are to be written beside.",
    samples: [{ nRows: 10, width: 3, got: { nRows: 9, nValues: 27 } }],
  },
};
