/** The format of an exported pipeline, beside its document: this schema is its one definition. */
import { z } from "zod";
import type { PipelineStatistics } from "../pipeline/compile.ts";
import { decisionSchema } from "../pipeline/decision-schema.ts";
import { COMPARED_BY, targetRuleSchema } from "../pipeline/document.ts";
import type { ColumnStatistics } from "../table/new-rows/column-statistics.ts";
import { type DatasetSchema, TASKS } from "../table/types.ts";
import { diagnosticsSchema } from "../training/diagnostics/diagnostics.ts";
import { PLAIN } from "../training/ensemble/candidates.ts";
import { concludedTogether, type Evidence, evidenceSchema } from "../training/evidence/evidence.ts";
import { sourcesTriedSchema } from "../training/evidence/sources.ts";
import { suspiciousRowsSchema } from "../training/evidence/suspicious.ts";
import { METRIC_NAMES } from "../training/metric-evaluators.ts";
import { KEPT_STAGES, STAGES } from "../training/phases.ts";
import type { TrainingReport } from "../training/types.ts";
import { appSchema, modelCardSchema, signatureSchema } from "./card-schema.ts";
import { anyNumber, tensorSchema } from "./json-values.ts";
import { storedProgramSchema } from "./program-schema.ts";
import { hashSchema, tensorHashesSchema } from "./stored-tensors.ts";

/** What `$schema` says: which schema of this project describes the file. */
export const FILE_SCHEMA = "diffml-studio/pipeline.schema.json";

const datasetSchema: z.ZodType<DatasetSchema> = z.object({
  numbers: z.array(z.object({ name: z.string(), original: z.string(), offset: z.number() })),
  categories: z.array(z.object({ name: z.string(), original: z.string(), levels: z.array(z.string()) })),
  sources: z.array(z.string()),
  target: targetRuleSchema,
  weight: z.string().optional(),
});

const statisticsSchema: z.ZodType<PipelineStatistics> = z.object({
  nTrainRows: z.number().int().nonnegative(),
  labelOffset: z.number(),
  labelScale: z.number(),
  /** Absent from files of the first studios: training then begins anew. */
  split: z.string().default(""),
  blocks: z.record(z.string(), z.record(z.string(), z.union([z.array(anyNumber), z.array(z.string())]))),
});

const count = z.number().int().nonnegative();
const metricName = z.enum(METRIC_NAMES);
const stage = z.enum(STAGES);
const metricsOfStages = z.partialRecord(stage, z.partialRecord(metricName, anyNumber));

const replicasSchema = z.array(
  z.object({
    seed: z.number(),
    learningRate: z.number(),
    validation: anyNumber,
    isKept: z.boolean(),
    endedAt: count.optional(),
  }),
);

/** How what is deployed compares with something else on the test rows. */
const differenceShape = {
  verdict: z.enum(["better", "worse", "no clear difference"]),
  metric: metricName,
  difference: anyNumber,
  low: anyNumber,
  high: anyNumber,
  nRows: count,
  nGroups: count.optional(),
};

const memberSchema = z.object({
  id: z.string(),
  title: z.string(),
  isLearned: z.boolean(),
  weight: count,
  loss: anyNumber,
  nRows: count,
  nFolds: count,
});

/** Files of earlier versions say of each member itself how it compares with the plain pipeline. */
const comparedMembersSchema = z.array(
  z.object({ id: z.string(), difference: anyNumber, standardError: anyNumber }).loose(),
);

function withEvidence(report: unknown): unknown {
  if (typeof report !== "object" || report === null || "evidence" in report || !("members" in report)) return report;
  const members = comparedMembersSchema.safeParse(report.members);
  return members.success ? { ...report, evidence: evidenceOfMembers(members.data) } : report;
}

function evidenceOfMembers(members: z.infer<typeof comparedMembersSchema>): readonly Evidence[] {
  const compared = members.filter(({ id }) => id !== PLAIN);
  return concludedTogether(
    compared.map(({ id, difference, standardError }) => ({
      ...({ kind: "pipeline", subject: id, alternative: PLAIN, method: "retrained", seconds: Number.NaN } as const),
      ...{ delta: difference, standardError },
    })),
  );
}

const intervalShape = {
  level: z.number().gt(0).lt(1),
  low: z.number().nonpositive(),
  high: z.number().nonnegative(),
  nRows: count,
};

