/** The kernel that adds up the slices of a pass, a thread for each sum, and what rows scattered. */
import { N_THREADS, type PassPlan, type ScatterPlan, workgroupsFor } from "../plan/pass-plan.ts";
import type { KernelContext } from "./row-free-kernel.ts";
import { rowsText } from "./row-kernel.ts";
import { NO_TOTAL, totalText } from "./total.ts";
import { indented, unsigned } from "./wgsl-text.ts";

/** Which workgroups of the kernel make what; workgroup w leaves the square of its sums at `partials` + w. */
export interface ReducePlan {
  /** [source, destination, count] of each workgroup that adds up slices, ordered by destination. */
  readonly blocks: readonly (readonly [source: number, destination: number, count: number])[];
  /** For each scatter statement, the workgroups that add up what rows left. */
  readonly scatters: readonly { readonly scatter: ScatterPlan; readonly first: number; readonly count: number }[];
  readonly nWorkgroups: number;
}

export function planReduce({ sums, scatters, rows }: Pick<PassPlan, "sums" | "scatters" | "rows">): ReducePlan {
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
    const { nCodes, size } = scatter.statement;
    // A workgroup without a code of its own would look through them all for nothing.
    const count = Math.min(Math.ceil((rows.most * nCodes) / N_THREADS), size);
    first += count;
    return { scatter, first: first - count, count };
  });
  return { blocks, scatters: scattered, nWorkgroups: first };
}

/**
 * Each workgroup takes the codes that leave the same rest, and adds up what names them, in order: each of its threads finds
 * which of 32 entries are theirs, and they go through those together.
 */
function scatterFunction(
  { statement: { nCodes, width, size }, location, destinations }: ScatterPlan,
  { name, count, nRows, needsSquare }: { name: string; count: number; nRows: string; needsSquare: boolean },
): string {
  const [codes, values] = [unsigned(location.codes), unsigned(location.values)];
  const [rest, columns] = [unsigned(count), unsigned(width)];
  const add = (to: number) => `scratch[${unsigned(to)} + at + t] += value;`;
  return [
    `fn ${name}(own: u32, thread: u32) -> f32 {`,
    ...indented([
      `let n = ${nRows} * ${unsigned(nCodes)};`,
      "for (var start = 0u; start < n; start += 32u * THREADS) {",
      "  var bits = 0u;",
      "  for (var bit = 0u; bit < 32u; bit++) {",
      "    let entry = start + 32u * thread + bit;",
      `    let code = scratch[${codes} + min(entry, n - 1u)];`,
      `    if (entry < n && code >= 0.0 && u32(code) % ${rest} == own) { bits |= 1u << bit; }`,
      "  }",
      "  hits[thread] = bits;",
      "  workgroupBarrier();",
      "  for (var word = 0u; word < min(THREADS, (n - start + 31u) / 32u); word++) {",
      "    for (var left = hits[word]; left != 0u; left &= left - 1u) {",
      "      let entry = start + 32u * word + firstTrailingBit(left);",
      `      let at = u32(scratch[${codes} + entry]) * ${columns};`,
      `      for (var t = thread; t < ${columns}; t += THREADS) {`,
      `        let value = scratch[${values} + entry * ${columns} + t];`,
      `        ${destinations.map(add).join(" ")}`,
      "      }",
      "    }",
      "  }",
      "  workgroupBarrier();",
      "}",
      "var square = 0.0;",
      ...(needsSquare
        ? [
            "storageBarrier();",
            `for (var i = thread; i < ${unsigned(Math.ceil(size / count) * width)}; i += THREADS) {`,
            `  let code = own + i / ${columns} * ${rest};`,
            `  let total = scratch[${unsigned(destinations[0])} + min(code, ${unsigned(size - 1)}) * ${columns} + i % ${columns}];`,
            `  if (code < ${unsigned(size)}) { square += total * total; }`,
            "}",
          ]
        : []),
      "return square;",
    ]),
    "}",
  ].join("\n");
}

/** @param partials where squares go; undefined where nobody asks for a norm. */
export function emitReduceKernel(
  plan: PassPlan,
  reduce: ReducePlan,
  { putTable, usesSubgroups }: KernelContext,
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
    ...(scatters.length > 0 ? ["var<workgroup> hits: array<u32, THREADS>;"] : []),
    ...scatters.map(({ scatter, count }, index) =>
      scatterFunction(scatter, {
        name: `scatter${index}`,
        count,
        nRows: rowsText(plan),
        needsSquare: partials !== undefined,
      }),
    ),
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
          `if (workgroup.x >= ${unsigned(first)} && workgroup.x < ${unsigned(first + count)}) { square = scatter${index}(workgroup.x - ${unsigned(first)}, thread); }`,
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
