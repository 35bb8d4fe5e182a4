import * as tf from "@tensorflow/tfjs";
import { ProgramBuilder } from "../../program/builder.ts";
import { evaluate } from "../../program/evaluate.ts";
import { gradient } from "../../program/gradient.ts";
import type { OpName } from "../../program/ops.ts";
import { randomNormal, randomUint32 } from "../../program/random.ts";
import { sizeOf, type ValueId } from "../../program/types.ts";
import { Interpreter } from "../tfjs/interpreter.ts";
import { differs, type Tolerance } from "./engines.ts";
import { ADJOINT_OPS, type OpCase } from "./op-cases.ts";

const N_ROWS = 5;

/** Fresh float32 numbers, or codes of which some are outside the table. */
function draw(input: OpCase["inputs"][number], seed: number): Float32Array | Int32Array {
  const length = sizeOf(input.type.shape) * (input.type.rows ? N_ROWS : 1);
  const key = { seed, stream: 99, step: input.name.length };
  if (input.codes !== undefined) {
    const depth = input.codes;
    return Int32Array.from({ length }, (_, i) => (randomUint32(key, i) % (depth + 1)) - 1);
  }
  const spread = input.around ? 0.5 : 1;
  return Float32Array.from({ length }, (_, i) => {
    const value = (input.around ?? 0) + spread * randomNormal(key, i);
    return input.around ? Math.max(value, 1) : value;
  });
}

function objectiveOf(builder: ProgramBuilder, value: ValueId): ValueId {
  const { rows, shape } = builder.typeOf(value);
  // Unequal cotangents, so that a wrong transposition shows.
  const weights = builder.constant(
    shape,
    Array.from({ length: sizeOf(shape) }, (_, i) => Math.cos(i + 1)),
  );
  let total = builder.mul(value, weights);
  while (builder.typeOf(total).shape.length > 0) total = builder.sum(total, 0);
  return rows ? builder.meanRows(builder.mul(total, builder.add(total, builder.scalar(1)))) : builder.square(total);
}

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
  const builder = new ProgramBuilder();
  const drawn = opCase.inputs.map((input, index) => draw(input, options.seed + index));
  // Floats are row-bound inputs or parameters; a row-bound float gets its gradient through a parameter of 1s times it.
  const ids = opCase.inputs.map((input) => {
    if (!input.type.rows)
      return builder.parameter(input.name, {
        shape: input.type.shape,
        role: "model",
        initial: { kind: "constant", value: 0 },
      });
    const given = builder.input(input.name, input.type, { kind: "row" });
    if (input.type.dtype === "int32") return given;
    const scale = builder.parameter(`${input.name}-scale`, {
      shape: input.type.shape,
      role: "model",
      initial: { kind: "constant", value: 1 },
    });
    return builder.mul(given, scale);
  });
  const value = opCase.write(builder, ids);
  const forward = [...builder.nodes];
  const inputs: Record<string, ArrayLike<number>> = {};
  const parameters: Record<string, Float32Array> = {};
  opCase.inputs.forEach((input, index) => {
    if (input.type.rows) inputs[input.name] = drawn[index];
    if (!input.type.rows) parameters[`/${input.name}`] = Float32Array.from(drawn[index]);
    else if (input.type.dtype === "float32")
      parameters[`/${input.name}-scale`] = new Float32Array(sizeOf(input.type.shape)).fill(1);
  });
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
