import type { ProgramBuilder } from "../../program/builder.ts";
import { rowIdInput } from "../../program/inputs.ts";
import type { ValueId } from "../../program/types.ts";
import type { OutputsOf, ProgramContext } from "../block.ts";
import type { Spec } from "./spec.ts";

/** The summary says which share of the rows has a weight below each of these; in the order of its labels. */
const LIMITS = [0.5, 0.25] as const;

/** Labels of the summary probe: shares of all training rows. */
export const SUMMARY_LABELS = ["effective rows", "below half weight", "below a quarter"] as const;

/** Kish's effective share 1 / mean w², and the shares of rows whose weight is below each limit; row-free [3]. */
function summaryOf(builder: ProgramBuilder, weights: ValueId, nRows: number): ValueId {
  const mean = (value: ValueId) => builder.mul(builder.scalar(1 / nRows), builder.sum(value, 0, { keepDims: true }));
  return builder.concat([
    builder.div(builder.scalar(1), mean(builder.square(weights))),
    ...LIMITS.map((limit) => mean(builder.step(builder.sub(builder.scalar(limit), weights)))),
  ]);
}

/**
 * One weight for each training row: w_i = n·s_i / Σ s with s = floor + (1 − floor)·sigmoid(v), v = 0 at first, so that all
 * weights start at 1 and keep a mean of 1.
 *
 * @source Ren, Zeng, Yang, Urtasun, "Learning to Reweight Examples for Robust Deep Learning" (ICML 2018). DIFF: weights are
 *   parameters that last over training, not made anew for each batch.
 */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, settings, nTrainRows } = context;
  const { rows } = context.inputs;
  const scores = builder.parameter("scores", {
    shape: [nTrainRows],
    role: "data",
    initial: { kind: "constant", value: 0 },
  });
  const positive = builder.add(
    builder.scalar(settings.floor),
    builder.mul(builder.scalar(1 - settings.floor), builder.sigmoid(scores)),
  );
  const scale = builder.div(builder.scalar(nTrainRows), builder.sum(positive, 0, { keepDims: true }));
  const weights = builder.mul(positive, scale);
  builder.probe({
    name: "weights",
    kind: "weight",
    value: summaryOf(builder, weights, nTrainRows),
    rowLabels: SUMMARY_LABELS,
    columnLabels: [],
  });
  const ofRow = builder.reshape(builder.lookup(weights, rowIdInput(builder)), []);
  return { rows: { type: "weights", value: builder.mul(rows.value, ofRow) } };
}
