/** The document of a file, compiled anew: what retrains may be newer than the stored program that predicts. */

import { StudioError } from "../base/error.ts";
import { openedText } from "../base/texts/pipeline.ts";
import type { Catalogue } from "../pipeline/checks.ts";
import { compile } from "../pipeline/compile.ts";
import { initialParameters, parameterNodes } from "../program/parameters.ts";
import type { Program } from "../program/types.ts";
import { predictorOf } from "../training/predict.ts";
import type { Predictor, TrainedPipeline } from "../training/types.ts";
import type { StoredSelfTest } from "./file-schema.ts";
import { assertAffordable } from "./program-cost.ts";
import { rowWeightNames } from "./row-weights.ts";
import { largestDifference, runSelfTest, SELF_TEST_ROWS } from "./self-test.ts";

/** The soft pipeline as the document, schema and statistics compile today; undefined where they no longer do. */
export function softProgram(trained: TrainedPipeline, catalogue: Catalogue): Program | undefined {
  try {
    const program = compile(catalogue, trained.document, trained.schema, trained.soft.statistics);
    assertAffordable(program, SELF_TEST_ROWS, "soft pipeline");
    return program;
  } catch (error) {
    if (error instanceof StudioError) return undefined;
    throw error;
  }
}

/** The soft pipeline as a predictor. */
export function softPredictor(trained: TrainedPipeline, program: Program): Predictor {
  const { state, statistics } = trained.soft;
  return predictorOf(program, state.parameters, statistics);
}

/** Compiles the document anew, gives row weights their start, and compares with what the pipeline said when it was saved. */
export async function recompile(
  trained: TrainedPipeline,
  stored: StoredSelfTest,
  catalogue: Catalogue,
): Promise<{ readonly trained: TrainedPipeline; readonly notes: readonly string[] }> {
  const program = softProgram(trained, catalogue);
  if (!program) return { trained, notes: [openedText("notRebuilt")] };
  const { state, statistics } = trained.soft;
  const start = initialParameters(program, trained.document.training.seed);
  const rowWeights = Object.fromEntries([...rowWeightNames(program)].map((name) => [name, start[name]]));
  const parameters = { ...rowWeights, ...state.parameters };
  const filled = { ...trained, soft: { statistics, state: { ...state, parameters } } };
  const missing = parameterNodes(program.nodes).find(
    (node) => parameters[node.name]?.length !== start[node.name].length,
  );
  if (missing)
    return {
      trained: filled,
      notes: [openedText("otherParameters", { name: missing.name })],
    };
  if (!stored.expectedSoft) return { trained: filled, notes: [] };
  const { rules } = trained.document;
  const values = await runSelfTest({
    table: stored,
    rules,
    target: trained.schema.target,
    predictor: softPredictor(filled, program),
  });
  const difference = largestDifference(values, stored.expectedSoft, statistics);
  if (difference <= stored.tolerance) return { trained: filled, notes: [] };
  return {
    trained: filled,
    notes: [openedText("otherBlocks")],
  };
}
