import { z } from "zod";
import { defineSpec } from "../block-spec.ts";
import { NO_STATISTICS } from "../kit/statistics.ts";

const settings = z.object({
  floor: z.number().min(0).max(1).default(0.02).meta({
    title: "Least weight",
    description: "What a row keeps at least, before weights are scaled to a mean of 1. 1 switches weighing off.",
  }),
});

export const spec = defineSpec({
  id: "weigh-rows",
  version: 1,
  title: "Weigh rows",
  summary: "Learns how much each training row should count, judged on validation rows.",
  category: "Selection",
  inputs: [{ name: "rows", type: "weights", title: "Rows" }],
  outputs: [{ name: "rows", type: "weights", title: "Weighted rows" }],
  settings,
  statistics: NO_STATISTICS,
  probes: ["weights"],
  migrations: {},
  plain: "bypass",
});

export type Spec = typeof spec;
