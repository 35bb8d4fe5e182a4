/** What the page holds of runs that are over, outside of its memory: thousands of small objects each, which every collection would go through. */
import { z } from "zod";
import { dataOfText, textOfData } from "../../export/plain-data.ts";
import { isJsonObject } from "../../pipeline/json-object.ts";
import type { TrainingReport } from "../../training/types.ts";
import type { RunRecord } from "../storage/run-record.ts";

/** Of a run of this visit. */
export interface Held {
  readonly curves: Blob | undefined;
  /** Its pipeline's file, once it was asked for; of old runs only as long as there is room. */
  readonly file?: Promise<Blob | undefined> | undefined;
}

/** What of a report is asked for only where its run is brought back, compared or kept. */
type Details = Pick<TrainingReport, "diagnostics" | "suspicious" | "explanations" | "evidence" | "opponents">;

/** The page's own words come back: they were a report before. */
const detailsSchema = z.custom<Details>(isJsonObject);

export const asideOf = (value: unknown): Blob | undefined =>
  value === undefined ? undefined : new Blob([textOfData(value)]);

/** @param aside as `asideOf` gives it. */
export const takenBack = async (aside: Blob | undefined): Promise<unknown> =>
  aside && dataOfText(await aside.text(), "run");

export const detailsOf = ({ diagnostics, suspicious, explanations, evidence, opponents }: TrainingReport): Blob =>
  new Blob([textOfData({ diagnostics, suspicious, explanations, evidence, opponents })]);

export function withoutDetails<Run extends Pick<RunRecord, "report">>(run: Run): Run {
  const { diagnostics: _, suspicious: __, evidence: ___, opponents: ____, ...report } = run.report;
  return { ...run, report: { ...report, explanations: [] } };
}

/** @param details as `detailsOf` gives them. */
export async function withDetails(report: TrainingReport, details: Blob | undefined): Promise<TrainingReport> {
  return details ? { ...report, ...detailsSchema.parse(await takenBack(details)) } : report;
}
