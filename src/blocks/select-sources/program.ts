import { sourceInput } from "../../program/inputs.ts";
import type { OutputsOf, ProgramContext } from "../block.ts";
import { levelShares } from "../kit/level-shares.ts";
import type { Spec } from "./spec.ts";

/** Share of a source's even weight that it always keeps, so that it can come back. */
const FLOOR = 0.01;

/**
 * One weight w_s for each source: w = ((1 − c)·S·softmax(u) + c) / Σ p_s(…), c = 0.01, so that the mean over training rows
 * Σ p_s w_s is 1. A row that belongs to no known group counts 1.
 *
 * @source Softmax source weights with a floor, as in DoReMi (Xie et al., NeurIPS 2023), moved here by the gradient of
 *   validation loss (Ren et al., "Learning to Reweight Examples", ICML 2018) and not by excess loss.
 */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, settings, statistics, schema } = context;
  const { rows, categories } = context.inputs;
  const { names } = statistics;
  const nGroups = names.length;
  if (nGroups < 2) return { rows };
  const column = categories?.columns.findIndex((candidate) => candidate.name === settings.by) ?? -1;
  const membership =
    settings.by !== "" && categories && column >= 0
      ? levelShares(builder, categories, [column])
      : builder.oneHot(sourceInput(builder), [schema.sources.length]);
  const logits = builder.parameter("weights", {
    shape: [nGroups],
    role: "data",
    initial: { kind: "constant", value: 0 },
  });
  const raw = builder.add(
    builder.mul(builder.scalar((1 - FLOOR) * nGroups), builder.softmax(logits)),
    builder.scalar(FLOOR),
  );
  const shares = builder.constant([nGroups], statistics.shares);
  const weights = builder.div(raw, builder.sum(builder.mul(shares, raw), 0, { keepDims: true }));
  builder.probe({ name: "weights", kind: "weight", value: weights, rowLabels: names, columnLabels: [] });
  const known = builder.takeColumns(membership, statistics.codes);
  const difference = builder.reshape(builder.sub(weights, builder.scalar(1)), [nGroups, 1]);
  const ofRow = builder.add(builder.scalar(1), builder.reshape(builder.matMul(known, difference), []));
  return { rows: { type: "weights", value: builder.mul(rows.value, ofRow) } };
}
