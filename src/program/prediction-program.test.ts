import { expect, test } from "vitest";
import { ProgramBuilder } from "./builder.ts";
import { evaluate } from "./evaluate.ts";
import { labelsInput, numbersInput } from "./inputs.ts";
import { predictionProgram } from "./prediction-program.ts";
import type { Program } from "./types.ts";

/** x·w + schedule·2 + noise, a squared loss against the labels, and a probe of w. */
function sample(): Program {
  const builder = new ProgramBuilder();
  return builder.inBlock("n1", () => {
    const labels = labelsInput(builder, "float32");
    const unused = builder.exp(builder.scalar(2));
    const weight = builder.parameter("w", { shape: [1, 1], role: "model", initial: { kind: "constant", value: 3 } });
    const heat = builder.schedule("heat", 0.5);
    const noise = builder.noise("shake", [1], 4);
    const linear = builder.matMul(numbersInput(builder, 1), weight);
    const flat = builder.add(builder.add(linear, builder.mul(heat, builder.scalar(2))), noise);
    const prediction = builder.reshape(flat, [1, 1]);
    builder.probe({ name: "w", kind: "weight", value: weight, rowLabels: ["x"], columnLabels: [] });
    const loss = builder.reshape(builder.square(builder.sub(flat, labels)), []);
    return { nodes: builder.nodes, probes: builder.probes, outputs: { prediction, loss, penalty: unused } };
  });
}

test("schedule values and noise are constants, labels and dead nodes are gone, ids are renumbered", () => {
  const program = predictionProgram(sample());
  expect(program.nodes.flatMap((node) => (node.kind === "input" ? [node.name] : []))).toEqual(["numbers"]);
  expect(program.nodes.some((node) => node.kind === "op" && ["exp", "square", "sub"].includes(node.op))).toBe(false);
  expect(Object.keys(program.outputs)).toEqual(["prediction"]);
  program.nodes.forEach((node, id) => {
    if (node.kind === "op") for (const input of node.inputs) expect(input).toBeLessThan(id);
  });
  expect(program.nodes[program.probes[0].value]).toMatchObject({ kind: "parameter", name: "n1/w" });
  const feeds = { nRows: 2, inputs: { numbers: [1, 10] }, parameters: { "n1/w": [3] } };
  expect(Array.from(evaluate(program.nodes, feeds, [program.outputs.prediction])[0].data)).toEqual([4, 31]);
});

test("it predicts what the whole program predicts at the values of prediction", () => {
  const program = sample();
  const feeds = { nRows: 1, inputs: { numbers: [7], heat: [0.5], "n1/shake": [0] }, parameters: { "n1/w": [3] } };
  const whole = evaluate(program.nodes, feeds, [program.outputs.prediction])[0].data;
  const lean = predictionProgram(program);
  expect(evaluate(lean.nodes, feeds, [lean.outputs.prediction])[0].data).toEqual(whole);
  expect(predictionProgram(lean)).toEqual(lean);
});

test("a prediction that reads the labels is refused", () => {
  const program = sample();
  const leaky = { ...program, outputs: { prediction: program.outputs.loss! } };
  expect(() => predictionProgram(leaky)).toThrow(/labels.*E_PROGRAM_TRAINING_ONLY/);
});
