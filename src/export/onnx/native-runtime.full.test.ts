/** ONNX files against the float64 evaluator, in onnxruntime as it is built for this machine. */
import { describe, expect, test } from "vitest";
import { dirtyRows, evaluatorSays, largestDifference, readRows } from "../testing/dirty-rows.ts";
import { exportedPipelines } from "../testing/exported-pipelines.ts";
import { nativeOnnx } from "../testing/native-onnx.ts";
import { onnxSays } from "../testing/onnx-says.ts";

/** Of float32 engines. */
const TOLERANCE = 1e-4;
const pipelines = await exportedPipelines();
const runtime = nativeOnnx();

describe.runIf(runtime).each(["raw", "numeric"] as const)("%s", (form) => {
  test.each(pipelines)("$name", async ({ trained }) => {
    const cells = dirtyRows(trained);
    const expected = evaluatorSays(trained, readRows(trained, cells));
    const said = await onnxSays(trained, cells, { form, letters: "as written", ...(runtime && { runtime }) });
    expect(largestDifference(said, expected)).toBeLessThanOrEqual(TOLERANCE);
  });
});
