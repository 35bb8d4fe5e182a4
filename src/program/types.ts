/** The words of the tensor program: values, nodes, parameters, probes. A Program is plain data and holds no code. */
import type { OpAttributes, OpName } from "./ops.ts";

export type DType = "float32" | "int32";

/** A value's type. Row-bound values have an implied leading batch axis that `shape` leaves out; no op mixes rows. */
export interface ValueType {
  readonly rows: boolean;
  /** Without the batch axis. */
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** Index of the node that makes the value. Inputs of a node have smaller ids, so a program's order is its node order. */
export type ValueId = number;

/** Who is trained on what: the model on training loss; pipeline and data parameters as the plan says. */
export type ParameterRole = "model" | "pipeline" | "data";

/** How a parameter starts. Random kinds draw from the counter generator, so that replicas differ by seed alone. */
export type Initial =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "uniform"; readonly limit: number }
  | { readonly kind: "normal"; readonly deviation: number }
  /** 1 or −1, each as likely. */
  | { readonly kind: "signs" }
  | { readonly kind: "values"; readonly values: readonly number[] };

/**
 * What hardening does to a parameter. choice: the last axis becomes one-hot logits at its largest entry. gate: `open`
 * where the parameter exceeds `threshold`, else `closed`.
 */
export type Discrete =
  | { readonly kind: "choice" }
  | { readonly kind: "gate"; readonly threshold: number; readonly open: number; readonly closed: number };

interface NodeBase {
  readonly type: ValueType;
  /** The id of the block that wrote the node; "" for the pipeline itself. */
  readonly block: string;
}

/**
 * Values given at run time. Table inputs exist in training and in prediction; training inputs (labels, noise, schedule
 * values, row ids) exist in training alone, where they state what the prediction program has in their place.
 */
export interface InputNode extends NodeBase {
  readonly kind: "input";
  readonly name: string;
  readonly training?: TrainingInput;
}

export type TrainingInput =
  /** A schedule value, a row-free scalar: its constant at prediction. */
  | { readonly kind: "schedule"; readonly atPrediction: number }
  /** Row-free random numbers, new at each step; 0 in evaluation and at prediction. */
  | { readonly kind: "noise"; readonly stream: number; readonly distribution: "normal" | "places" }
  /** Known for training rows only; whatever reads it is not part of a prediction. */
  | { readonly kind: "row" };

export interface ConstantNode extends NodeBase {
  readonly kind: "constant";
  /** Row-major, rounded to float32 (or integers), one per element. */
  readonly data: readonly number[];
}

export interface ParameterNode extends NodeBase {
  readonly kind: "parameter";
  /** Unique: "<block id>/<name>". */
  readonly name: string;
  readonly role: ParameterRole;
  readonly initial: Initial;
  readonly discrete?: Discrete;
  /** Decoupled weight decay applies (matrices of a model; never biases, gates or choices). */
  readonly decays: boolean;
}

export type OpNode = {
  readonly [Name in OpName]: NodeBase & {
    readonly kind: "op";
    readonly op: Name;
    readonly inputs: readonly ValueId[];
    readonly attributes: OpAttributes[Name];
  };
}[OpName];

export type Node = InputNode | ConstantNode | ParameterNode | OpNode;

export const PROBE_KINDS = ["choice", "gate", "threshold", "weight", "constant"] as const;
export type ProbeKind = (typeof PROBE_KINDS)[number];

/** A row-free value that people watch: [rowLabels] or [rowLabels, columnLabels]. */
export interface Probe {
  readonly block: string;
  readonly name: string;
  readonly kind: ProbeKind;
  readonly value: ValueId;
  /** What the first axis counts: columns of the table, sources. One label, "all columns", where a choice is shared. */
  readonly rowLabels: readonly string[];
  /** What the second axis counts: the alternatives of a choice. Empty where there is no second axis. */
  readonly columnLabels: readonly string[];
}

export interface ProgramOutputs {
  /** float32 rows [members, outputs]: logits, or standardised regression values. */
  readonly prediction: ValueId;
  /** float32 rows []: loss of each row, before its weight. Absent from a prediction program. */
  readonly loss?: ValueId;
  /** float32 rows []: what training takes in the place of the loss of a row; absent: the loss itself. Evaluations take the loss. */
  readonly trainedLoss?: ValueId;
  /** float32 rows []: row weights, mean 1 over the training split. */
  readonly weights?: ValueId;
  /** float32 row-free []: the sum of all penalties. */
  readonly penalty?: ValueId;
}

export interface Program {
  readonly nodes: readonly Node[];
  readonly outputs: ProgramOutputs;
  readonly probes: readonly Probe[];
  /** Values that are for training alone, and what is read in their place at prediction. */
  readonly atPrediction?: readonly (readonly [value: ValueId, instead: ValueId])[];
}

/** Number of elements of a shape without the batch axis. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
