import { z } from "zod";
import { defineSpec } from "../block-spec.ts";
import { MODEL_INPUTS, MODEL_OUTPUTS, MODEL_STATISTICS } from "../kit/dense.ts";

const settings = z.object({
  hiddenLayers: z
    .number()
    .int()
    .min(1)
    .max(4)
    .default(2)
    .meta({ title: "Hidden layers", description: "How many layers stand between features and prediction." }),
  width: z
    .number()
    .int()
    .min(1)
    .max(1024)
    .default(64)
    .meta({ title: "Width", description: "Units in each hidden layer." }),
  activation: z.enum(["relu", "tanh"]).default("relu").meta({
    title: "Activation",
    description: "What each unit does with its sum: cut off below zero, or squash to −1 … 1.",
  }),
  dropout: z.number().min(0).max(0.9).default(0).meta({
    title: "Dropout",
    description:
      "Share of the hidden units that each row is trained without, others at each step: 0.1 to 0.3 where rows are few.",
  }),
  members: z.number().int().min(1).max(32).default(1).meta({
    title: "Members",
    description:
      "Networks in one: they share these layers, each with factors of the features and a last layer of its own, and the mean of what they say counts. 4 or 8 do better on many tables, and take two to four times as long.",
  }),
});

/** Without dropout it gains less than half as much. */
const WIDER = 128;

export const spec = defineSpec({
  id: "neural-network",
  version: 2,
  title: "Neural network",
  summary: "A multilayer perceptron: learns curves and interactions between features.",
  category: "Model",
  inputs: MODEL_INPUTS,
  outputs: MODEL_OUTPUTS,
  settings,
  statistics: MODEL_STATISTICS,
  probes: [],
  migrations: { 1: (settings) => ({ ...Object(settings), dropout: 0 }) },
  proposal: { stage: "predict" },
  triedLast: [
    {
      settings: { width: WIDER, dropout: 0.1 },
      words: "a wider network",
      times: 3,
      leastRows: 5000,
      isFor: ({ width }) => width < WIDER,
    },
  ],
});

export type Spec = typeof spec;
