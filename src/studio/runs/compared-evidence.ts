/** What runs have found out about the same things, side by side. Pure. */
import type { Evidence } from "../../training/evidence/evidence.ts";
import { blockLabel } from "../document/document-store.ts";
import type { RunRecord } from "../storage/run-record.ts";

export interface ComparedEvidence {
  readonly key: string;
  readonly title: string;
  /** In the order of the runs; undefined where a run says nothing of it. */
  readonly values: readonly ({ readonly delta: number; readonly error: number } | undefined)[];
}

/** @param evidence of each run. */
export function comparedEvidence(
  runs: readonly RunRecord[],
  evidence: readonly (readonly Evidence[])[],
): readonly ComparedEvidence[] {
  const all = runs.map(
    (_, index) => new Map((evidence[index] ?? []).map((each) => [`${each.kind}/${each.subject}`, each] as const)),
  );
  const keys = new Set(all.flatMap((own) => [...own.keys()]));
  return [...keys].map((key) => {
    const found = all.map((own) => own.get(key));
    const place = found.findIndex((each) => each !== undefined);
    return {
      key,
      title: titleOf(runs[place], found[place]?.kind ?? "", found[place]?.subject ?? ""),
      values: found.map((each) => each && { delta: each.delta, error: each.standardError }),
    };
  });
}

function titleOf({ document, report }: RunRecord, kind: string, subject: string): string {
  if (kind === "block") return blockLabel(document, subject);
  return report.members?.find(({ id }) => id === subject)?.title ?? subject;
}
