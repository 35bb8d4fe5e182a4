import { z } from "zod";
import type { BlockSpec } from "../block.ts";
import { MODEL_INPUTS, MODEL_OUTPUTS } from "../kit/dense.ts";

const settings = z.object({});

export type LinearModelSettings = z.infer<typeof settings>;

export const spec: BlockSpec<LinearModelSettings> = {
  id: "linear-model",
  version: 1,
  title: "Linear model",
  summary: "Adds up the features, each times a learned coefficient: logistic or linear regression.",
  category: "Model",
  inputs: MODEL_INPUTS,
  outputs: MODEL_OUTPUTS,
  settings,
  migrations: {},
};
