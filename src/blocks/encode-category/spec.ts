import { z } from "zod";
import type { BlockSpec } from "../block.ts";

const settings = z.object({});

export type EncodeCategorySettings = z.infer<typeof settings>;

export const spec: BlockSpec<EncodeCategorySettings> = {
  id: "encode-category",
  version: 1,
  title: "Encode category",
  summary: "Turns each level of a category column into a feature of its own, missing and unseen included.",
  category: "Cleaning",
  inputs: [{ name: "categories", type: "category", title: "Category columns" }],
  outputs: [{ name: "features", type: "features", title: "One feature a level" }],
  settings,
  migrations: {},
  proposal: { stage: "encode" },
};
