import { randomNormal, randomUniform, STREAMS } from "../base/random.ts";
import { type Node, type ParameterNode, type Program, sizeOf } from "./types.ts";

/** Parameter values by name, row-major float32. */
export type ParameterValues = Readonly<Record<string, Float32Array>>;

export function parameterNodes(nodes: readonly Node[]): ParameterNode[] {
  return nodes.filter((node): node is ParameterNode => node.kind === "parameter");
}

/** A stable 32-bit number for a name (FNV-1a), so that a parameter's start does not depend on its neighbours. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}

/** Wide networks have millions. */
function filled(length: number, numberOf: (element: number) => number): Float32Array {
  const values = new Float32Array(length);
  for (let element = 0; element < length; element++) values[element] = numberOf(element);
  return values;
}

function initialValues(node: ParameterNode, seed: number): Float32Array {
  const { initial } = node;
  const length = sizeOf(node.type.shape);
  const key = { seed, stream: STREAMS.initial, step: hashName(node.name) };
  switch (initial.kind) {
    case "constant":
      return new Float32Array(length).fill(initial.value);
    case "uniform":
      return filled(length, (element) => (2 * randomUniform(key, element) - 1) * initial.limit);
    case "normal":
      return filled(length, (element) => randomNormal(key, element) * initial.deviation);
    case "signs":
      return filled(length, (element) => (randomUniform(key, element) < 0.5 ? -1 : 1));
    case "values":
      return Float32Array.from(initial.values);
    default:
      return initial satisfies never;
  }
}

/** Every parameter at its start; the same seed gives the same bits. */
export function initialParameters(program: Pick<Program, "nodes">, seed: number): Record<string, Float32Array> {
  return Object.fromEntries(parameterNodes(program.nodes).map((node) => [node.name, initialValues(node, seed)]));
}

/** Logit distance of a hard choice: exp(−120) is 0 in float32 and below 1e-52 in float64. */
const HARD_LOGIT = 60;

/**
 * Freezes what is discrete: one-hot logits at the largest entry of each choice, open or closed gates.
 *
 * @returns a copy of `values` with every discrete parameter hardened, and the names of those.
 */
export function hardenParameters(
  program: Pick<Program, "nodes">,
  values: ParameterValues,
): { readonly values: Record<string, Float32Array>; readonly frozen: readonly string[] } {
  const hardened: Record<string, Float32Array> = { ...values };
  const frozen: string[] = [];
  for (const node of parameterNodes(program.nodes)) {
    if (!node.discrete) continue;
    frozen.push(node.name);
    const current = values[node.name];
    if (node.discrete.kind === "gate") {
      const { threshold, open, closed } = node.discrete;
      hardened[node.name] = current.map((value) => (value > threshold ? open : closed));
      continue;
    }
    const nOptions = node.type.shape[node.type.shape.length - 1];
    const logits = new Float32Array(current.length).fill(-HARD_LOGIT);
    for (let start = 0; start < current.length; start += nOptions) {
      let best = start;
      for (let i = start; i < start + nOptions; i++) if (current[i] > current[best]) best = i;
      logits[best] = HARD_LOGIT;
    }
    hardened[node.name] = logits;
  }
  return { values: hardened, frozen };
}
