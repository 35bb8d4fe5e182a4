import { z } from "zod";
import type { BlockSpec } from "../block.ts";
import { shareSetting, useSetting } from "../kit/choice.ts";
import { columnsSetting } from "../kit/columns.ts";

/** Scalings, all of about unit spread on training rows. */
export const SCALINGS = ["z-score", "min-max", "robust", "signed log", "quantile to normal"] as const;

const settings = z.object({ columns: columnsSetting, use: useSetting(SCALINGS), share: shareSetting });

export type ScaleNumberSettings = z.infer<typeof settings>;

export const spec: BlockSpec<ScaleNumberSettings> = {
  id: "scale-number",
  version: 1,
  title: "Scale number",
  summary: "Brings number columns to one scale with a learned blend of straight and curved scalings.",
  category: "Cleaning",
  inputs: [{ name: "numbers", type: "number", title: "Number columns", multiple: true }],
  outputs: [{ name: "numbers", type: "number", title: "Scaled number columns" }],
  settings,
  migrations: {},
  plain: { use: "z-score" },
  proposal: { stage: "scale" },
};
