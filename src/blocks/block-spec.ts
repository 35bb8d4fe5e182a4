/** What a block says of itself before anything is fitted: its part of the contract that palette, forms and checks read. */
import type { z } from "zod";
import { rowText } from "../base/define-texts.ts";
import type { ColumnRule, DatasetSchema } from "../table/types.ts";
import type { PortType } from "./ports.ts";

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
  /** Of an input: the block works without an edge here. Of an output: it is left out where it has no column. */
  readonly optional?: boolean;
  /** More than one edge may end here; their columns are joined in document order. */
  readonly multiple?: boolean;
}

/** Statistics are JSON: they travel in the document's export. */
export type Statistics = Readonly<Record<string, readonly number[] | readonly string[]>>;

/** A block as it is tried: so set, called so, on tables that it suits. */
export interface TriedBeside<Settings> {
  readonly settings: Settings;
  readonly words: string;
  readonly when: (schema: DatasetSchema) => boolean;
}

/** A block that is in the pipeline, set otherwise. */
export interface TriedLast<Settings> {
  readonly settings: Partial<Settings>;
  readonly words: string;
  /** A training with it takes about so many times as long, as measured. */
  readonly times: number;
  /** Of fewer training rows it is not tried. */
  readonly leastRows: number;
  /** Whether it is tried in the place of these settings. */
  isFor(settings: Settings): boolean;
}

/** A block that is in the pipeline, set as the columns of the table suggest. */
export interface Suggested<Settings> {
  readonly words: string;
  /** undefined where they suggest nothing. */
  readonly settingsFor: (rules: readonly ColumnRule[]) => Settings | undefined;
}

export interface BlockSpec<
  Settings extends z.ZodType = z.ZodType,
  Fitted extends z.ZodType<Statistics> = z.ZodType<Statistics>,
  Inputs extends readonly PortSpec[] = readonly PortSpec[],
  Outputs extends readonly PortSpec[] = readonly PortSpec[],
  ProbeName extends string = string,
> {
  /** The folder's name. */
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** One plain sentence for the palette. */
  readonly summary: string;
  readonly category: BlockCategory;
  /** Where one that is not optional has no column, the block is left out of the program. */
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  /**
   * Settings with a default each, so `parse({})` gives the defaults. Fields carry `.meta({ title, description })`, from
   * which the inspector's form is made (through JSON Schema).
   */
  readonly settings: Settings;
  /** What `fit` gives, and what is asked of a file before `program` and `explain` read it. */
  readonly statistics: Fitted;
  /** Names of the probes that `program` may write and `explain` reads. */
  readonly probes: readonly ProbeName[];
  /** migrations[n] turns settings of version n into version n + 1. */
  readonly migrations: Readonly<Record<number, (settings: unknown) => unknown>>;
  /**
   * What becomes of the block in the plain pipeline that results are compared with: settings that replace the document's,
   * or "bypass": it is taken out and what arrives at it goes on to what follows. Absent: it stays as it is.
   */
  readonly plain?: "bypass" | Partial<z.output<Settings>>;
  /**
   * What a competent person would try in place of `plain` for all columns: each makes a fixed pipeline that learned ones have to
   * beat, and that may become a member of the ensemble.
   */
  readonly fixed?: readonly Partial<z.output<Settings>>[];
  /** What reading the table suggests beside: another such fixed pipeline where it suggests anything. */
  readonly suggested?: Suggested<Partial<z.output<Settings>>>;
  /** An ensemble also tries pipelines with the block added beside what brings its kind of column to features. */
  readonly triedBeside?: readonly TriedBeside<Partial<z.output<Settings>>>[];
  /** Where time is plenty, an ensemble tries the best pipelines that it has found with each of these, too. */
  readonly triedLast?: readonly TriedLast<z.output<Settings>>[];
  /** Whether it learns weights of files: what these are worth is told by trainings without each, where there were some. Absent: it does not. */
  weighsFiles?(settings: z.output<Settings>): boolean;
  /** Whether cells that pass are still cells of the table, in the units and levels of the file. Absent: they are not. */
  readonly keepsUnits?: true;
  /** A model that adds up what each feature does by itself: a template starts from it. */
  readonly isAdditive?: true;
  /** A model that is a weighted sum of the features, and has no settings: its prediction can be written out as a formula. */
  readonly isLinear?: true;
  /** The view of the data offers it, to stand right behind the table; its first input and output are of one type. */
  readonly isOfferedWithTable?: boolean;
  /** Absent: only people add it. */
  readonly proposal?: ProposalSpec;
}

/** From now on the text is said, whenever it is read, in the language that is spoken. */
function speak<Key extends string>(
  row: Readonly<Record<Key, string>>,
  key: Key,
  say: (english: string) => string,
): void {
  const english = row[key];
  Object.defineProperty(row, key, { get: () => say(english), enumerable: true, configurable: true });
}

/** The area of a block's own titles: its spec's and those of its settings. */
export const blockArea = (id: string): string => `block.${id}`;

/** A spec as it is, with its names kept as types: what `FitContext` and the others are made of. */
export function defineSpec<
  Settings extends z.ZodType,
  Fitted extends z.ZodType<Statistics>,
  const Inputs extends readonly PortSpec[],
  const Outputs extends readonly PortSpec[],
  const ProbeName extends string,
>(
  spec: BlockSpec<Settings, Fitted, Inputs, Outputs, ProbeName>,
): BlockSpec<Settings, Fitted, Inputs, Outputs, ProbeName> {
  const area = blockArea(spec.id);
  speak(spec, "title", (english) => rowText(area, "title", english));
  speak(spec, "summary", (english) => rowText(area, "summary", english));
  spec.triedBeside?.forEach((tried, index) => {
    speak(tried, "words", (english) => rowText(area, `triedBeside.${index}`, english));
  });
  spec.triedLast?.forEach((tried, index) => {
    speak(tried, "words", (english) => rowText(area, `triedLast.${index}`, english));
  });
  if (spec.suggested) speak(spec.suggested, "words", (english) => rowText(area, "suggested", english));
  for (const port of spec.inputs) speak(port, "title", (english) => rowText(area, `inputs.${port.name}`, english));
  for (const port of spec.outputs) speak(port, "title", (english) => rowText(area, `outputs.${port.name}`, english));
  return spec;
}
