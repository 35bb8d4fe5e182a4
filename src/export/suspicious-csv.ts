/** Rows whose labels look wrong, as CSV. */
import type { SuspiciousRows } from "../training/evidence/suspicious.ts";
import { csvLine } from "./prediction-writer.ts";

/** A header, then a line for each row that is listed, the most suspicious first; the header alone where nobody looked. */
export function* suspiciousCsv(suspicious: SuspiciousRows | undefined): Generator<string> {
  yield csvLine(["file", "row", "label", "expected", "suspicion"]);
  for (const { file, row, label, expected, suspicion } of suspicious?.rows ?? []) {
    yield csvLine([file, String(row), label, expected, String(suspicion)]);
  }
}
