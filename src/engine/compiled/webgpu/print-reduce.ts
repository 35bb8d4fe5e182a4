/** The kernel that adds up the slices of a pass, a thread for each sum, and what rows scattered. */
import { N_THREADS, type PassPlan, type ScatterPlan, workgroupsFor } from "./pass-plan.ts";
import type { FreeContext } from "./print-free.ts";
import { rowsText } from "./print-rows.ts";
import { NO_TOTAL, totalText } from "./print-total.ts";
import { indented, unsigned } from "./wgsl-text.ts";

/** Which workgroups of the kernel make what; workgroup w leaves the square of its sums at `partials` + w. */
export interface ReducePlan {
  /** [source, destination, count] of each workgroup that adds up slices, ordered by destination. */
  readonly blocks: readonly (readonly [source: number, destination: number, count: number])[];
  /** For each scatter statement, the workgroups that add up what rows left. */
  readonly scatters: readonly { readonly scatter: ScatterPlan; readonly first: number; readonly count: number }[];
  readonly nWorkgroups: number;
}

export function planReduce({ sums, scatters, rows }: PassPlan): ReducePlan {
  const blocks = sums
    .flatMap(({ source, destination, count }) =>
      Array.from({ length: Math.ceil(count / N_THREADS) }, (_, block): readonly [number, number, number] => {
        const start = block * N_THREADS;
        return [source + start, destination + start, Math.min(count - start, N_THREADS)];
      }),
    )
    .sort(([, a], [, b]) => a - b);
  let first = blocks.length;
  const scattered = scatters.map((scatter) => {
    const count = Math.ceil((rows.most * scatter.statement.nCodes) / N_THREADS);
    first += count;
    return { scatter, first: first - count, count };
  });
  return { blocks, scatters: scattered, nWorkgroups: first };
}

/** The first row that names a code sums its values and those of all later ones, in order; nobody else writes there. */
function scatterFunction(
  { statement: { nCodes, width }, place, destinations }: ScatterPlan,
  index: number,
  nRows: string,
): string {
  const [to, ...copies] = destinations.map(unsigned);
  const each = (line: string) => `  for (var t = 0u; t < ${unsigned(width)}; t++) { ${line} }`;
  return [
    `fn scatter${index}(entry: u32) -> f32 {`,
    `  let n = ${nRows} * ${unsigned(nCodes)};`,
    "  if (entry >= n) { return 0.0; }",
    `  let code = scratch[${unsigned(place.codes)} + entry];`,
    "  if (code < 0.0) { return 0.0; }",
    `  for (var e = 0u; e < entry; e++) { if (scratch[${unsigned(place.codes)} + e] == code) { return 0.0; } }`,
    `  let at = u32(code) * ${unsigned(width)};`,
    each(`scratch[${to} + at + t] = scratch[${unsigned(place.values)} + entry * ${unsigned(width)} + t];`),
    "  for (var e = entry + 1u; e < n; e++) {",
    `    if (scratch[${unsigned(place.codes)} + e] == code) {`,
    `    ${each(`scratch[${to} + at + t] += scratch[${unsigned(place.values)} + e * ${unsigned(width)} + t];`)}`,
    "    }",
    "  }",
    "  var square = 0.0;",
    each(`let total = scratch[${to} + at + t]; square += total * total;`),
    ...copies.map((copy) => each(`scratch[${copy} + at + t] = scratch[${to} + at + t];`)),
    "  return square;",
    "}",
  ].join("\n");
}

/** @param partials where squares go; undefined where nobody asks for a norm. */
export function printReduce(
  plan: PassPlan,
  reduce: ReducePlan,
  { putTable, usesSubgroups }: FreeContext,
  partials: number | undefined,
): string {
  const total = partials === undefined ? NO_TOTAL : totalText({ usesSubgroups });
  const { blocks, scatters } = reduce;
  const { fixed } = plan.rows;
  const nSlices =
    fixed !== undefined
      ? unsigned(workgroupsFor(plan, fixed))
      : `min(${unsigned(plan.maxWorkgroups)}, (${rowsText(plan)} + ${unsigned(4 * plan.quads - 1)}) / ${unsigned(4 * plan.quads)})`;
  const list = putTable(Int32Array.from(blocks.flat()));
  const word = (offset: number) => `u32(constants[${unsigned(list + offset)} + 3u * workgroup.x])`;
  return [
    `// ${plan.name}: sums of slices`,
    ...total.directives,
    `const THREADS = ${unsigned(N_THREADS)};`,
    ...total.declarations,
    ...scatters.map(({ scatter }, index) => scatterFunction(scatter, index, rowsText(plan))),
    `@compute @workgroup_size(${N_THREADS})`,
    `fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32${total.parameters}) {`,
    ...indented([
      ...total.lines,
      "var square = 0.0;",
      `if (workgroup.x < ${unsigned(blocks.length)}) {`,
      ...indented([
        `let source = ${word(0)} + thread;`,
        `let destination = ${word(1)} + thread;`,
        `if (thread < ${word(2)}) {`,
        "  var total = 0.0;",
        `  for (var s = 0u; s < ${nSlices}; s++) { total += slices[s * ${unsigned(plan.nSums)} + source]; }`,
        "  scratch[destination] = total;",
        "  square = total * total;",
        "}",
      ]),
      "}",
      ...scatters.map(
        ({ first, count }, index) =>
          `if (workgroup.x >= ${unsigned(first)} && workgroup.x < ${unsigned(first + count)}) { square = scatter${index}((workgroup.x - ${unsigned(first)}) * THREADS + thread); }`,
      ),
      ...(partials === undefined
        ? []
        : [
            "let all = sumOfThreads(square, thread);",
            `if (thread == 0u) { scratch[${unsigned(partials)} + workgroup.x] = all; }`,
          ]),
    ]),
    "}",
  ].join("\n");
}
