import { z } from "zod";
import { defineSpec } from "../block-spec.ts";
import { NO_STATISTICS } from "../kit/statistics.ts";

const settings = z.object({
  strength: z.number().min(0).max(10).default(0.2).meta({
    title: "Strength",
    description:
      "How much an open gate costs: 0 closes none; more closes more columns. Between 0.05 and 0.5 as a rule.",
  }),
});

export const spec = defineSpec({
  id: "select-features",
  version: 1,
  title: "Select features",
  summary: "Learns a gate for each column of the table and closes those that do not help.",
  category: "Selection",
  inputs: [{ name: "features", type: "features", title: "Features", multiple: true }],
  outputs: [{ name: "features", type: "features", title: "Features let through" }],
  settings,
  statistics: NO_STATISTICS,
  probes: ["gates"],
  migrations: {},
  plain: "bypass",
  proposal: { stage: "select" },
});

export type Spec = typeof spec;
