/** The contract of a block: four pure parts and nothing else. The catalogue is made of these. */
import type { z } from "zod";
import { type StudioError, studioError } from "../base/error.ts";
import type { ProgramBuilder } from "../program/builder.ts";
import type { DatasetSchema, Task } from "../table/types.ts";
import type { Port, PortData, PortType } from "./ports.ts";

/** Headings of the palette, in this order. */
export const BLOCK_CATEGORIES = ["Data", "Cleaning", "Selection", "Model"] as const;
export type BlockCategory = (typeof BLOCK_CATEGORIES)[number];

/**
 * What blocks of the proposed pipeline do, in this order: along each type of column there is one chain, from the table to the
 * model.
 */
export const PROPOSAL_STAGES = ["read", "fill gaps", "limit", "scale", "encode", "weigh", "select", "predict"] as const;

/** That a block joins the pipeline which a table starts with. Its connections follow from its ports (`proposeGraph`). */
export interface ProposalSpec {
  readonly stage: (typeof PROPOSAL_STAGES)[number];
  /** Absent: it joins wherever its first input has columns. */
  readonly when?: (schema: DatasetSchema) => boolean;
}

export interface PortSpec {
  /** Stable: edges name it. */
  readonly name: string;
  readonly type: PortType;
  /** A few words for people. */
  readonly title: string;
  /** The block works without an edge here. */
  readonly optional?: boolean;
  /** More than one edge may end here; their columns are joined in document order. */
  readonly multiple?: boolean;
}

export interface BlockSpec<Settings> {
  /** The folder's name. */
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** One plain sentence for the palette. */
  readonly summary: string;
  readonly category: BlockCategory;
  readonly inputs: readonly PortSpec[];
  readonly outputs: readonly PortSpec[];
  /**
   * Settings with a default each, so `parse({})` gives the defaults. Fields carry `.meta({ title, description })`, from
   * which the inspector's form is made (through JSON Schema).
   */
  readonly settings: z.ZodType<Settings>;
  /** migrations[n] turns settings of version n into version n + 1. */
  readonly migrations: Readonly<Record<number, (settings: unknown) => unknown>>;
  /**
   * What becomes of the block in the plain pipeline that results are compared with: settings that replace the document's,
   * or "bypass": it is taken out and what arrives at it goes on to what follows. Absent: it stays as it is.
   */
  readonly plain?: "bypass" | Partial<Settings>;
  /** Absent: only people add it. */
  readonly proposal?: ProposalSpec;
}

/** Statistics are JSON: they travel in the document's export. */
export type Statistics = Readonly<Record<string, readonly number[] | readonly string[]>>;

export interface FitContext<Settings> {
  readonly settings: Settings;
  /** Ports evaluated on training rows (a seeded sample of them when there are many); absent where no column arrives. */
  readonly inputs: Readonly<Record<string, PortData | undefined>>;
  readonly nRows: number;
  readonly schema: DatasetSchema;
  /** float64 [nRows]: class codes or the target in its own unit. */
  readonly labels: Float64Array;
  /** How many training rows there are, where `nRows` is a sample of them. */
  readonly nTrainRows: number;
  /** Share of training rows in each source; float64 [nSources]. */
  readonly sourceShares: readonly number[];
}

export interface ProgramContext<Settings> {
  readonly builder: ProgramBuilder;
  readonly settings: Settings;
  readonly statistics: Statistics;
  /** By port name, several edges already joined; absent where nothing is connected or no column arrives. */
  readonly inputs: Readonly<Record<string, Port | undefined>>;
  readonly schema: DatasetSchema;
  readonly task: Task;
  /** Logits of the prediction: 1 for binary and regression, else the number of classes. */
  readonly nOutputs: number;
  /** Training rows in all (for row weights); decides whether choices are shared. */
  readonly nTrainRows: number;
}

/** A probe with its numbers, as people see it. */
export interface ProbeReading {
  readonly name: string;
  readonly kind: string;
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
  /** Row-major [rowLabels, columnLabels or 1]. */
  readonly values: readonly number[];
}

export interface ExplainContext<Settings> {
  readonly settings: Settings;
  readonly statistics: Statistics;
  readonly probes: readonly ProbeReading[];
}

export interface Explanation {
  /** One sentence: what was learned, or that nothing here matters much. */
  readonly summary: string;
  /** A line a column (or source), most telling first; may be empty. */
  readonly details: readonly string[];
  /** "no clear preference" is an honest answer. */
  readonly certainty: "clear" | "slight" | "none";
}

/** A block with its settings' type erased: what the pipeline and the studio see. */
export interface Block {
  readonly spec: BlockSpec<unknown>;
  /** @throws E_BLOCK_SETTINGS with the path of the bad setting. */
  parseSettings(settings: unknown, where: string): unknown;
  fit(context: FitContext<unknown>): Statistics;
  /** Output ports by name; a port without columns is left out. */
  program(context: ProgramContext<unknown>): Readonly<Record<string, Port>>;
  explain(context: ExplainContext<unknown>): Explanation;
}

export interface BlockParts<Settings> {
  readonly spec: BlockSpec<Settings>;
  readonly fit: (context: FitContext<Settings>) => Statistics;
  readonly program: (context: ProgramContext<Settings>) => Readonly<Record<string, Port>>;
  readonly explain: (context: ExplainContext<Settings>) => Explanation;
}

function settingsError(where: string, issue: { path: PropertyKey[]; message: string }, settings: unknown): StudioError {
  const path = issue.path.map(String);
  let got: unknown = settings;
  for (const key of path) got = typeof got === "object" && got !== null ? Reflect.get(got, key) : undefined;
  return studioError("E_BLOCK_SETTINGS", {
    where: `${where}, settings${path.map((key) => `.${key}`).join("")}`,
    expected: issue.message,
    got: JSON.stringify(got) ?? "nothing",
  });
}

/** Ties the four parts of a block; settings are parsed once, when a document is read, and cast only here. */
export function defineBlock<Settings>(parts: BlockParts<Settings>): Block {
  return {
    spec: parts.spec,
    parseSettings(settings, where) {
      const result = parts.spec.settings.safeParse(settings);
      if (!result.success) throw settingsError(where, result.error.issues[0], settings);
      return result.data;
    },
    fit: (context) => parts.fit(context as FitContext<Settings>),
    program: (context) => parts.program(context as ProgramContext<Settings>),
    explain: (context) => parts.explain(context as ExplainContext<Settings>),
  };
}
