/** The reference engine: float64 evaluation and symbolic gradients. Slow and plain; for tests and golden runs. */
import { evaluate } from "../../program/evaluate.ts";
import { parameterNodes } from "../../program/parameters.ts";
import type { Program } from "../../program/types.ts";
import type { Engine, TensorMap, TrainingData } from "../engine.ts";
import { TrainingSession } from "../session/training-session.ts";
import { gradientProgram } from "../step/gradient-program.ts";
import { writeObjectives } from "../step/objectives.ts";
import { gatherRows, rowInputs } from "../step/row-inputs.ts";
import { optionsOfReplicas, SequentialReplicas } from "../step/step-executor.ts";
import { evaluationInputs } from "../step/step-feeds.ts";
import { EvaluatorExecutor } from "./evaluator-executor.ts";

/** Loss and gradients of the training objective in float64, at prediction's schedule values and without noise. */
export function referenceGradients(
  program: Program,
  data: TrainingData,
  rows: Uint32Array,
  parameters: TensorMap,
): { readonly loss: number; readonly gradients: Readonly<Record<string, Float64Array>> } {
  const objectives = writeObjectives(program);
  const all = parameterNodes(program.nodes);
  const { nodes, gradients } = gradientProgram(objectives, objectives.train, new Set(all.map((node) => node.name)));
  const perRow = Object.fromEntries(
    rowInputs(program.nodes, data).map((input) => [input.name, gatherRows(input, rows)]),
  );
  const feeds = { nRows: rows.length, inputs: { ...evaluationInputs(program), ...perRow }, parameters };
  const [loss, ...values] = evaluate(nodes, feeds, [objectives.train, ...gradients.values()]);
  const known = new Map([...gradients.keys()].map((name, index) => [name, values[index].data]));
  return {
    loss: loss.data[0],
    gradients: Object.fromEntries(
      all.map(({ name }) => [name, known.get(name) ?? new Float64Array(parameters[name].length)]),
    ),
  };
}

export function createEvaluatorEngine(): Engine {
  return {
    info: { id: "evaluator", title: "CPU (reference, float64)", isSoftware: true, adapter: "" },
    compile: (program, data, plan) =>
      TrainingSession.create({ program, data, plan }, (options, rates) => {
        const executors = optionsOfReplicas(options).map((own) => new EvaluatorExecutor(own));
        return new SequentialReplicas(executors, rates);
      }),
    async gradients(program, data, rows, parameters) {
      const { loss, gradients } = referenceGradients(program, data, rows, parameters);
      return {
        loss,
        gradients: Object.fromEntries(
          Object.entries(gradients).map(([name, values]) => [name, Float32Array.from(values)]),
        ),
      };
    },
    dispose() {},
  };
}
