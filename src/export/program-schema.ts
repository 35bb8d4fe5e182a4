/** The stored form of a prediction program, and its checks: a file is data, and nothing in it is believed unseen. */
import { z } from "zod";
import { studioError } from "../base/error.ts";
import { inShort, parseWith } from "../base/parse-with.ts";
import { MOST_PER_ROW } from "../program/builder.ts";
import { mixesRows } from "../program/op-traits.ts";
import type { OpAttributes, OpName } from "../program/ops.ts";
import { shapeOf } from "../program/shapes.ts";
import { type Node, type OpNode, type Program, sizeOf, type ValueType } from "../program/types.ts";
import { anyNumber } from "./json-values.ts";

/** Bounds against files that would fill the memory: numbers of a constant or parameter, nodes. */
const MOST_NUMBERS = 1 << 26;
const MOST_NODES = 200_000;

const sizes = z.array(z.number().int().nonnegative());
const none = z.strictObject({});
const shaped = z.strictObject({ shape: sizes });
const sized = z.strictObject({ size: z.number().int().nonnegative() });

/** A new op does not compile until its attributes have their row here. */
export const attributeSchemas: { readonly [Name in OpName]: z.ZodType<OpAttributes[Name]> } = {
  neg: none,
  exp: none,
  log: none,
  sqrt: none,
  square: none,
  abs: none,
  relu: none,
  sigmoid: none,
  tanh: none,
  softplus: none,
  normalCdf: none,
  step: none,
  add: none,
  sub: none,
  mul: none,
  div: none,
  maximum: none,
  minimum: none,
  clip: z.strictObject({ low: anyNumber, high: anyNumber }),
  matMul: z.strictObject({ transposeA: z.boolean(), transposeB: z.boolean() }),
  memberMatMul: z.strictObject({ transposeB: z.boolean() }),
  sum: z.strictObject({ axis: z.number().int().nonnegative(), keepDims: z.boolean() }),
  softmax: none,
  logSumExp: none,
  broadcast: shaped,
  reshape: shaped,
  concat: none,
  takeColumns: z.strictObject({ indices: sizes }),
  scatterColumns: z.strictObject({ indices: sizes, size: z.number().int().nonnegative() }),
  oneHot: z.strictObject({ depths: sizes }),
  lookup: none,
  embedding: none,
  piecewiseLinear: none,
  meanRows: none,
  sumRows: none,
  spreadRows: none,
  outerSum: none,
  memberOuterSum: none,
  scatterLookup: sized,
  scatterEmbedding: sized,
};

const valueType = z.strictObject({ rows: z.boolean(), shape: sizes, dtype: z.enum(["float32", "int32"]) });
const common = { type: valueType, block: z.string() };
const initial = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("constant"), value: anyNumber }),
  z.strictObject({ kind: z.literal("uniform"), limit: anyNumber }),
  z.strictObject({ kind: z.literal("signs") }),
  z.strictObject({ kind: z.literal("normal"), deviation: anyNumber }),
  z.strictObject({ kind: z.literal("values"), values: z.array(anyNumber) }),
]);
const discrete = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("choice") }),
  z.strictObject({ kind: z.literal("gate"), threshold: anyNumber, open: anyNumber, closed: anyNumber }),
]);

const storedNode = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("input"), name: z.string(), ...common }),
    z.strictObject({ kind: z.literal("constant"), data: z.array(z.number()), ...common }),
    z.strictObject({
      kind: z.literal("parameter"),
      name: z.string(),
      role: z.enum(["model", "pipeline", "data"]),
      initial,
      discrete: discrete.optional(),
      decays: z.boolean(),
      ...common,
    }),
    z.strictObject({ kind: z.literal("op"), op: z.string(), inputs: sizes, attributes: z.unknown(), ...common }),
  ],
  { error: (issue) => (issue.code === "invalid_union" ? "input, constant, parameter or op" : undefined) },
);

