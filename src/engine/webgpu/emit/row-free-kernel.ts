/** Kernels without rows: what the first workgroup does in order, and what the others do meanwhile. */
import type { Statement } from "../../loops/statements.ts";
import type { Locations } from "../plan/locations.ts";
import { N_THREADS } from "../plan/pass-plan.ts";
import { StatementEmitter } from "./statements.ts";
import { NO_TOTAL, totalText } from "./total.ts";
import { UsedFunctions } from "./wgsl-functions.ts";
import { indented, type PutTable, remark, unsigned } from "./wgsl-text.ts";

export interface StatementSection {
  readonly kind: "statements";
  readonly title: string;
  readonly statements: readonly Statement[];
  readonly locations: Locations;
  readonly feedsShift?: number;
}

/** Something that one workgroup does, between barriers. */
export type Section =
  | StatementSection
  /** Lines with `thread`; `declarations` stand once at the head of the kernel. */
  | { readonly kind: "lines"; readonly lines: readonly string[]; readonly declarations?: readonly string[] };

export interface KernelContext {
  readonly putTable: PutTable;
  readonly usesSubgroups: boolean;
}

export interface RowFreeKernel {
  readonly title: string;
  /** In order, by workgroup 0. */
  readonly sections: readonly Section[];
  /** Lines with `block` (workgroup − 1) and `thread`, by the other workgroups. */
  readonly others?: { readonly lines: readonly string[]; readonly declarations: readonly string[] };
  readonly usesTotal: boolean;
  /** The first `nSections` sections are left out where the word `flagAt` of the record is not 0. */
  readonly guard?: { readonly flagAt: number; readonly nSections: number };
}

export function emitRowFreeKernel(kernel: RowFreeKernel, { putTable, usesSubgroups }: KernelContext): string {
  const total = kernel.usesTotal ? totalText({ usesSubgroups }) : NO_TOTAL;
  const functions = new UsedFunctions();
  const declarations = new Set<string>();
  let usesParts = false;
  const { guard } = kernel;
  const body = kernel.sections.flatMap((section, index): string[] => {
    const isFirstGuarded = index === 0 && guard !== undefined && guard.nSections > 0;
    const barrier = [
      ...(isFirstGuarded ? [`if (feeds[${unsigned(guard.flagAt)}] == 0) {`] : []),
      ...(index > 0 ? ["storageBarrier();"] : []),
      ...(guard && index > 0 && index === guard.nSections ? ["}"] : []),
    ];
    if (section.kind === "lines") {
      for (const line of section.declarations ?? []) declarations.add(line);
      return [...barrier, ...section.lines];
    }
    const { statements, locations, feedsShift, title } = section;
    const shared = { putTable, nThreads: N_THREADS, quads: 1, functions, scatters: new Map(), prefix: `s${index}_` };
    const emitter = new StatementEmitter({ ...shared, locations, ...(feedsShift === undefined ? {} : { feedsShift }) });
    const lines = emitter.emit(statements, "storageBarrier();");
    for (const line of emitter.declarations) declarations.add(line);
    usesParts ||= emitter.usesParts;
    return [...barrier, `// ${remark(title)}`, ...lines];
  });
  for (const line of kernel.others?.declarations ?? []) declarations.add(line);
  return [
    `// ${remark(kernel.title)}`,
    ...total.directives,
    `const THREADS = ${unsigned(N_THREADS)};`,
    ...(usesParts ? ["var<workgroup> parts: array<f32, THREADS>;"] : []),
    ...total.declarations,
    ...declarations,
    functions.text,
    `@compute @workgroup_size(${N_THREADS})`,
    `fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32${total.parameters}) {`,
    ...indented(total.lines),
    ...(kernel.others
      ? [
          "  if (workgroup.x == 0u) {",
          ...indented(indented(body)),
          "  } else {",
          "    let block = workgroup.x - 1u;",
          ...indented(indented(kernel.others.lines)),
          "  }",
        ]
      : indented(body)),
    "}",
  ].join("\n");
}
