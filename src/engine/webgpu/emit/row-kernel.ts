/** The kernel that goes through the rows of a batch: gather, forward, loss, backward, and a slice of sums a workgroup. */
import { N_THREADS, type PassPlan } from "../plan/pass-plan.ts";
import { type TableShape, tableFunctions } from "../plan/table-words.ts";
import { StatementEmitter } from "./statements.ts";
import type { PutTable } from "./wgsl-text.ts";
import { indented, unsigned } from "./wgsl-text.ts";

/** How many rows the batch has, as an expression. */
export function rowsText({ rows }: PassPlan): string {
  return rows.fixed !== undefined ? unsigned(rows.fixed) : `u32(feeds[${unsigned(rows.countAt ?? 0)}])`;
}

export function emitRowKernel(
  plan: PassPlan,
  { putTable, table }: { readonly putTable: PutTable; readonly table: TableShape },
): string {
  const scatters = new Map(plan.scatters.map(({ statement, location }) => [statement, location]));
  const { quads, spillSize } = plan;
  const emitter = new StatementEmitter({
    locations: plan.rowLocations,
    scatters,
    putTable,
    nThreads: N_THREADS,
    quads,
  });
  const barrier = spillSize > 0 ? "storageBarrier(); workgroupBarrier();" : "workgroupBarrier();";
  const body = emitter.emit(plan.pass.body, barrier);
  // Sums of scattered values are dense, and only the elements that a row names are written.
  const zeros = plan.scatters.flatMap(({ statement: { size, width }, destinations }) =>
    destinations.map(
      (start) =>
        `for (var i = workgroup.x * THREADS + thread; i < ${unsigned(size * width)}; i += nWorkgroups.x * THREADS) { scratch[${unsigned(start)} + i] = 0.0; }`,
    ),
  );
  return [
    `// ${plan.name}: rows`,
    `const THREADS = ${unsigned(N_THREADS)};`,
    `const QUADS = ${unsigned(quads)}; // quads of rows in a tile`,
    ...emitter.declarations,
    `var<workgroup> mem: array<vec4f, ${Math.max(plan.memSize, 1)}>;`,
    "/** The rows of the tile, and 1 for each that counts, 0 past the end of the batch. */",
    `var<workgroup> tileRows: array<vec4u, QUADS>;`,
    `var<workgroup> counts: array<vec4f, QUADS>;`,
    ...(emitter.usesParts ? ["var<workgroup> parts: array<vec4f, THREADS>;"] : []),
    "var<private> nRows: u32;",
    "var<private> firstRow: u32;",
    "var<private> slice: u32;",
    "var<private> isFirstTile: bool;",
    "var<private> spillStart: u32;",
    tableFunctions(table),
    HELPERS,
    emitter.functions.text,
    `@compute @workgroup_size(${N_THREADS})`,
    "fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(num_workgroups) nWorkgroups: vec3u, @builtin(local_invocation_index) thread: u32) {",
    ...indented([
      `let nTiles = (${rowsText(plan)} + 4u * QUADS - 1u) / (4u * QUADS);`,
      `nRows = ${rowsText(plan)};`,
      `slice = workgroup.x * ${unsigned(plan.nSums)};`,
      `spillStart = workgroup.x * ${unsigned(spillSize)};`,
      ...zeros,
      "for (var tile = workgroup.x; tile < nTiles; tile += nWorkgroups.x) {",
      ...indented([
        "firstRow = tile * 4u * QUADS;",
        "isFirstTile = tile == workgroup.x;",
        "if (thread < QUADS) {",
        "  let at = positions(thread);",
        "  let last = min(at, vec4u(nRows - 1u));",
        `  tileRows[thread] = vec4u(vec4i(${[".x", ".y", ".z", ".w"].map((lane) => `feeds[${unsigned(plan.rows.rowsAt)} + last${lane}]`).join(", ")}));`,
        "  counts[thread] = select(vec4f(0.0), vec4f(1.0), at < vec4u(nRows));",
        "}",
        "workgroupBarrier();",
        ...body,
        barrier,
      ]),
      "}",
    ]),
    "}",
  ].join("\n");
}

/** Rows past the end of the batch are copies of its last row, so that they hold no number that a true row has not. */
const HELPERS = `fn positions(q: u32) -> vec4u { return vec4u(firstRow + 4u * q) + vec4u(0u, 1u, 2u, 3u); }
fn keep(base: u32, width: u32, element: u32, q: u32, value: vec4f) {
  let at = positions(q);
  for (var lane = 0u; lane < 4u; lane++) {
    if (at[lane] < nRows) { scratch[base + at[lane] * width + element] = value[lane]; }
  }
}
fn addToSlice(at: u32, value: f32) {
  if (isFirstTile) { slices[slice + at] = value; } else { slices[slice + at] += value; }
}`;
