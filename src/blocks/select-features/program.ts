import { STREAMS } from "../../base/random.ts";
import type { OutputsOf, ProgramContext } from "../block.ts";
import type { Spec } from "./spec.ts";

/** Standard deviation of the noise on a gate (σ of the paper). */
const NOISE = 0.5;

/** The parameter at which a gate without noise just reaches 0; at its negative it just reaches 1. */
const CLOSED_AT = -0.5;

/**
 * Gates start half open. DIFF: the paper draws 0.01·N(0, 1); gates need no noise to become different. Starting fully open was
 * tried and is worse: the model learns training rows by heart from junk columns before their gates can close.
 */
const START = 0;

/**
 * An open gate costs λ / D for D columns, and λ / 10 where there are fewer. DIFF: the paper's mean over D charges so much on
 * a table of few columns (λ / 2 for two) that columns close which the model needs.
 */
const FEWEST_SHARING = 10;

/**
 * From so many training rows on, the charge falls as 1 / rows, as the harm of a column of junk does (Akaike 1974). DIFF: the
 * paper leaves λ to the user; one λ for all sizes closes columns of large tables that each help a little.
 */
const FULL_CHARGE_ROWS = 1000;

/** Where hardening puts a gate: 20 standard deviations of the noise from its bend, so that noise cannot move it off 0 or 1. */
const HARD = 10;

/**
 * One stochastic gate z = clip(μ + ½ + σ·ε, 0, 1) for each of D original columns, and the penalty
 * λ·min(1, 1000 / rows)·Σ Φ((μ + ½)/σ) / max(D, 10), where Φ is the chance that the gate is open. One draw of ε a step is shared
 * by the batch; at prediction ε = 0.
 *
 * @source Yamada, Lindenbaum, Negahban, Kluger, "Feature Selection using Stochastic Gates" (ICML 2020).
 */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, settings, nTrainRows } = context;
  const { features } = context.inputs;
  const originals = [...new Set(features.columns.map((column) => column.original))];
  const positions = new Map(originals.map((original, index) => [original, index]));
  const nGates = originals.length;
  const location = builder.parameter("gates", {
    shape: [nGates],
    role: "pipeline",
    initial: { kind: "constant", value: START },
    discrete: { kind: "gate", threshold: CLOSED_AT, open: HARD, closed: -HARD },
  });
  const level = builder.sub(location, builder.scalar(CLOSED_AT));
  const noise = builder.mul(builder.scalar(NOISE), builder.noise("gates", [nGates], STREAMS.gateNoise));
  const gates = builder.clip(builder.add(level, noise), 0, 1);
  const gateOfColumn = features.columns.map((column) => positions.get(column.original)!);
  const openCost = builder.mul(
    builder.scalar(1 / Math.max(nGates, FEWEST_SHARING)),
    builder.sum(builder.normalCdf(builder.mul(level, builder.scalar(1 / NOISE))), 0),
  );
  const strength = settings.strength * Math.min(1, FULL_CHARGE_ROWS / Math.max(nTrainRows, 1));
  builder.penalty(builder.mul(builder.scalar(strength), openCost));
  builder.probe({
    name: "gates",
    kind: "gate",
    value: builder.clip(level, 0, 1),
    rowLabels: originals,
    columnLabels: [],
  });
  const value = builder.mul(features.value, builder.takeColumns(gates, gateOfColumn));
  return { features: { type: "features", value, columns: features.columns } };
}
