/** The table as words of 32 bits: each input row-major, one after the other; packed and cut only where it has to be. */
import type { RowInput } from "../../step/row-inputs.ts";
import type { KernelLimits } from "./limits.ts";
import type { Location } from "./locations.ts";

type TableInput = Pick<RowInput, "name" | "width" | "values">;
type TableLocation = Extract<Location, { kind: "table" }>;

/** How rows are cut into buffers, in all of which an input begins at the same word. */
export interface TableShape {
  readonly nShards: number;
  readonly rowsOfShard: number;
  /** Some numbers take fewer than 32 bits. */
  readonly isPacked: boolean;
}

export interface TableWords {
  readonly shape: TableShape;
  readonly locations: ReadonlyMap<string, Location>;
  /** Bytes of each shard. */
  readonly bytes: number;
  /** What people should know of it, where it is not stored as it is. */
  readonly notes: readonly string[];
  wordsOf(shard: number): Int32Array;
}

/** Packed numbers are stored as they are and 1 more, so that −1, which no look-up finds, is one of them. */
const LEAST_PACKED = -1;

/** Bits that hold every number exactly, whatever its type: missing markers, codes and positions are small whole numbers. */
function bitsOf(values: RowInput["values"]): TableLocation["bits"] {
  let most = LEAST_PACKED;
  for (const value of values) {
    if (!Number.isInteger(value) || value < LEAST_PACKED || Object.is(value, -0)) return 32;
    most = Math.max(most, value);
  }
  const nValues = most - LEAST_PACKED + 1;
  return nValues <= 2 ** 8 ? 8 : nValues <= 2 ** 16 ? 16 : 32;
}

interface Layout {
  readonly locations: ReadonlyMap<string, TableLocation>;
  readonly bytes: number;
}

function layOutTable(inputs: readonly TableInput[], bits: readonly TableLocation["bits"][], nRows: number): Layout {
  const locations = new Map<string, TableLocation>();
  let base = 0;
  inputs.forEach(({ name, width }, index) => {
    locations.set(name, { kind: "table", base, width, bits: bits[index] });
    base += Math.ceil((nRows * width * bits[index]) / 32);
  });
  return { locations, bytes: 4 * base };
}

function fill(
  { values, width }: TableInput,
  { base, bits }: TableLocation,
  rows: readonly [number, number],
  to: Int32Array,
) {
  const [begin, end] = rows.map((row) => Math.min(row * width, values.length));
  if (bits === 32) {
    to.set(new Int32Array(values.buffer, values.byteOffset + 4 * begin, end - begin), base);
    return;
  }
  const perWord = 32 / bits;
  for (let i = 0; i < end - begin; i++) {
    to[base + Math.floor(i / perWord)] |= (values[begin + i] - LEAST_PACKED) << (bits * (i % perWord));
  }
}

/**
 * Plans the table for buffers of at most `tableBytes`: whole numbers are packed, which loses nothing, and what is still too
 * large is cut by rows, into `nTables` shards at most.
 */
export function tableWords(
  inputs: readonly TableInput[],
  nRows: number,
  { tableBytes, nTables }: Pick<KernelLimits, "tableBytes" | "nTables">,
): TableWords {
  const plain = inputs.map(() => 32 as const);
  const wanted = layOutTable(inputs, plain, nRows);
  const bits = wanted.bytes > tableBytes ? inputs.map(({ values }) => bitsOf(values)) : plain;
  let nShards = 1;
  const rowsOf = () => Math.ceil(nRows / nShards);
  while (nShards < nTables && layOutTable(inputs, bits, rowsOf()).bytes > tableBytes) nShards++;
  const shape = { nShards, rowsOfShard: rowsOf(), isPacked: bits.some((each) => each < 32) };
  const { locations, bytes } = layOutTable(inputs, bits, shape.rowsOfShard);
  return {
    shape,
    locations,
    bytes,
    notes: wanted.bytes > tableBytes ? [noteOf(shape, wanted.bytes, tableBytes)] : [],
    wordsOf(shard) {
      const words = new Int32Array(bytes / 4);
      const rows = [shard * shape.rowsOfShard, (shard + 1) * shape.rowsOfShard] as const;
      for (const input of inputs) fill(input, locations.get(input.name)!, rows, words);
      return words;
    },
  };
}

function noteOf({ nShards, isPacked }: TableShape, wanted: number, most: number): string {
  const mega = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;
  const done = [
    ...(isPacked ? ["whole numbers are packed, which changes none of them"] : []),
    ...(nShards > 1 ? [`its rows stand in ${nShards} pieces`] : []),
  ];
  return `The table takes ${mega(wanted)}, and this graphics adapter gives at most ${mega(most)} in one piece: ${done.join("; ")}.`;
}

const LANES = ["x", "y", "z", "w"] as const;

/** Names of the buffers of the table in kernels. */
export function tableNames({ nShards }: Pick<TableShape, "nShards">): readonly string[] {
  return Array.from({ length: nShards }, (_, shard) => (shard === 0 ? "table" : `table${shard}`));
}

/** Functions of WGSL that read numbers of four rows: `cells` of 32 bits, `packed` of fewer. */
export function tableFunctions(shape: TableShape): string {
  const { nShards, rowsOfShard, isPacked } = shape;
  const names = tableNames(shape);
  const each = (word: (lane: string) => string) => `vec4i(${LANES.map(word).join(", ")})`;
  const local = nShards > 1 ? `(rows % ${rowsOfShard}u)` : "rows";
  const cases = names.map((name, shard) => `case ${shard}u${shard === 0 ? ", default" : ""}: { return ${name}[at]; }`);
  return [
    ...(nShards > 1
      ? [
          `fn word(row: u32, at: u32) -> i32 { switch (row / ${rowsOfShard}u) { ${cases.join(" ")} } }`,
          `fn words(rows: vec4u, at: vec4u) -> vec4i { return ${each((lane) => `word(rows.${lane}, at.${lane})`)}; }`,
        ]
      : [`fn words(rows: vec4u, at: vec4u) -> vec4i { return ${each((lane) => `table[at.${lane}]`)}; }`]),
    `fn cells(rows: vec4u, width: u32, at: u32) -> vec4i { return words(rows, ${local} * width + at); }`,
    ...(isPacked
      ? [
          "fn packed(bits: u32, rows: vec4u, base: u32, width: u32, at: u32) -> vec4i {",
          `  let i = ${local} * width + at;`,
          "  let perWord = 32u / bits;",
          "  let word = bitcast<vec4u>(words(rows, base + i / perWord));",
          `  return vec4i((word >> (bits * (i % perWord))) & vec4u((1u << bits) - 1u)) + ${LEAST_PACKED};`,
          "}",
        ]
      : []),
  ].join("\n");
}
