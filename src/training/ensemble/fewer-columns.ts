/** Tables with some of their columns alone, and predictors that were trained on them as predictors of the whole table. */
import { TABLE_INPUTS } from "../../program/inputs.ts";
import type { Node, Program, ValueId } from "../../program/types.ts";
import type { Dataset, DatasetSchema } from "../../table/types.ts";
import type { Predictor } from "../types.ts";

/** Places of the columns of some columns of the file, ascending. @param names in the file */
function placesIn(list: readonly { readonly original: string }[], names: ReadonlySet<string>): readonly number[] {
  return [...list.keys()].filter((place) => names.has(list[place].original));
}

/** The columns of a table that come from some columns of the file: as if it had no others. Rows and their splits stay. */
export function withColumns(dataset: Dataset, names: ReadonlySet<string>): Dataset {
  const { schema, nRows } = dataset;
  const [numbers, categories] = [placesIn(schema.numbers, names), placesIn(schema.categories, names)];
  const taken = <Values extends Float32Array | Uint8Array | Int32Array>(
    to: Values,
    from: Values,
    { places, width }: { readonly places: readonly number[]; readonly width: number },
  ): Values => {
    for (let row = 0, at = 0; row < nRows; row++) for (const place of places) to[at++] = from[row * width + place];
    return to;
  };
  const ofNumbers = { places: numbers, width: schema.numbers.length };
  const ofCategories = { places: categories, width: schema.categories.length };
  return {
    ...dataset,
    schema: {
      ...schema,
      numbers: numbers.map((place) => schema.numbers[place]),
      categories: categories.map((place) => schema.categories[place]),
    },
    numbers: taken(new Float32Array(nRows * numbers.length), dataset.numbers, ofNumbers),
    missing: taken(new Uint8Array(nRows * numbers.length), dataset.missing, ofNumbers),
    categories: taken(new Int32Array(nRows * categories.length), dataset.categories, ofCategories),
  };
}

/**
 * A predictor of a table with some columns, as one of the whole table: it takes these columns from what it is given.
 *
 * @param names of the columns of the file that `withColumns` kept.
 */
export function ofWholeTable(predictor: Predictor, schema: DatasetSchema, names: ReadonlySet<string>): Predictor {
  const numbers = { width: schema.numbers.length, indices: placesIn(schema.numbers, names) };
  const categories = { width: schema.categories.length, indices: placesIn(schema.categories, names) };
  const widthOf: Readonly<Record<string, typeof numbers>> = {
    [TABLE_INPUTS.numbers]: numbers,
    [TABLE_INPUTS.missing]: numbers,
    [TABLE_INPUTS.categories]: categories,
  };
  return { ...predictor, program: withWiderInputs(predictor.program, widthOf) };
}

/** The program with inputs of so many columns, of which it reads some. */
function withWiderInputs(
  program: Program,
  widthOf: Readonly<Record<string, { readonly width: number; readonly indices: readonly number[] }>>,
): Program {
  const nodes: Node[] = [];
  const placeOf: ValueId[] = [];
  for (const node of program.nodes) {
    const wider = node.kind === "input" ? widthOf[node.name] : undefined;
    if (wider) {
      nodes.push({ ...node, type: { ...node.type, shape: [wider.width] } } as Node);
      const inputs = [nodes.length - 1];
      const { type, block } = node;
      nodes.push({ kind: "op", op: "takeColumns", inputs, attributes: { indices: wider.indices }, type, block });
    } else {
      nodes.push(node.kind === "op" ? { ...node, inputs: node.inputs.map((input) => placeOf[input]) } : node);
    }
    placeOf.push(nodes.length - 1);
  }
  const { outputs, probes } = program;
  return {
    nodes,
    outputs: { prediction: placeOf[outputs.prediction] },
    probes: probes.map((probe) => ({ ...probe, value: placeOf[probe.value] })),
  };
}
