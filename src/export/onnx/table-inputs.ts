/** From columns to the inputs of the program: of raw columns, one input each; of numbers, one input for all. */
import { TABLE_INPUTS } from "../../program/inputs.ts";
import { markersOf, missingNumbers } from "../../table/cells/markers.ts";
import { type ColumnRule, FIRST_LEVEL_CODE, MISSING_CODE, UNSEEN_CODE } from "../../table/types.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import { type OnnxGraph, TYPES } from "./onnx-graph.ts";

/** Names in the graph by the names of the program's inputs; an input without columns is absent. */
export type ProgramInputs = ReadonlyMap<string, string>;

const LAST_AXIS = { attributes: { axis: -1 } } as const;
const asFloat = { attributes: { to: TYPES.float } } as const;

/** What is not to be the name of an input. */
export class Names {
  private readonly taken: Set<string>;
  constructor(taken: readonly string[]) {
    this.taken = new Set(taken);
  }
  free(name: string): string {
    let free = name;
    for (let suffix = 2; this.taken.has(free) || free.startsWith("#"); suffix++)
      free = `${name.replace(/^#+/, "")}_${suffix}`;
    this.taken.add(free);
    return free;
  }
}

/** NaN to 0 and a mark. */
function withMarks(graph: OnnxGraph, cells: string): readonly (readonly [string, string])[] {
  const isMissing = graph.node("IsNaN", [cells]);
  return [
    [TABLE_INPUTS.numbers, graph.node("Where", [isMissing, graph.constant("float", [], [0]), cells])],
    [TABLE_INPUTS.missing, graph.node("Cast", [isMissing], asFloat)],
  ];
}

/**
 * A float32 [N, 1] for each number, NaN = missing (float64 where an offset would cost float32 its digits), and a string [N, 1] for each
 * category.
 */
export function rawInputs(graph: OnnxGraph, { schema, document }: TrainedPipeline, names: Names): ProgramInputs {
  const ruleOf = (original: string) => document.rules.find(({ name }) => name === original);
  graph.scope = "Columns";
  const numbers = schema.numbers.map(({ name, original, offset }) => {
    const type = offset === 0 ? "float" : "double";
    const doc = `${name}: a number in the unit of the training file; NaN where missing`;
    let cells = graph.input({ name: names.free(name), type, shape: ["N", 1], doc });
    // Of the column itself, not of which of its cells are limits.
    const rule = name === original ? ruleOf(original) : undefined;
    for (const marker of rule?.type === "number" ? missingNumbers(markersOf(rule)) : []) {
      const isMarker = graph.node("Equal", [cells, graph.constant(type, [], [marker])]);
      cells = graph.node("Where", [isMarker, graph.constant(type, [], [Number.NaN]), cells]);
    }
    if (offset === 0) return cells;
    return graph.node("Cast", [graph.node("Sub", [cells, graph.constant("double", [], [offset])])], asFloat);
  });
  const categories = schema.categories.map(({ name, original }) => {
    const rule = ruleOf(original);
    const letters = rule && takesSmallLetters(rule) ? "" : " unless it is one of the spellings";
    const doc = `${name}: its text, without spaces at the ends, in small letters${letters}; "" where missing`;
    const cells = graph.input({ name: names.free(name), type: "string", shape: ["N", 1], doc });
    const codes = codesOf(rule);
    return graph.node("LabelEncoder", [cells], {
      domain: "ai.onnx.ml",
      attributes: { keys_strings: codes.keys, values_int64s: codes.values, default_int64: codes.other },
    });
  });
  return new Map([
    ...(numbers.length > 0 ? withMarks(graph, graph.node("Concat", numbers, LAST_AXIS)) : []),
    ...(categories.length > 0 ? [[TABLE_INPUTS.categories, graph.node("Concat", categories, LAST_AXIS)] as const] : []),
  ]);
}

const withCapital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * Case is not told apart where nothing is told by it: as it is written, in small letters, in capitals, with a first capital, and with one
 * at every word. No operator of ONNX that every runtime has could do it: StringNormalizer needs the locale en_US of the machine.
 */
function inCases(text: string): readonly string[] {
  const lower = text.toLowerCase();
  const words = lower.replace(/\p{L}+/gu, withCapital);
  return [...new Set([text, lower, text.toUpperCase(), withCapital(lower), words])];
}

/** Whether a cell in small letters is the level that it is as written: everywhere but where levels differ by case alone. */
export function takesSmallLetters(rule: ColumnRule): boolean {
  const { keys, values, other } = codesOf(rule);
  const codes = new Map(keys.map((key, at) => [key, values[at]]));
  const spellings = rule.levels.flatMap((level) => level.spellings);
  return spellings.every((text) => (codes.get(text.toLowerCase()) ?? other) === codes.get(text));
}

interface Codes {
  readonly keys: readonly string[];
  readonly values: readonly number[];
  /** Of any other text. */
  readonly other: number;
}

function codesOf(rule: ColumnRule | undefined): Codes {
  const { levels = [], otherLabel = "", missingMarkers = [] } = rule ?? {};
  const codes = new Map<string, number>();
  for (const marker of ["", ...missingMarkers]) {
    for (const text of inCases(marker.trim())) codes.set(text, MISSING_CODE);
  }
  const add = (text: string, code: number) => {
    if (!codes.has(text)) codes.set(text, code);
  };
  levels.forEach(({ spellings }, index) => {
    for (const text of spellings) add(text, FIRST_LEVEL_CODE + index);
  });
  levels.forEach(({ spellings }, index) => {
    for (const text of spellings.flatMap(inCases)) add(text, FIRST_LEVEL_CODE + index);
  });
  const pool = otherLabel === "" ? -1 : levels.findIndex(({ label }) => label === otherLabel);
  return {
    keys: [...codes.keys()],
    values: [...codes.values()],
    other: pool < 0 ? UNSEEN_CODE : FIRST_LEVEL_CODE + pool,
  };
}

export const NUMERIC_INPUT = "features";

/** One float32 [N, D]: numbers less their offsets, NaN = missing, then the codes of categories. */
export function numericInput(graph: OnnxGraph, { schema }: TrainedPipeline): ProgramInputs {
  const [nNumbers, nCategories] = [schema.numbers.length, schema.categories.length];
  graph.scope = "Columns";
  const doc =
    "columns in the order of the metadata: numbers less their offsets, NaN where missing, then codes of levels";
  const shape = ["N", nNumbers + nCategories] as const;
  const all = graph.input({ name: NUMERIC_INPUT, type: "float", shape, doc });
  const columns = (first: number, count: number) =>
    graph.node("Gather", [all, graph.ints(Array.from({ length: count }, (_, at) => first + at))], LAST_AXIS);
  const inputs = new Map<string, string>(nNumbers > 0 ? withMarks(graph, columns(0, nNumbers)) : []);
  if (nCategories > 0) {
    const codes = columns(nNumbers, nCategories);
    const known = graph.node("Where", [
      graph.node("IsNaN", [codes]),
      graph.constant("float", [], [MISSING_CODE]),
      codes,
    ]);
    inputs.set(TABLE_INPUTS.categories, graph.node("Cast", [known], { attributes: { to: TYPES.int64 } }));
  }
  return inputs;
}
