/** The contract of a block: four pure parts and nothing else. The catalogue is made of these. */
import type { z } from "zod";
import { parseWith } from "../base/parse-with.ts";
import type { ProgramBuilder } from "../program/builder.ts";
import type { DatasetSchema, Task } from "../table/types.ts";
import type { BlockSpec, PortSpec, Statistics } from "./block-spec.ts";
import type { Port, PortData } from "./ports.ts";

export type SettingsOf<Spec extends BlockSpec> = z.output<Spec["settings"]>;
export type StatisticsOf<Spec extends BlockSpec> = z.output<Spec["statistics"]>;

type OptionalPort = PortSpec & { readonly optional: true };

/** By name, what a port of that type is; the optional ones may be absent. */
type PortsOf<Specs extends readonly PortSpec[], Ports extends Port | PortData> = {
  readonly [Spec in Exclude<Specs[number], OptionalPort> as Spec["name"]]: Extract<
    Ports,
    { readonly type: Spec["type"] }
  >;
} & {
  readonly [Spec in Extract<Specs[number], OptionalPort> as Spec["name"]]?: Extract<
    Ports,
    { readonly type: Spec["type"] }
  >;
};

/** By port name. */
export type OutputsOf<Spec extends BlockSpec> = PortsOf<Spec["outputs"], Port>;

export interface FitContext<Spec extends BlockSpec> {
  readonly settings: SettingsOf<Spec>;
  /** Ports evaluated on training rows (a seeded sample of them when there are many). */
  readonly inputs: PortsOf<Spec["inputs"], PortData>;
  readonly nRows: number;
  readonly schema: DatasetSchema;
  /** float64 [nRows]: class codes or the target in its own unit. */
  readonly labels: Float64Array;
  /** How many training rows there are, where `nRows` is a sample of them. */
  readonly nTrainRows: number;
  /** In how many of all training rows a column of the file has each code: a sample of them may have none of a rare level. */
  readonly codeCounts: (original: string) => Uint32Array;
  /** Share of training rows in each source; float64 [nSources]. */
  readonly sourceShares: readonly number[];
}

export interface ProgramContext<Spec extends BlockSpec> {
  readonly builder: ProgramBuilder;
  readonly settings: SettingsOf<Spec>;
  readonly statistics: StatisticsOf<Spec>;
  /** Several edges into one port are joined already. */
  readonly inputs: PortsOf<Spec["inputs"], Port>;
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

export interface ExplainContext<Spec extends BlockSpec> {
  readonly settings: SettingsOf<Spec>;
  readonly statistics: StatisticsOf<Spec>;
  /** Absent where the settings or the table make a probe needless. */
  readonly probes: Readonly<Partial<Record<Spec["probes"][number], ProbeReading>>>;
  /** What the numbers of a column of the file stand in, such as kg; "" where nothing does. */
  readonly unitOf: (column: string) => string;
}

export interface Explanation {
  /** One sentence: what was learned, or that nothing here matters much. */
  readonly summary: string;
  /** A line a column (or source), most telling first; may be empty. */
  readonly details: readonly string[];
  /** "no clear preference" is an honest answer. */
  readonly certainty: "clear" | "slight" | "none";
}

/** What a block is given where its types are not known: ports that are not there are undefined. */
type Erased<Context, Arriving> = Omit<Context, "inputs"> & {
  readonly inputs: Readonly<Record<string, Arriving | undefined>>;
};

/** A block with the types of its spec erased: what the pipeline and the studio see. */
export interface Block {
  readonly spec: BlockSpec;
  /** @throws E_BLOCK_SETTINGS with the path of the bad setting. */
  parseSettings(settings: unknown, where: string): unknown;
  /** @throws E_BLOCK_STATISTICS with the path of what is wrong or absent. */
  parseStatistics(statistics: unknown, where: string): Statistics;
  /** Of many columns, some at a time. */
  fit(context: Erased<FitContext<BlockSpec>, PortData>): Generator<void, Statistics>;
  program(context: Erased<ProgramContext<BlockSpec>, Port>): Readonly<Record<string, Port>>;
  explain(context: {
    readonly settings: unknown;
    readonly statistics: Statistics;
    readonly probes: readonly ProbeReading[];
    readonly unitOf: (column: string) => string;
  }): Explanation;
}

export interface BlockParts<Spec extends BlockSpec> {
  readonly spec: Spec;
  readonly fit: (context: FitContext<Spec>) => StatisticsOf<Spec> | Generator<void, StatisticsOf<Spec>>;
  readonly program: (context: ProgramContext<Spec>) => OutputsOf<Spec>;
  readonly explain: (context: ExplainContext<Spec>) => Explanation;
}

/** Ties the four parts of a block. What reaches them was parsed with the spec's schemas before, and is cast only here. */
export function defineBlock<const Spec extends BlockSpec>(parts: BlockParts<Spec>): Block {
  const { spec } = parts;
  return {
    spec,
    parseSettings: (settings, where) =>
      parseWith(spec.settings, settings, { code: "E_BLOCK_SETTINGS", where, root: "settings" }),
    parseStatistics: (statistics, where) =>
      parseWith(spec.statistics, statistics, { code: "E_BLOCK_STATISTICS", where, root: "statistics" }),
    *fit(context) {
      const fitted = parts.fit(context as FitContext<Spec>);
      return Symbol.iterator in fitted ? yield* fitted : fitted;
    },
    program: (context) => parts.program(context as ProgramContext<Spec>) as Readonly<Record<string, Port>>,
    explain({ probes, ...context }) {
      const byName = Object.fromEntries(probes.map((probe) => [probe.name, probe]));
      return parts.explain({ ...context, probes: byName } as ExplainContext<Spec>);
    },
  };
}
