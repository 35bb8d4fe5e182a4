/** What was run, as data: enough to run it again without looking for it. */
import { z } from "zod";
import { documentSchema } from "../../src/pipeline/document.ts";

const document = documentSchema.pick({ blocks: true, edges: true, training: true });

const trainingSchema = z.object({
  document,
  /** How much of the average of the weights each update keeps; absent: nothing is averaged. */
  averageDecay: z.number().min(0).lt(1).optional(),
});

const memberSchema = trainingSchema.extend({
  /** Share of its predictions in the whole. */
  weight: z.number(),
});

/** Numbers and texts that scikit-learn's estimator is made with. */
const estimatorSchema = z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()]));

export const planSchema = z.discriminatedUnion("kind", [
  /** The shares of the training labels, or their mean. */
  z.object({ kind: z.literal("constant") }),
  /** The product, from a document to what it exports. */
  z.object({ kind: z.literal("product"), document }),
  /** Hard pipelines, each trained by itself for `training.maxSteps` steps; the mean of their predictions. */
  z.object({ kind: z.literal("members"), members: z.array(memberSchema).readonly() }),
  /** An estimator of scikit-learn. */
  z.object({
    kind: z.literal("peer"),
    estimator: z.literal("histogram gradient boosting"),
    parameters: estimatorSchema,
    fittedOn: z.enum(["train", "train and validation"]),
  }),
]);

export type Plan = z.infer<typeof planSchema>;
export type PlanDocument = z.infer<typeof document>;
/** A hard pipeline, and how it is trained. */
export type HardPlan = z.infer<typeof trainingSchema>;
export type PeerPlan = Extract<Plan, { readonly kind: "peer" }>;
