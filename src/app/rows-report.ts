/** How rows were read, for scripts. */
import { doubtWords, recognisedWords } from "../table/new-rows/rows-words.ts";
import type { RowsDoubt } from "../table/new-rows/types.ts";
import type { PipelineRows } from "./predict.ts";

/** With words for people. */
export function rowsReport({ nRows, report, fit }: Pick<PipelineRows, "report" | "fit"> & { readonly nRows: number }) {
  const said = (doubt: RowsDoubt) => ({ ...doubt, message: doubtWords(doubt) });
  return {
    rows: nRows,
    recognised: fit.recognised.map((each) => ({ ...each, message: recognisedWords(each) })),
    doubts: fit.doubts.map(said),
    targetDoubts: fit.targetDoubts.map(said),
    far: fit.far,
    ...report,
  };
}
