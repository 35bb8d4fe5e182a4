import { expect, test } from "vitest";
import { runFuzz } from "../testing/fuzz/run-fuzz.ts";

const BATCH = 1000;
/** Beside other work; seeds have limits of their own. */
const TIMEOUT_MS = 3_600_000;

/** CSV, TSV, fixed columns, JSON lines, JSON, Excel, Parquet, gzip and zip, damaged from a seed; a failure names its seed. */
test.each(Array.from({ length: 10 }, (_, batch) => batch * BATCH))(
  "seeds from %i on",
  async (first) => {
    expect(await runFuzz(first, BATCH)).toEqual([]);
  },
  TIMEOUT_MS,
);
