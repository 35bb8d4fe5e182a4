/** What a run makes of rows whose labels look wrong: members are trained and judged by it, and reports tell it. */
import { z } from "zod";
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { Dataset } from "../../table/types.ts";
import { type SuspiciousRows, suspiciousRowsSchema } from "../evidence/suspicious.ts";
import { testDoubt } from "./doubt.ts";
import { findSuspicious, type LookOptions, type SuspectedRows } from "./find-suspicious.ts";
import { LookingTime } from "./looking-time.ts";

/** In reports and files. */
const MOST_LISTED = 5000;

/** What the training of members goes by, and what reports tell. */
const labelsFoundSchema = z.object({
  /** Rows of the dataset whose labels look wrong, ascending. */
  suspicious: z.custom<Uint32Array>((value) => value instanceof Uint32Array),
  told: suspiciousRowsSchema,
});
export type LabelsFound = z.infer<typeof labelsFoundSchema>;

/** Looks once in a run, however many workers carry it out; undefined as `findSuspicious`. */
export async function lookAtLabels(options: LookOptions): Promise<LabelsFound | undefined> {
  const { run, dataset } = options;
  const known = run.journal.recalled("labels", labelsFoundSchema.optional().parse);
  if (known) return known.value;
  const time = new LookingTime(run, options.document.training);
  const found = await findSuspicious(options, time);
  const nSteps = found ? time.testSteps(dataset.split.train.length, found.nTrain) : 0;
  const doubt = found && (await testDoubt(options, { wrongShare: found.threshold.wrongShare, nSteps }));
  const value = found && {
    suspicious: suspiciousOf(found).map((at) => found.rows[at]),
    told: { ...suspiciousRows(dataset, found), ...(doubt ? { doubt } : {}) },
  };
  return run.journal.decide("labels", labelsFoundSchema.optional().parse, () => value);
}

/** Where in `rows` those stand that look wrong: beyond the threshold, and another class is likelier. */
function suspiciousOf({ scores, threshold, isOtherLikelier }: SuspectedRows): Uint32Array {
  return Uint32Array.from(scores.keys()).filter((at) => scores[at] >= threshold.score && isOtherLikelier[at] === 1);
}

function suspiciousRows({ source, labels, nRows, schema }: Dataset, found: SuspectedRows): SuspiciousRows {
  const { rows, scores, expected, threshold, nPlanted } = found;
  const places = [...suspiciousOf(found)].sort((a, b) => scores[b] - scores[a] || a - b);
  const nameOf = (code: number) => schema.target.classes[code]?.label ?? "";
  const beginOf = new Map<number, number>();
  for (let row = nRows - 1; row >= 0; row--) beginOf.set(source[row], row);
  return {
    nLooked: rows.length,
    nSuspicious: places.length,
    wrongShare: threshold.wrongShare,
    nPlanted,
    foundShare: threshold.found,
    rows: places.slice(0, MOST_LISTED).map((at) => ({
      file: schema.sources[source[rows[at]]] ?? "",
      row: rows[at] - (beginOf.get(source[rows[at]]) ?? 0) + 1,
      label: nameOf(labels[rows[at]]),
      expected: nameOf(expected[at]),
      suspicion: Number(scores[at].toFixed(4)),
    })),
  };
}

/** What members are trained with: in the expectation of wrong labels, where that was better. */
export function believing(
  document: PipelineDocument,
  told: Pick<SuspiciousRows, "doubt"> | undefined,
): PipelineDocument {
  const doubt = told?.doubt;
  if (!doubt?.isTaken) return document;
  return { ...document, training: { ...document.training, wrongLabels: doubt.wrongLabels } };
}

/** As `believing`, and judged not by labels that look wrong. */
export function beliefsOf(document: PipelineDocument, labels: LabelsFound | undefined) {
  const isTaken = labels?.told.doubt?.isTaken === true;
  return {
    document: believing(document, labels?.told),
    disbelieved: new Set(isTaken ? labels.suspicious : []),
  };
}
