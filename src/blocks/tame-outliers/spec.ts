import { z } from "zod";
import { defineSpec } from "../block-spec.ts";
import { shareSetting, useSetting } from "../kit/choice.ts";
import { columnsSetting } from "../kit/columns.ts";
import { alongColumns, numbers, texts } from "../kit/statistics.ts";

/** What may become of a value far out. */
export const TREATMENTS = ["tame", "leave alone"] as const;

const settings = z.object({ columns: columnsSetting, use: useSetting(TREATMENTS), share: shareSetting });

const statistics = z
  .object({ columns: texts, offset: numbers, q25: numbers, q75: numbers, spread: numbers, beyond: numbers })
  .superRefine(alongColumns());

export const spec = defineSpec({
  id: "tame-outliers",
  version: 1,
  title: "Tame outliers",
  summary: "Pulls values that lie far out back to two learned thresholds, or leaves them alone.",
  category: "Cleaning",
  keepsUnits: true,
  inputs: [{ name: "numbers", type: "number", title: "Number columns", multiple: true }],
  outputs: [{ name: "numbers", type: "number", title: "Tamed number columns" }],
  settings,
  statistics,
  probes: ["lower", "upper", "treatment"],
  migrations: {},
  plain: "bypass",
  proposal: { stage: "limit" },
});

export type Spec = typeof spec;
