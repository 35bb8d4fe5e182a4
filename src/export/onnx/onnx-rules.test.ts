/** Every row of the ONNX table in onnxruntime, against the float64 evaluator. */
import { InferenceSession, Tensor } from "onnxruntime-web";
import { expect, test } from "vitest";
import { largestDifference } from "../testing/dirty-rows.ts";
import { N_ROWS, opRuns, PREDICTION_OPS } from "../testing/op-samples.ts";
import { OnnxGraph } from "./onnx-graph.ts";
import { writeOp } from "./onnx-rules.ts";

/** A few last bits of float32. */
const TOLERANCE = 2e-6;

test.each(PREDICTION_OPS)("%s", async (op) => {
  for (const { inputs, attributes, type, expected } of opRuns(op)) {
    const graph = new OnnxGraph();
    const feeds: Record<string, Tensor> = {};
    const operands = inputs.map((input, at) => {
      const isInt = input.type.dtype === "int32";
      const shape = input.type.rows ? [N_ROWS, ...input.type.shape] : [...input.type.shape];
      const name = `x${at}`;
      feeds[name] = isInt
        ? new Tensor("int64", BigInt64Array.from(input.data, BigInt), shape)
        : new Tensor("float32", Float32Array.from(input.data), shape);
      graph.input({ name, type: isInt ? "int64" : "float", shape });
      return { name, type: input.type };
    });
    const value = writeOp(graph, { op, inputs: operands, attributes: attributes as never, type });
    const shape = type.rows ? (["N", ...type.shape] as const) : type.shape;
    graph.output({ name: "y", type: type.dtype === "int32" ? "int64" : "float", shape }, value);
    const session = await InferenceSession.create(
      graph.finish({ name: op, doc: "", app: { name: "t", version: "0" }, metadata: {} }),
    );
    const { y } = await session.run(feeds);
    expect(y.dims).toEqual(type.rows ? [N_ROWS, ...type.shape] : type.shape);
    const found = Array.from(y.data as ArrayLike<number | bigint>, Number);
    expect(largestDifference(found, expected), JSON.stringify({ inputs, attributes })).toBeLessThanOrEqual(TOLERANCE);
  }
});