/** Loose, so that what a report says in addition comes back as it was. */
export const reportSchema: z.ZodType<TrainingReport> = z.preprocess(
  withEvidence,
  z.looseObject({
    task: z.enum(TASKS),
    unit: z.string().optional(),
    rows: z.object({
      total: count,
      train: count,
      validation: count,
      test: count,
      unlabelled: count,
      leftOut: count.optional(),
    }),
    seconds: anyNumber,
    engine: z.string(),
    engineTitle: z.string(),
    steps: count,
    seed: z.number(),
    metrics: z.object({ train: metricsOfStages, validation: metricsOfStages, test: metricsOfStages }),
    leading: z.array(metricName),
    opponents: z.array(z.object({ stage, ...differenceShape })).optional(),
    diagnostics: diagnosticsSchema.optional(),
    verdict: z
      .object({ sentence: z.string(), ...differenceShape, opponentDone: z.number().min(0).max(1).optional() })
      .loose()
      .optional(),
    interval: z
      .object({
        ...intervalShape,
        test: z.object({ nRows: count, share: z.number().min(0).max(1) }).optional(),
      })
      .optional(),
    explanations: z.array(
      z.object({
        block: z.string(),
        title: z.string(),
        summary: z.string(),
        details: z.array(z.string()),
        certainty: z.enum(["clear", "slight", "none"]),
        short: z.string().optional(),
      }),
    ),
    history: z.array(z.object({ step: anyNumber, train: anyNumber, validation: anyNumber })),
    replicas: z.partialRecord(z.enum(KEPT_STAGES), replicasSchema).optional(),
    optimisedFor: z.enum(COMPARED_BY).optional(),
    deployed: z.literal("one").optional(),
    members: z.array(memberSchema).optional(),
    evidence: z.array(evidenceSchema).optional(),
    suspicious: suspiciousRowsSchema.optional(),
    sources: sourcesTriedSchema.optional(),
    notes: z.array(z.string()),
  }),
);

const tensors = z.record(z.string(), tensorSchema);

const selfTestSchema = z.object({
  /** Columns of a made-up table and its cell texts; never a user's rows. */
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  /** What the stored program said of these rows when it was saved: [rows, classes] probabilities, or [rows] values. */
  expected: z.array(anyNumber),
  /** What the soft pipeline said: it is compiled anew from the document when the file is opened. */
  expectedSoft: z.array(anyNumber).optional(),
  /** Largest difference that passes, of a probability or of a value in standard deviations of the target; relative for extreme values. */
  tolerance: z.number().positive(),
  /** The classes that the columns of `expected` are, and the unit of its values; absent from files of earlier studios. */
  labels: z.array(z.string()).optional(),
  unit: z.string().optional(),
  /** The class that was said of each row; where a decision says it. */
  said: z.array(z.string()).optional(),
});
export type StoredSelfTest = z.infer<typeof selfTestSchema>;

const columnStatisticsSchema: z.ZodType<ColumnStatistics> = z.object({
  name: z.string(),
  nFilled: count,
  missingShare: z.number(),
  unreadableShare: z.number().optional(),
  quantiles: z.array(z.number()).optional(),
  decimals: z.number().optional(),
  onceShare: z.number().optional(),
  pooledShare: z.number().optional(),
});

/** Absent from files of earlier studios. */
const hash = hashSchema.optional();
export const storedHashesSchema = z.object({ contentHash: hash, reportHash: hash });

/** Fields of a file beside what training adds. */
export const OTHER_FIELDS = ["$schema", "formatVersion", "app", "document", "contentHash", "reportHash"] as const;

/** What training adds to a document. */
export const trainedPartSchema = z.object({
  schema: datasetSchema,
  predictor: z.object({
    program: storedProgramSchema,
    parameters: tensors,
    labelOffset: z.number(),
    labelScale: z.number(),
  }),
  soft: z.object({
    statistics: statisticsSchema,
    state: z.object({ step: count, parameters: tensors, optimiser: tensors }),
  }),
  fileHashes: z.array(z.string()),
  report: reportSchema,
  selfTest: selfTestSchema,
  /** Which class is said, where that is not the likeliest: of files of version 3. */
  decision: decisionSchema.optional(),
  /** Between which values the target lies round a predicted number; absent where nobody can say, and from files of earlier studios. */
  interval: z.object(intervalShape).optional(),
  /** What columns held; absent from files of earlier versions. */
  columns: z.array(columnStatisticsSchema).optional(),
  /** What trained it, whatever saved it later. This and what follows are absent from files of earlier studios. */
  trainedWith: appSchema.optional(),
  signature: signatureSchema.optional(),
  modelCard: modelCardSchema.optional(),
  tensorHashes: tensorHashesSchema.optional(),
});
export type TrainedPart = z.infer<typeof trainedPartSchema>;
