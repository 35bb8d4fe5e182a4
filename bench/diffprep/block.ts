/** DiffPrep's choices and the logistic regression behind them as one block: it reads the columns that `alternativeColumns` made of a table. */
import { z } from "zod";
import { type Block, defineBlock, type ProgramContext } from "../../src/blocks/block.ts";
import { defineSpec } from "../../src/blocks/block-spec.ts";
import { choice } from "../../src/blocks/kit/choice.ts";
import { MODEL_INPUTS, MODEL_OUTPUTS, MODEL_STATISTICS, onePrediction } from "../../src/blocks/kit/dense.ts";
import { fit } from "../../src/blocks/linear-model/fit.ts";
import type { ValueId } from "../../src/program/types.ts";
import { type AlternativeColumns, allChosen, CATEGORY_IMPUTERS } from "./features.ts";
import { CLEANERS, DISCRETISERS, NORMALISERS } from "./operators.ts";

const spec = defineSpec({
  id: "diffprep",
  version: 1,
  title: "DiffPrep",
  summary: "Chooses DiffPrep's operators for each feature, and adds the features up.",
  category: "Model",
  inputs: MODEL_INPUTS,
  outputs: MODEL_OUTPUTS,
  settings: z.object({}),
  statistics: MODEL_STATISTICS,
  probes: [],
  migrations: {},
});

/**
 * Σ over all ways to choose of the product of their shares, times what the feature is then, times the feature's coefficient: of shares that are settled, what
 * DiffPrep's operators make of it. DIFF: before that, DiffPrep lets each operator read the blend of the one before.
 */
function program({ builder, nOutputs, nTrainRows, inputs }: ProgramContext<typeof spec>, table: AlternativeColumns) {
  const { features, columns, featureOf, at } = table;
  const all = [...features.keys()];
  const withGaps = all.filter((feature) => features[feature].hasGaps);
  const learned = (name: string, of: readonly number[], alternatives: readonly string[]) =>
    choice(builder, {
      ...{ name, alternatives, preferred: 0, share: "per column", nTrainRows },
      columns: of.map((feature) => ({ name: features[feature].name, original: features[feature].name })),
    });
  const imputers = withGaps.length > 0 ? learned("imputer", withGaps, CATEGORY_IMPUTERS) : [];
  const normalisers = learned("normaliser", all, NORMALISERS);
  const cleaners = learned("cleaner", all, CLEANERS);
  const discretisers = learned("discretiser", all, DISCRETISERS);
  const shares: ValueId[] = [];
  const places: number[] = [];
  const add = (share: ValueId, imputer: number, of: readonly number[]) => {
    for (const chosen of allChosen(imputer)) {
      const { normaliser, cleaner, discretiser } = chosen;
      const prepared = builder.mul(cleaners[cleaner], discretisers[discretiser]);
      const whole = discretiser === 0 ? builder.mul(prepared, normalisers[normaliser]) : prepared;
      shares.push(builder.mul(of === all ? whole : builder.takeColumns(whole, of), share));
      places.push(...of.map((feature) => at(feature, chosen)));
    }
  };
  const without = all.map((feature) => (features[feature].hasGaps ? 0 : 1));
  const first = imputers.length > 0 ? builder.scatterColumns(imputers[0], withGaps, all.length) : builder.scalar(0);
  add(builder.add(first, builder.constant([all.length], without)), 0, all);
  if (imputers.length > 0) add(imputers[1], 1, withGaps);
  const weights = builder.parameter("coefficients", {
    ...{ shape: [nOutputs, all.length], role: "model", decays: true },
    initial: { kind: "constant", value: 0 },
  });
  const bias = builder.parameter("bias", {
    ...{ shape: [nOutputs], role: "model" },
    initial: { kind: "constant", value: 0 },
  });
  const blend = builder.scatterColumns(builder.concat(shares), places, columns.length);
  const matrix = builder.mul(builder.takeColumns(weights, featureOf), blend);
  const value = builder.add(builder.matMul(inputs.features.value, matrix, { transposeB: true }), bias);
  return { prediction: onePrediction(builder, value) };
}

export const diffPrepBlock = (table: AlternativeColumns): Block =>
  defineBlock({
    spec,
    fit,
    program: (context) => program(context, table),
    explain: () => ({ summary: "", details: [], certainty: "none" }),
  });
