import { z } from "zod";
import type { BlockSpec } from "../block.ts";
import { shareSetting, useSetting } from "../kit/choice.ts";
import { columnsSetting } from "../kit/columns.ts";

/** What may become of a value far out. */
export const TREATMENTS = ["tame", "leave alone"] as const;

const settings = z.object({ columns: columnsSetting, use: useSetting(TREATMENTS), share: shareSetting });

export type TameOutliersSettings = z.infer<typeof settings>;

export const spec: BlockSpec<TameOutliersSettings> = {
  id: "tame-outliers",
  version: 1,
  title: "Tame outliers",
  summary: "Pulls values that lie far out back to two learned thresholds, or leaves them alone.",
  category: "Cleaning",
  inputs: [{ name: "numbers", type: "number", title: "Number columns", multiple: true }],
  outputs: [{ name: "numbers", type: "number", title: "Tamed number columns" }],
  settings,
  migrations: {},
  plain: "bypass",
  proposal: { stage: "limit" },
};
