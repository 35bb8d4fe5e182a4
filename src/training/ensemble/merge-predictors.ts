/** Several predictors as one: a program whose prediction has their members one below the other, so that whatever predicts averages them. */
import { ProgramBuilder } from "../../program/builder.ts";
import type { Node, ValueId } from "../../program/types.ts";
import type { Predictor } from "../types.ts";

/** A predictor that counts as often as `count` says. */
export interface CountedPredictor {
  readonly predictor: Predictor;
  readonly count: number;
}

/** Networks whose mean a predictor says. */
export function nMembersOf({ program: { nodes, outputs } }: Predictor): number {
  return nodes[outputs.prediction].type.shape[0];
}

/** Which member of an ensemble a parameter belongs to: "m2/n5/layer1/weights". */
const memberName = (member: number, name: string) => `m${member + 1}/${name}`;

/**
 * One predictor that says the mean of what the given ones say, each counted as often as it says: of their probabilities, or of
 * their values in the target's own unit.
 *
 * @param counted of one table and task; counts are whole numbers of at least 1.
 * @param temperature of classes: the logits of all are divided by it. Absent: 1.
 * @returns the predictor itself where there is one, at a temperature of 1.
 * @source Caruana et al., "Ensemble selection from libraries of models" (ICML 2004): selection with replacement gives whole weights.
 */
export function mergePredictors(counted: readonly CountedPredictor[], temperature = 1): Predictor {
  const [{ predictor: first }] = counted;
  if (counted.length === 1 && temperature === 1) return first;
  const nodes: Node[] = [];
  const inputs = new Map<string, ValueId>();
  const parameters: Record<string, Float32Array> = {};
  const predictions = counted.map(({ predictor }, member): ValueId => {
    const { program } = predictor;
    const placeOf: ValueId[] = [];
    for (const node of program.nodes) {
      const known = node.kind === "input" ? inputs.get(node.name) : undefined;
      placeOf.push(known ?? nodes.length);
      if (known !== undefined) continue;
      if (node.kind === "input") inputs.set(node.name, nodes.length);
      nodes.push(moved(node, member, placeOf));
    }
    for (const [name, values] of Object.entries(predictor.parameters)) parameters[memberName(member, name)] = values;
    return placeOf[program.outputs.prediction];
  });
  const builder = new ProgramBuilder({ nodes, outputs: { prediction: predictions[0] }, probes: [] });
  const lines = counted.map(({ predictor, count }, member) => {
    const [nMembers, nOutputs] = builder.typeOf(predictions[member]).shape;
    const inUnit = sameUnit(builder, predictions[member], { from: predictor, to: first });
    const scaled = temperature === 1 ? inUnit : builder.mul(inUnit, builder.scalar(1 / temperature));
    return { values: builder.reshape(scaled, [nMembers * nOutputs]), nMembers, nOutputs, count };
  });
  // A mean over unequal numbers of members is a mean of means where each is repeated to the same number.
  const nEach = lines.map(({ nMembers }) => nMembers).reduce(leastCommonMultiple);
  const { nOutputs } = lines[0];
  const repeated = lines.map(({ values, nMembers, count }) => {
    const times = (count * nEach) / nMembers;
    if (times === 1) return values;
    const width = nMembers * nOutputs;
    return builder.takeColumns(
      values,
      Array.from({ length: times * width }, (_, index) => index % width),
    );
  });
  const total = lines.reduce((sum, { count }) => sum + count * nEach, 0);
  const prediction = builder.reshape(builder.concat(repeated), [total, nOutputs]);
  return {
    program: { nodes: builder.nodes, outputs: { prediction }, probes: [] },
    parameters,
    labelOffset: first.labelOffset,
    labelScale: first.labelScale,
  };
}

function moved(node: Node, member: number, placeOf: readonly ValueId[]): Node {
  switch (node.kind) {
    case "op":
      return { ...node, inputs: node.inputs.map((input) => placeOf[input]) };
    case "parameter":
      return { ...node, name: memberName(member, node.name) };
    case "input":
    case "constant":
      return node;
    default:
      return node satisfies never;
  }
}

type Unit = Pick<Predictor, "labelOffset" | "labelScale">;

/** Regression values standardised by another mean and deviation. */
function sameUnit(builder: ProgramBuilder, value: ValueId, { from, to }: { readonly from: Unit; readonly to: Unit }) {
  const factor = from.labelScale / to.labelScale;
  const shift = (from.labelOffset - to.labelOffset) / to.labelScale;
  if (factor === 1 && shift === 0) return value;
  return builder.add(builder.mul(value, builder.scalar(factor)), builder.scalar(shift));
}

function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