export const storedProgramSchema = z.strictObject({
  nodes: z.array(storedNode).max(MOST_NODES),
  outputs: z.strictObject({ prediction: z.number().int().nonnegative() }),
  probes: z.array(
    z.strictObject({
      block: z.string(),
      name: z.string(),
      kind: z.enum(["choice", "gate", "threshold", "weight", "constant"]),
      value: z.number().int().nonnegative(),
      rowLabels: z.array(z.string()),
      columnLabels: z.array(z.string()),
    }),
  ),
});
type StoredNode = z.infer<typeof storedNode>;

/** A type in words. */
export function typeText(type: ValueType): string {
  return `${type.dtype}${type.rows ? " rows" : ""} [${type.shape.join(", ")}]`;
}

function isOpName(name: string): name is OpName {
  return Object.hasOwn(attributeSchemas, name);
}

function readOp(node: StoredNode & { kind: "op" }, types: readonly ValueType[], where: string): OpNode {
  if (!isOpName(node.op)) {
    const expected = "an op that this studio knows";
    throw studioError("E_FILE_PROGRAM", { where, expected, got: inShort(node.op), isNewer: true });
  }
  if (mixesRows[node.op])
    throw studioError("E_FILE_PROGRAM", { where, expected: "an op that works row by row", got: node.op });
  const forward = node.inputs.find((input) => input >= types.length);
  if (forward !== undefined)
    throw studioError("E_FILE_PROGRAM", { where, expected: `inputs below ${types.length}`, got: `${forward}` });
  const attributes = parseWith(attributeSchemas[node.op] as z.ZodType<OpAttributes[OpName]>, node.attributes, {
    code: "E_FILE_PROGRAM",
    where: `${where}, attributes of ${node.op}`,
  });
  const inputs = node.inputs.map((input) => types[input]);
  const type = shapeOf(node.op, inputs, attributes);
  if (typeText(type) !== typeText(node.type))
    throw studioError("E_FILE_PROGRAM", { where, expected: typeText(type), got: typeText(node.type) });
  return { ...node, attributes } as OpNode;
}

function readNode(node: StoredNode, types: readonly ValueType[], where: string): Node {
  const size = sizeOf(node.type.shape);
  const most = node.type.rows ? MOST_PER_ROW : MOST_NUMBERS;
  if (size > most)
    throw studioError("E_FILE_PROGRAM", { where, expected: `at most ${most} numbers`, got: typeText(node.type) });
  switch (node.kind) {
    case "op":
      return readOp(node, types, where);
    case "constant":
      if (node.type.rows || node.data.length !== size) {
        throw studioError("E_FILE_PROGRAM", {
          where,
          expected: `${size} numbers, not bound to rows`,
          got: `${node.data.length}`,
        });
      }
      return node;
    case "parameter":
      if (node.type.rows)
        throw studioError("E_FILE_PROGRAM", {
          where,
          expected: "a parameter that is not bound to rows",
          got: typeText(node.type),
        });
      return node;
    case "input":
      return node;
    default:
      return node satisfies never;
  }
}

/**
 * Checks a stored program node by node: ids in order, ops and attributes known, shapes inferred anew.
 *
 * @throws E_FILE_PROGRAM, E_SHAPE_OP with the node's number.
 */
export function readProgram(stored: z.infer<typeof storedProgramSchema>, where: string): Program {
  const types: ValueType[] = [];
  const nodes = stored.nodes.map((node, id) => {
    const read = readNode(node, types, `${where}, nodes[${id}]`);
    types.push(read.type);
    return read;
  });
  for (const [name, id] of [
    ["outputs.prediction", stored.outputs.prediction],
    ...stored.probes.map((probe) => [`probe ${probe.name}`, probe.value] as const),
  ] as const) {
    if (id >= nodes.length)
      throw studioError("E_FILE_PROGRAM", {
        where: `${where}, ${name}`,
        expected: `a node below ${nodes.length}`,
        got: `${id}`,
      });
  }
  return { nodes, outputs: stored.outputs, probes: stored.probes };
}
