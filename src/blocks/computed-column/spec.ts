import { z } from "zod";
import { defineSpec } from "../block-spec.ts";
import { NO_STATISTICS } from "../kit/statistics.ts";
import { FUNCTIONS, LONGEST_FORMULA, parseFormula } from "./formula.ts";
import { text } from "./words.ts";

const settings = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .default("computed")
    .meta({ title: "Name", description: "What the new column is called." }),
  formula: z
    .string()
    .max(LONGEST_FORMULA)
    .default("")
    .superRefine((formula, context) => {
      const { problem } = formula.trim() === "" ? {} : parseFormula(formula);
      if (problem) context.addIssue({ code: "custom", message: text("problem", { ...problem, functions: FUNCTIONS }) });
    })
    .meta({
      title: "Formula",
      description:
        "Columns, numbers, + − * / and brackets, log, exp, sqrt, abs, min, max, and year of a date, such as [bill length] / weight. Names that are more than one word stand in [square brackets].",
    }),
});

export const spec = defineSpec({
  id: "computed-column",
  version: 1,
  title: "Computed column",
  summary: "Computes one more number column from those that arrive, by a formula.",
  category: "Data",
  inputs: [{ name: "numbers", type: "number", title: "Number columns", multiple: true }],
  outputs: [{ name: "numbers", type: "number", title: "These and the computed column" }],
  settings,
  statistics: NO_STATISTICS,
  probes: [],
  migrations: {},
  isOfferedWithTable: true,
});

export type Spec = typeof spec;
