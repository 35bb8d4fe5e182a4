import { z } from "zod";
import { defineSpec } from "../block-spec.ts";
import { shareSetting, useSetting } from "../kit/choice.ts";
import { columnsSetting } from "../kit/columns.ts";
import { alongColumns, numbers, texts } from "../kit/statistics.ts";
import { N_INTERVALS } from "./quantile-knots.ts";

/** Scalings, all of about unit spread on training rows. */
export const SCALINGS = ["z-score", "min-max", "robust", "signed log", "quantile to normal"] as const;

const settings = z.object({ columns: columnsSetting, use: useSetting(SCALINGS), share: shareSetting });

const statistics = z
  .object({
    columns: texts,
    mean: numbers,
    perDeviation: numbers,
    middle: numbers,
    perHalfRange: numbers,
    median: numbers,
    perRobust: numbers,
    logMean: numbers,
    perLogDeviation: numbers,
    knotLow: numbers,
    knotHigh: numbers,
    knotSlope: numbers,
    knotFirst: numbers,
  })
  .superRefine(alongColumns({ knotLow: N_INTERVALS, knotHigh: N_INTERVALS, knotSlope: N_INTERVALS }));

export const spec = defineSpec({
  id: "scale-number",
  version: 1,
  title: "Scale number",
  summary: "Brings number columns to one scale with a learned blend of straight and curved scalings.",
  category: "Cleaning",
  inputs: [{ name: "numbers", type: "number", title: "Number columns", multiple: true }],
  outputs: [{ name: "numbers", type: "number", title: "Scaled number columns" }],
  settings,
  statistics,
  probes: ["scaling"],
  migrations: {},
  plain: { use: "z-score" },
  fixed: [{ use: "quantile to normal" }, { use: "robust" }, { use: "signed log" }, { use: "min-max" }],
  proposal: { stage: "scale" },
});

export type Spec = typeof spec;
