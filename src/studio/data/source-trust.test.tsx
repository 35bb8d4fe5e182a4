import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { TrainingReport } from "../../training/types.ts";
import { SourceWorth } from "./source-trust.tsx";

const found = (conclusion: "better" | "worse" | "cannot tell", delta: number) =>
  ({
    ...{ kind: "source", subject: "c.csv", alternative: "without", delta, standardError: 0.04, conclusion },
    ...{ isCorrected: true, method: "retrained", seconds: 1 },
  }) as const;
/** What is read of a report, and no more. */
const reportOf = (isLeftOut: boolean, evidence: ReturnType<typeof found>) =>
  ({
    task: "binary",
    sources: { nRows: 90, files: [{ file: "c.csv", isLeftOut, nRows: 30, loss: 0.7, unseenLoss: 0.9 }] },
    evidence: [evidence],
  }) as unknown as TrainingReport;
const wordsOf = (name: string, report: TrainingReport) =>
  renderToStaticMarkup(<SourceWorth name={name} report={report} />);

test("beside a file stands what trainings without it say, and what cannot be told is not told", () => {
  expect(wordsOf("c.csv", reportOf(true, found("worse", 0.21)))).toBe(
    '<p class="hint">c.csv: without it (retrained) the log loss of held-out rows of all files is 0.210 ± 0.040 lower: more than one standard error, so it is left out of training.</p>',
  );
  expect(wordsOf("c.csv", reportOf(false, found("cannot tell", -0.01)))).toContain(
    "higher: that cannot be told from chance.",
  );
  expect(wordsOf("c.csv", reportOf(false, found("better", -0.2)))).toContain("its rows help.");
  expect(wordsOf("a.csv", reportOf(false, found("better", -0.2)))).toBe("");
});
