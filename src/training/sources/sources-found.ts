/** Which sources a run is trained without: those that make predictions of held-out rows worse. */
import { z } from "zod";
import { sourcesText } from "../../base/texts/sources.ts";
import type { Dataset } from "../../table/types.ts";
import { merged } from "../deal.ts";
import { criterionName, trainedCriterion } from "../ensemble/criterion.ts";
import { isDealt } from "../ensemble/folds.ts";
import { evidenceSchema } from "../evidence/evidence.ts";
import { type SourcesTriedReport, sourcesTriedSchema } from "../evidence/sources.ts";
import { areSameFiles } from "../same-files.ts";
import type { TrainedPipeline } from "../types.ts";
import { type JudgedSource, judgeSources, mostHarmful } from "./judge-sources.ts";
import { FEWEST_OF_SOURCE, type TryOptions, trySources } from "./try-sources.ts";
import { TryingTime } from "./trying-time.ts";

type SplitBy = Parameters<typeof isDealt>[0];

/** More sources than these are too many trainings. */
const MOST_SOURCES = 12;
/** Rows in which sources are tried. */
const MOST_ROWS = 12_000;

const sourcesFoundSchema = z.object({ told: sourcesTriedSchema, evidence: z.array(evidenceSchema) });
export type SourcesFound = z.infer<typeof sourcesFoundSchema>;

/**
 * Tries once in a run, however many workers carry it out: all sources at first, then, as long as one of them does harm, those that are
 * left. Undefined of one source, of too many, of too few rows and where there was no time.
 */
export async function tryAllSources(options: TryOptions): Promise<SourcesFound | undefined> {
  const { run, dataset } = options;
  const known = run.journal.recalled("sources", sourcesFoundSchema.optional().parse);
  if (known) return known.value;
  const time = new TryingTime(run);
  const { split, trainingOnlySources } = options.document.training;
  const isJudged = (row: number) => !trainingOnlySources.includes(dataset.schema.sources[dataset.source[row]]);
  const criterion = trainedCriterion(options.document.training, dataset.schema.target.task);
  const told = new Map<number, JudgedSource>();
  const leftOut: number[] = [];
  let nRows = 0;
  for (;;) {
    const rows = triedRows(dataset, split.by, leftOut);
    const sources = sourcesOf(dataset, rows);
    if (sources.length < 2 || sources.length > MOST_SOURCES) break;
    const tried = await trySources({ ...options, rows, isJudged, sources, mostRows: MOST_ROWS }, time);
    if (!tried) break;
    nRows = tried.rows.length;
    const judged = judgeSources(dataset, tried, criterion);
    for (const each of judged) told.set(each.source, each);
    const worst = mostHarmful(judged, tried);
    if (!worst) break;
    leftOut.push(worst.source);
  }
  const all = [...told.values()].sort((a, b) => a.source - b.source);
  const value: SourcesFound | undefined =
    all.length === 0
      ? undefined
      : {
          told: {
            nRows,
            ...(criterion ? { loss: criterionName(criterion) } : {}),
            files: all.map(({ source, own }) => ({
              file: dataset.schema.sources[source],
              isLeftOut: leftOut.includes(source),
              ...own,
            })),
          },
          evidence: all.map(({ evidence }) => evidence),
        };
  return run.journal.decide("sources", sourcesFoundSchema.optional().parse, () => value);
}

/** As `tryAllSources`; a run that goes on from another one does without the files that this did without, or its weights would not fit. */
export async function triedSources(
  options: TryOptions & { readonly resume?: Pick<TrainedPipeline, "report" | "fileHashes"> | undefined },
): Promise<SourcesFound | undefined> {
  const { resume, fileHashes } = options;
  const earlier = resume?.report.sources;
  if (!earlier || !areSameFiles(resume.fileHashes, fileHashes)) return tryAllSources(options);
  return { told: earlier, evidence: resume.report.evidence?.filter(({ kind }) => kind === "source") ?? [] };
}

export const leftOutNotes = (found: SourcesFound | undefined): readonly string[] => {
  const files = found?.told.files.flatMap(({ file, isLeftOut }) => (isLeftOut ? [file] : [])) ?? [];
  return files.length > 0 ? [sourcesText("leftOut", { files })] : [];
};

/** Rows that are not for testing; where somebody has said which of them validate, or time does, those that train. */
function triedRows({ split, source }: Dataset, by: SplitBy, leftOut: readonly number[]) {
  const rows = isDealt(by) ? merged(split.train, split.validation) : split.train;
  return rows.filter((row) => !leftOut.includes(source[row]));
}

/** Those with rows enough. */
function sourcesOf({ source, schema }: Dataset, rows: Uint32Array): readonly number[] {
  const counts = schema.sources.map(() => 0);
  for (const row of rows) counts[source[row]]++;
  return [...counts.keys()].filter((code) => counts[code] >= FEWEST_OF_SOURCE);
}

/**
 * A dataset without those rows of files that are left out which train, and where chance decides which rows validate, which validate; what
 * tests, tests.
 */
export function withoutSources(dataset: Dataset, by: SplitBy, told: SourcesTriedReport | undefined): Dataset {
  const names = new Set(told?.files.flatMap(({ file, isLeftOut }) => (isLeftOut ? [file] : [])));
  if (names.size === 0) return dataset;
  const { source, schema, split } = dataset;
  const isLeft = (row: number) => !names.has(schema.sources[source[row]]);
  const validation = isDealt(by) ? split.validation.filter(isLeft) : split.validation;
  return { ...dataset, split: { ...split, train: split.train.filter(isLeft), validation } };
}
