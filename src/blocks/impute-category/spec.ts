import { z } from "zod";
import type { BlockSpec } from "../block.ts";
import { shareSetting, useSetting } from "../kit/choice.ts";
import { columnsSetting } from "../kit/columns.ts";

/** What may become of a gap. */
export const FILLINGS = ["most frequent", "own level"] as const;

const settings = z.object({ columns: columnsSetting, use: useSetting(FILLINGS), share: shareSetting });

export type ImputeCategorySettings = z.infer<typeof settings>;

export const spec: BlockSpec<ImputeCategorySettings> = {
  id: "impute-category",
  version: 1,
  title: "Impute category",
  summary: "Fills gaps in category columns with the most frequent level, or lets “missing” be a level of its own.",
  category: "Cleaning",
  inputs: [{ name: "categories", type: "category", title: "Category columns" }],
  outputs: [{ name: "categories", type: "category", title: "Filled category columns" }],
  settings,
  migrations: {},
  plain: { use: "most frequent" },
  proposal: { stage: "fill gaps" },
};
