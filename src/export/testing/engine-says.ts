/** What a training engine computes on the way to its gradients: predictions in its own arithmetic, which the product never shows. */
import type { Engine } from "../../engine/engine.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { rowIdInput } from "../../program/inputs.ts";
import { sizeOf } from "../../program/types.ts";
import type { Columns } from "../../table/types.ts";
import { predictedValues } from "../../training/predicted-values.ts";
import type { TrainedPipeline } from "../../training/types.ts";

const ofProbe = (element: number) => `probe/${element}`;

/**
 * Of the mean over rows of Σ p(row, element) · value(row, element), the derivative by p is the value over the number of rows.
 *
 * @returns probabilities [rows, classes], or values [rows].
 */
export async function engineSays(
  engine: Engine,
  { predictor, schema }: TrainedPipeline,
  columns: Columns,
): Promise<Float64Array> {
  const { nRows } = columns;
  const { nodes: whole, value } = predictedValues(predictor, schema.target.task);
  // Of constants no gradient is asked for: the program is a fraction as large, and its way forward the same.
  const nodes = whole.map((node) =>
    node.kind === "parameter"
      ? {
          kind: "constant" as const,
          type: node.type,
          block: node.block,
          data: Array.from(predictor.parameters[node.name]),
        }
      : node,
  );
  const builder = new ProgramBuilder({ nodes, outputs: { prediction: value }, probes: [] });
  const width = sizeOf(builder.typeOf(value).shape);
  const flat = builder.reshape(value, [width]);
  const zeros = Object.fromEntries(
    Array.from({ length: width }, (_, element) => [ofProbe(element), new Float32Array(nRows)]),
  );
  const terms = Array.from({ length: width }, (_, element) => {
    const shape = { shape: [nRows], role: "model", initial: { kind: "constant", value: 0 } } as const;
    const probe = builder.inBlock("probe", () => builder.parameter(String(element), shape));
    return builder.mul(builder.lookup(probe, rowIdInput(builder)), builder.takeColumns(flat, [element]));
  });
  const loss = builder.reshape(
    terms.reduce((sum, term) => builder.add(sum, term)),
    [],
  );
  const program = {
    nodes: builder.nodes,
    probes: [],
    outputs: { prediction: value, loss, penalty: builder.scalar(0) },
  };
  const rows = Uint32Array.from({ length: nRows }, (_, row) => row);
  const none = new Uint32Array(0);
  const data = {
    ...columns,
    labels: new Float64Array(nRows),
    split: { train: rows, validation: none, test: none },
    labelOffset: 0,
    labelScale: 1,
  };
  const { gradients } = await engine.gradients(program, data, rows, zeros);
  return Float64Array.from(
    { length: nRows * width },
    (_, at) => gradients[ofProbe(at % width)][Math.floor(at / width)] * nRows,
  );
}
