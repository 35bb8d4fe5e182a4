import { z } from "zod";
import type { Decision } from "./decision.ts";

export const decisionSchema: z.ZodType<Decision> = z.discriminatedUnion("by", [
  z.object({
    by: z.literal("threshold"),
    /** Place of the class among the classes of the target, from 0. */
    code: z.int().min(0),
    threshold: z.number().min(0).max(1),
  }),
  z.object({
    by: z.literal("costs"),
    /** [classes][classes]: what it costs to say the second of a row that is the first. */
    costs: z.array(z.array(z.number().min(0)).readonly()).readonly(),
  }),
]);
