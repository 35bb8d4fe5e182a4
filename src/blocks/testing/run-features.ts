/** Test support: writes one block whose inputs are features or row weights, on plain table inputs. */
import { atOnce } from "../../base/in-pieces.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { evaluate, type Feeds } from "../../program/evaluate.ts";
import { rowIdInput, sourceInput } from "../../program/inputs.ts";
import { initialParameters } from "../../program/parameters.ts";
import type { ValueId } from "../../program/types.ts";
import type { DatasetSchema, Task } from "../../table/types.ts";
import { type Block, type BlockParts, defineBlock, type ProbeReading } from "../block.ts";
import type { BlockSpec } from "../block-spec.ts";
import type { CategoryPort, ColumnRef, FeaturesPort, WeightsPort } from "../ports.ts";

/** An original column is the name up to "=". */
export function columnsOf(names: readonly string[]): ColumnRef[] {
  return names.map((name) => ({ name, original: name.split("=")[0] }));
}

/** Rows [nFeatures] as the input "x" gives them. */
export function featuresPort(builder: ProgramBuilder, names: readonly string[]): FeaturesPort {
  const value = builder.input("x", { rows: true, shape: [names.length], dtype: "float32" });
  return { type: "features", value, columns: columnsOf(names) };
}

/** Every row counts once. */
export function rowsPort(builder: ProgramBuilder, nSources: number): WeightsPort {
  return { type: "weights", value: builder.sum(builder.oneHot(sourceInput(builder), [nSources]), 0) };
}

export function schemaOf(task: Task, classes: readonly string[], sources: readonly string[]): DatasetSchema {
  return {
    numbers: [],
    categories: [],
    sources,
    target: {
      name: "label",
      task,
      taskReason: "chosen",
      classes: classes.map((label) => ({ label, spellings: [label] })),
    },
  };
}

interface Options {
  readonly settings?: unknown;
  readonly features?: readonly string[];
  readonly categories?: (builder: ProgramBuilder) => CategoryPort;
  readonly task?: Task;
  readonly classes?: readonly string[];
  readonly sources?: readonly string[];
  readonly nTrainRows?: number;
  readonly fit?: Partial<Parameters<Block["fit"]>[0]>;
}

/** Writes the block "b" and reads its values at given feeds and parameters. */
export function writeBlock<Spec extends BlockSpec>(parts: BlockParts<Spec>, options: Options = {}) {
  const { task = "binary", classes = ["no", "yes"], sources = ["a.csv"], nTrainRows = 1 } = options;
  const builder = new ProgramBuilder();
  const block = defineBlock(parts);
  const settings = block.parseSettings(options.settings ?? {}, parts.spec.id);
  const schema = schemaOf(task, classes, sources);
  const features = options.features ? featuresPort(builder, options.features) : undefined;
  const inputs = { features, rows: rowsPort(builder, sources.length), categories: options.categories?.(builder) };
  const data = features && { type: "features" as const, value: new Float64Array(), columns: features.columns };
  const statistics = atOnce(
    block.fit({
      settings,
      inputs: { features: data },
      nRows: 0,
      schema,
      labels: new Float64Array(),
      nTrainRows,
      codeCounts: () => new Uint32Array(),
      sourceShares: sources.map(() => 1 / sources.length),
      ...options.fit,
    }),
  );
  const nOutputs = task === "multiclass" ? classes.length : 1;
  const context = {
    builder,
    settings,
    statistics,
    inputs,
    schema,
    task,
    nOutputs,
    nTrainRows,
  };
  rowIdInput(builder);
  const ports = builder.inBlock("b", () => block.program(context));
  const initial = initialParameters(builder, 1);
  const read = (value: ValueId, feeds: Partial<Feeds> = {}) =>
    Array.from(
      evaluate(builder.nodes, { nRows: 1, inputs: {}, ...feeds, parameters: { ...initial, ...feeds.parameters } }, [
        value,
      ])[0].data,
    );
  const probes = (parameters: Feeds["parameters"] = {}): readonly ProbeReading[] =>
    builder.probes.map((probe) => ({ ...probe, values: read(probe.value, { parameters }) }));
  const explain = (parameters: Feeds["parameters"] = {}) =>
    block.explain({ settings, statistics, probes: probes(parameters), unitOf: () => "" });
  /** The value of an output port; fails the test where it is absent. */
  const value = (name: string): ValueId => {
    const port = ports[name];
    if (!port || port.type === "category") throw new Error(`no value at port ${name}`);
    return port.value;
  };
  return { builder, ports, value, statistics, initial, read, probes, explain };
}
