/**
 * The pipeline that is looked at: as it trains, as it was trained, or before any training. Blends and thresholds of the watched
 * pipeline are what people see; what is deployed may be others.
 */
import { remember } from "../../base/remember.ts";
import type { TensorMap } from "../../engine/engine.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { type BlockPorts, compile, type PipelineStatistics } from "../../pipeline/compile.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { fit } from "../../pipeline/fit.ts";
import { initialParameters, parameterNodes } from "../../program/parameters.ts";
import { type Program, sizeOf } from "../../program/types.ts";
import type { Dataset, DatasetSchema } from "../../table/types.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import type { WatchedTraining } from "../../training/watched-training.ts";
import { wishesOf } from "../document-table.ts";
import type { OpenTable } from "../open-table.ts";
import { trainingTable } from "../training-table.ts";

/** How far the pipeline is that is looked at. */
export type LookedAt = "training" | "trained" | "untrained";

export interface LookedPipeline {
  readonly of: LookedAt;
  readonly dataset: Dataset;
  readonly statistics: PipelineStatistics;
  readonly program: Program;
  readonly ports: ReadonlyMap<string, BlockPorts>;
  /** At the first step, and now. */
  readonly start: TensorMap;
  readonly weights: TensorMap;
}

export interface Looking {
  readonly open: OpenTable;
  /** Of the page, as it is now. */
  readonly document: PipelineDocument;
  /** Of the run that goes on. */
  readonly watched?: WatchedTraining | undefined;
  readonly trained?: TrainedPipeline | undefined;
  /** Which of several starts is looked at while they train. */
  readonly replica: number;
}

/** A look at what is not trained yet need not know statistics to the last digit. */
const ROWS_FITTED = 2000;

type Fitted = Pick<LookedPipeline, "statistics" | "program" | "ports" | "start">;

/** @throws StudioError where the table cannot be trained on, or the pipeline is not whole. */
export async function lookedPipeline(looking: Looking): Promise<LookedPipeline> {
  const { document, watched, trained, replica } = looking;
  const dataset = lookedDataset(looking);
  const of = (known: { readonly document: PipelineDocument; readonly schema: DatasetSchema }) =>
    areBlocksThose(known.document, document) && textOf(known.schema) === textOf(dataset.schema);
  if (watched && of(watched.of)) {
    const { statistics } = watched.of;
    const written = compiled(statistics, watched.of);
    return { ...written, dataset, statistics, of: "training", weights: await watched.weights(replica) };
  }
  if (trained && of(trained)) {
    const { statistics, state } = trained.soft;
    const written = compiled(statistics, trained);
    if (fits(written.program, state.parameters))
      return { ...written, dataset, statistics, of: "trained", weights: { ...written.start, ...state.parameters } };
  }
  const { seed } = document.training;
  const fitted = fittings(dataset, textOf([document.blocks, document.edges, seed]), () => {
    const { statistics } = fit({ catalogue, document, dataset, seed, maxRows: ROWS_FITTED });
    return { statistics, ...written({ document, schema: dataset.schema }, statistics) };
  });
  return { ...fitted, dataset, of: "untrained", weights: fitted.start };
}

/** The rows that training takes, split as it splits them. */
export function lookedDataset({ open, document }: Pick<Looking, "open" | "document">): Dataset {
  return trainingTable({ open, wishes: wishesOf(document), split: document.training }).dataset;
}

const fittings = remember<Dataset, Fitted>(1);
const compilations = remember<PipelineStatistics, Omit<Fitted, "statistics">>(1);

type Known = { readonly document: PipelineDocument; readonly schema: DatasetSchema };

const compiled = (statistics: PipelineStatistics, known: Known) =>
  compilations(statistics, "", () => written(known, statistics));

function written({ document, schema }: Known, statistics: PipelineStatistics): Omit<Fitted, "statistics"> {
  const ports = new Map<string, BlockPorts>();
  const program = compile(catalogue, document, schema, statistics, ({ id }, own) => ports.set(id, own));
  return { program, ports, start: initialParameters(program, document.training.seed) };
}

function areBlocksThose(one: PipelineDocument, other: PipelineDocument): boolean {
  return textOf([one.blocks, one.edges]) === textOf([other.blocks, other.edges]);
}

/** A pipeline of an earlier version may compile to other parameters; those that only training reads are not stored. */
function fits(program: Program, parameters: TensorMap): boolean {
  return parameterNodes(program.nodes).every(
    ({ name, type }) => parameters[name] === undefined || parameters[name].length === sizeOf(type.shape),
  );
}

const textOf = (value: unknown) => JSON.stringify(value);
