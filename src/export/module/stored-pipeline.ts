/** The part of a pipeline file that predicts. Small, and without the schemas of the studio: the self-test says whether it is right. */

import { type Decision, isAbout } from "../../pipeline/decision.ts";
import type { Node, Program } from "../../program/types.ts";
import type { ColumnRule, DatasetSchema, TargetRule } from "../../table/types.ts";
import type { PredictionInterval } from "../../training/types.ts";

export interface StoredPipeline {
  readonly rules: readonly ColumnRule[];
  readonly target: TargetRule;
  readonly program: Program;
  readonly parameters: Readonly<Record<string, Float32Array>>;
  readonly labelOffset: number;
  readonly labelScale: number;
  readonly selfTest: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly expected: readonly number[];
    readonly tolerance: number;
    readonly said?: readonly string[];
  };
  /** Which class is said, where that is not the likeliest. */
  readonly decision: Decision | undefined;
  /** Of numbers, where it is known. */
  readonly interval: PredictionInterval | undefined;
}

interface StoredFile {
  readonly formatVersion: number;
  readonly document: { readonly rules: readonly ColumnRule[] };
  readonly schema: DatasetSchema;
  readonly predictor: {
    readonly program: { readonly nodes: readonly Node[]; readonly outputs: Program["outputs"] };
    readonly parameters: Readonly<Record<string, { readonly data: string }>>;
    readonly labelOffset: number;
    readonly labelScale: number;
  };
  readonly selfTest: StoredPipeline["selfTest"];
  readonly decision?: Decision;
  readonly interval?: PredictionInterval;
}

const [OLDEST, NEWEST] = [2, 3];

/** JSON lacks these. */
function revive(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("$number" in value)) return value;
  return Number(value.$number);
}

function floats({ data }: { readonly data: string }): Float32Array {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(at * 4, true));
}

/** @throws Error where the text is no trained pipeline of a version that is known. */
export function storedPipeline(text: string): StoredPipeline {
  const file = JSON.parse(text, revive) as Partial<StoredFile> | null;
  if (!file?.predictor || !file.document || !file.schema || !file.selfTest) {
    throw new Error("This is no trained pipeline of DiffML Studio.");
  }
  const { formatVersion = 0, decision: stored, schema } = file;
  if (formatVersion !== OLDEST && formatVersion !== NEWEST) {
    throw new Error(
      `Expected format version ${OLDEST} or ${NEWEST}, got ${file.formatVersion}: save it anew with the studio, or take a newer module.`,
    );
  }
  const decision = formatVersion === NEWEST ? stored : undefined;
  if (decision && !isAbout(decision, schema.target.classes.length)) {
    throw new Error("What this file says of its classes is not about these classes: the file is damaged.");
  }
  const { program, parameters, labelOffset, labelScale } = file.predictor;
  return {
    rules: file.document.rules,
    target: schema.target,
    program: { nodes: program.nodes, outputs: program.outputs, probes: [] },
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, tensor]) => [name, floats(tensor)])),
    labelOffset,
    labelScale,
    selfTest: file.selfTest,
    decision,
    interval: schema.target.task === "regression" ? file.interval : undefined,
  };
}
