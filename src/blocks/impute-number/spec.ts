import { z } from "zod";
import type { ColumnRule } from "../../table/types.ts";
import { defineSpec } from "../block-spec.ts";
import { shareSetting, useSetting } from "../kit/choice.ts";
import { columnsSetting } from "../kit/columns.ts";
import { alongColumns, numbers, texts } from "../kit/statistics.ts";

/** What may fill a gap. */
export const FILLINGS = ["mean", "median", "most frequent", "learned constant"] as const;

const settings = z.object({
  columns: columnsSetting,
  use: useSetting(FILLINGS),
  share: shareSetting,
  indicators: z.boolean().default(true).meta({
    title: "Missing indicators",
    description: "Also gives a 0/1 feature “is missing” for each column with gaps: a gap may itself say something.",
  }),
  sentinels: z
    .array(z.object({ column: z.string(), value: z.number() }))
    .default([])
    .meta({
      title: "Numbers that mean missing",
      description: 'A list such as [{"column": "age", "value": -999}]: such cells are filled like gaps.',
    }),
});

/** Numbers that stand alone at the end of their column, as reading the table found them. */
function sentinelsOf(rules: readonly ColumnRule[]): z.output<typeof settings>["sentinels"] {
  return rules.flatMap(({ name: column, type, role, sentinelCandidates = [] }) =>
    type === "number" && role === "used" ? sentinelCandidates.map((value) => ({ column, value })) : [],
  );
}

const statistics = z
  .object({
    columns: texts,
    offset: numbers,
    mean: numbers,
    median: numbers,
    mostFrequent: numbers,
    deviation: numbers,
    missingShare: numbers,
  })
  .superRefine(alongColumns());

export const spec = defineSpec({
  id: "impute-number",
  version: 2,
  title: "Impute number",
  summary:
    "Fills gaps in number columns with a learned blend of mean, median, most frequent value and a learned constant.",
  category: "Cleaning",
  keepsUnits: true,
  inputs: [{ name: "numbers", type: "number", title: "Number columns", multiple: true }],
  outputs: [
    { name: "numbers", type: "number", title: "Filled number columns" },
    { name: "indicators", type: "features", title: "Missing indicators", optional: true },
  ],
  settings,
  statistics,
  probes: ["filling", "constants"],
  migrations: { 1: (settings) => ({ ...Object(settings), sentinels: [] }) },
  plain: { use: "mean" },
  suggested: {
    words: "numbers that may mean missing taken for it",
    settingsFor: (rules) => {
      const sentinels = sentinelsOf(rules);
      return sentinels.length > 0 ? { sentinels } : undefined;
    },
  },
  proposal: { stage: "fill gaps" },
});

export type Spec = typeof spec;
