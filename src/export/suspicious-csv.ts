/** Rows whose labels look wrong, as CSV. */
import { defused } from "../table/cells/formula-cell.ts";
import type { SuspiciousRows } from "../training/evidence/suspicious.ts";
import { csvLine } from "./prediction-writer.ts";

/**
 * A header, then a line for each row that is listed, the most suspicious first; the header alone where nobody looked.
 *
 * @param isDefused whether texts get an apostrophe that a spreadsheet would compute.
 */
export function* suspiciousCsv(suspicious: SuspiciousRows | undefined, { isDefused = false } = {}): Generator<string> {
  const written = (text: string) => (isDefused ? defused(text) : text);
  yield csvLine(["file", "row", "label", "expected", "suspicion"]);
  for (const { file, row, label, expected, suspicion } of suspicious?.rows ?? []) {
    yield csvLine([written(file), String(row), written(label), written(expected), String(suspicion)]);
  }
}
