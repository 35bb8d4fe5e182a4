import * as tf from "@tensorflow/tfjs";
import { evaluate } from "../../program/evaluate.ts";
import { gradient } from "../../program/gradient.ts";
import type { OpName } from "../../program/ops.ts";
import { Interpreter } from "../tfjs/interpreter.ts";
import { drawCase, N_ROWS, objectiveOf } from "./draw-case.ts";
import { ADJOINT_OPS, type OpCase } from "./op-cases.ts";
import { differs, type Tolerance } from "./tolerance.ts";

function toTensor(values: Float32Array | Int32Array, input: OpCase["inputs"][number]): tf.Tensor {
  const shape = input.type.rows ? [N_ROWS, ...input.type.shape] : [...input.type.shape];
  return tf.tensor(values, shape, input.type.dtype);
}

/** Compares one case with float64: the value, tfjs autodiff, and the symbolic gradient run on the same backend. */
export async function checkOp(
  op: OpName,
  opCase: OpCase,
  options: {
    readonly seed: number;
    readonly tolerance: Tolerance;
    readonly read: (tensor: tf.Tensor) => Promise<Float32Array>;
  },
): Promise<readonly string[]> {
  const { builder, value, drawn, inputs, parameters } = drawCase(opCase, options.seed);
  const forward = [...builder.nodes];
  const feeds = { nRows: N_ROWS, inputs, parameters };
  const tensorFeeds = {
    batch: N_ROWS,
    inputs: new Map(
      opCase.inputs.flatMap((input, i) => (input.type.rows ? [[input.name, toTensor(drawn[i], input)] as const] : [])),
    ),
    parameters: new Map(
      builder.nodes.flatMap((node) =>
        node.kind === "parameter"
          ? [[node.name, tf.tensor(parameters[node.name].slice(), [...node.type.shape])] as const]
          : [],
      ),
    ),
  };
  const problems: string[] = [];
  const note = (what: string, problem: string | undefined) =>
    problem && problems.push(`${op} (${opCase.title}), ${what}: ${problem}`);
  const [wanted] = evaluate(forward, feeds, [value]);
  const forwardRun = new Interpreter(forward);
  const expectedShape = wanted.type.rows ? [N_ROWS, ...wanted.type.shape] : [...wanted.type.shape];
  const got = tf.tidy(() => forwardRun.evaluate(tensorFeeds, [value])[0]);
  note("shape", got.shape.join() === expectedShape.join() ? undefined : `[${got.shape}] instead of [${expectedShape}]`);
  note("value", differs(await options.read(tf.clone(got)), wanted.data, options.tolerance));
  got.dispose();
  forwardRun.dispose();
  const names = [...tensorFeeds.parameters.keys()];
  if (!ADJOINT_OPS.has(op) && names.length > 0) {
    const objective = objectiveOf(builder, value);
    const parameterIds = builder.nodes.flatMap((node, id) => (node.kind === "parameter" ? [id] : []));
    const run = new Interpreter([...builder.nodes]);
    const gradientIds = gradient(builder, objective, parameterIds).map((id) => id!);
    const symbolic = evaluate(builder.nodes, feeds, gradientIds);
    const automatic = tf.tidy(() =>
      Object.fromEntries(run.gradients(tensorFeeds, objective, new Set(names)).gradients),
    );
    const lowered = new Interpreter(builder.nodes);
    const onBackend = tf.tidy(() => lowered.evaluate(tensorFeeds, gradientIds));
    for (const [index, name] of names.entries()) {
      note(
        `autodiff in ${name}`,
        differs(await options.read(automatic[name]), symbolic[index].data, options.tolerance),
      );
      note(
        `adjoint ops in ${name}`,
        differs(await options.read(tf.clone(onBackend[index])), symbolic[index].data, options.tolerance),
      );
    }
    tf.dispose(onBackend);
    run.dispose();
    lowered.dispose();
  }
  tf.dispose([...tensorFeeds.inputs.values(), ...tensorFeeds.parameters.values()]);
  return problems;
}
