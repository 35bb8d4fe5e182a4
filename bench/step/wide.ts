/** A wide network for tables: encoded numbers, an embedded category, and members that share matrices. */
import type { ProgramBuilder } from "../../src/program/builder.ts";
import { categoriesInput } from "../../src/program/inputs.ts";
import type { ValueId } from "../../src/program/types.ts";
import { constantParameter } from "./parts.ts";

const N_BINS = 16;
const N_MEMBERS = 8;
const EMBEDDING_WIDTH = 16;

/** Bins of one width over almost all of a standard normal column. */
const BIN_WIDTH = 0.3;

/**
 * Piecewise-linear encoding of every number, float32 rows [n · 16].
 *
 * @source Gorishniy, Rubachev, Babenko, "On embeddings for numerical features in tabular deep learning" (NeurIPS 2022).
 */
export function encodeNumbers(b: ProgramBuilder, numbers: ValueId): ValueId {
  return b.inBlock("encode", () => {
    const [n] = b.typeOf(numbers).shape;
    const lows = Array.from({ length: n * N_BINS }, (_, i) => ((i % N_BINS) - N_BINS / 2) * BIN_WIDTH);
    const low = b.constant([n, N_BINS], lows);
    const perWidth = b.constant([n, N_BINS], new Array<number>(n * N_BINS).fill(1 / BIN_WIDTH));
    return b.reshape(b.piecewiseLinear(numbers, low, perWidth), [n * N_BINS]);
  });
}

/** A learned vector a level, float32 rows [16]. */
export function embedCategory(b: ProgramBuilder, nLevels: number): ValueId {
  return b.inBlock("embed", () => {
    const table = b.parameter("table", {
      shape: [nLevels, EMBEDDING_WIDTH],
      role: "model",
      initial: { kind: "normal", deviation: 0.25 },
    });
    return b.reshape(b.embedding(table, categoriesInput(b, 1)), [EMBEDDING_WIDTH]);
  });
}

/**
 * Two hidden layers whose matrices all members share; each scales their inputs and outputs and has a last layer of its own.
 *
 * @returns one logit a member, float32 rows [8, 1].
 * @source Gorishniy, Kotelnikov, Babenko, "TabM: advancing tabular deep learning with parameter-efficient ensembling"
 *   (ICLR 2025).
 */
export function members(b: ProgramBuilder, x: ValueId, hidden: number): ValueId {
  return b.inBlock("members", () => {
    const [nInputs] = b.typeOf(x).shape;
    const first = shared(b, b.reshape(x, [1, nInputs]), "first", [nInputs, hidden]);
    const second = shared(b, first, "second", [hidden, hidden]);
    const out = b.parameter("out/w", {
      shape: [N_MEMBERS, hidden, 1],
      role: "model",
      initial: { kind: "uniform", limit: Math.sqrt(3 / hidden) },
    });
    const bias = constantParameter(b, "out/b", { shape: [N_MEMBERS, 1], role: "model", value: 0 });
    return b.add(b.memberMatMul(second, out), bias);
  });
}

/** relu(((x ⊙ r)·W) ⊙ s + c) with r, s and c of each member; x float32 rows [members or 1, nInputs]. */
function shared(b: ProgramBuilder, x: ValueId, name: string, [nInputs, nOutputs]: readonly [number, number]): ValueId {
  const weights = b.parameter(`${name}/w`, {
    shape: [nInputs, nOutputs],
    role: "model",
    initial: { kind: "uniform", limit: Math.sqrt(6 / nInputs) },
  });
  const r = b.parameter(`${name}/r`, {
    shape: [N_MEMBERS, nInputs],
    role: "model",
    initial: { kind: "normal", deviation: 1 },
  });
  const ofMember = (part: string, value: number) =>
    constantParameter(b, `${name}/${part}`, { shape: [N_MEMBERS, nOutputs], role: "model", value });
  const mapped = b.mul(b.matMul(b.mul(x, r), weights), ofMember("s", 1));
  return b.relu(b.add(mapped, ofMember("c", 0)));
}
