/** The options of `diffml decide`; rows of options.ts. */
import { z } from "zod";
import { costs, number, text } from "./option-kinds.ts";
import type { OptionRow } from "./option-row.ts";

export const DECIDE_OPTIONS = [
  {
    name: "class",
    key: "said",
    verbs: ["decide"],
    kind: text,
    value: "LABEL",
    example: "yes",
    help: "the class that is said where its probability is high enough; with --from",
  },
  {
    name: "from",
    key: "threshold",
    verbs: ["decide"],
    kind: number(z.number().min(0).max(1)),
    value: "P",
    example: "0.3",
    help: "from which probability on",
  },
  {
    name: "costs",
    key: "costs",
    verbs: ["decide", "train"],
    kind: costs,
    value: "JSON",
    help: 'what mistakes cost: {"yes": {"no": 10}} says that "no", of a row that is "yes", costs 10; a mistake that is not named costs 1. The class that is said is the one that is expected to cost least; train also compares and chooses by what mistakes cost (--optimise-for meanCost)',
  },
  {
    name: "out",
    key: "out",
    verbs: ["decide"],
    kind: text,
    file: "written",
    value: "FILE",
    required: "a file for the pipeline",
    help: 'the pipeline with the decision; "-" for stdout',
  },
] as const satisfies readonly OptionRow[];
