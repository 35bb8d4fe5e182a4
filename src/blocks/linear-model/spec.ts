import { z } from "zod";
import { defineSpec } from "../block-spec.ts";
import { MODEL_INPUTS, MODEL_OUTPUTS, MODEL_STATISTICS } from "../kit/dense.ts";

const settings = z.object({});

export const spec = defineSpec({
  id: "linear-model",
  version: 1,
  title: "Linear model",
  summary: "Adds up the features, each times a learned coefficient: logistic or linear regression.",
  category: "Model",
  inputs: MODEL_INPUTS,
  outputs: MODEL_OUTPUTS,
  settings,
  statistics: MODEL_STATISTICS,
  probes: ["coefficients"],
  isLinear: true,
  migrations: {},
});

export type Spec = typeof spec;
