/** Row-free statements that are too much for one workgroup, as kernels of their own in which all workgroups share the loops. */
import { IDENTITY } from "../../loops/index-map.ts";
import type { ReduceStatement, Slot, Statement } from "../../loops/statements.ts";
import { N_THREADS } from "../plan/pass-plan.ts";
import { blocksFor, type Regions } from "./kernels.ts";
import type { RowFreeKernel, StatementSection } from "./row-free-kernel.ts";
import { StatementEmitter } from "./statements.ts";

/** A loop over more numbers than that takes one workgroup longer than the dispatches take by which all share it. */
const MOST_ALONE = 16_384;
/** Terms that one thread adds up where a long sum is cut. */
const TERMS_OF_A_PART = 64;

/** Elements of a map that one thread takes. */
const TURNS = 8;

type RowFree = Extract<Statement, { kind: "map" | "reduce" }>;

function isRowFree(statement: Statement): statement is RowFree {
  return statement.kind === "map" || statement.kind === "reduce";
}

/** Where the terms of the sum `at` begin; those of the last one end where `size` begins. */
function startOf({ extent }: ReduceStatement, at: number): number {
  return "length" in extent ? at * extent.length : extent.starts[at];
}

function isLong(statement: RowFree): boolean {
  return (statement.kind === "map" ? statement.size : startOf(statement, statement.size)) > MOST_ALONE;
}

export function areLong(statements: readonly Statement[]): boolean {
  return statements.some((statement) => isRowFree(statement) && isLong(statement));
}

/** Long sums as sums of a few terms, whose results `slotOf` gives a location, and the sums of those. */
function cut(
  statement: ReduceStatement,
  slotOf: (size: number) => Slot,
): { readonly parts: ReduceStatement; readonly whole: ReduceStatement } {
  const { size, extent } = statement;
  const starts: number[] = [];
  const firsts = Int32Array.from({ length: size + 1 }, (_, sum) => {
    const first = starts.length;
    const end = startOf(statement, Math.min(sum + 1, size));
    for (let at = startOf(statement, sum); at < end; at += TERMS_OF_A_PART) starts.push(at);
    return first;
  });
  const slot = slotOf(starts.length);
  const bounds = Int32Array.from([...starts, startOf(statement, size)]);
  return {
    parts: { ...statement, size: starts.length, extent: { starts: bounds }, slot },
    whole: {
      ...statement,
      extent: "length" in extent ? { length: firsts[1] } : { starts: firsts },
      instructions: [{ kind: "load", slot, map: IDENTITY }],
      value: 0,
    },
  };
}

/** Kernels in order, and how many workgroups each has beside the first. */
export function longLoopKernels(
  { title, statements, locations: given, ...section }: StatementSection,
  regions: Regions,
): readonly { readonly kernel: RowFreeKernel; readonly nBlocks: number }[] {
  const locations = new Map(given);
  const kernels: { kernel: RowFreeKernel; nBlocks: number }[] = [];
  let alone: RowFree[] = [];
  const endAlone = () => {
    if (alone.length === 0) return;
    const sections = [{ ...section, title, statements: alone, locations }];
    kernels.push({ kernel: { title, sections, usesTotal: false }, nBlocks: 0 });
    alone = [];
  };
  const rowFree = statements.filter(isRowFree);
  for (const level of new Set(rowFree.map((statement) => statement.level))) {
    const shared: RowFree[] = [];
    const after: RowFree[] = [];
    const own = rowFree.filter((statement) => statement.level === level);
    const hasLong = own.some(isLong);
    for (const statement of own) {
      // Short maps go along, so that they need no kernel of their own.
      if (statement.kind === "map") (hasLong ? shared : after).push(statement);
      else if (!isLong(statement)) after.push(statement);
      else if (startOf(statement, statement.size) <= TERMS_OF_A_PART * statement.size) shared.push(statement);
      else {
        const { parts, whole } = cut(statement, (size) => {
          const slot: Slot = { ...statement.slot, name: "parts", space: "row-free", size };
          locations.set(slot, { kind: "values", base: regions.values.take(size) });
          return slot;
        });
        shared.push(parts);
        after.push(whole);
      }
    }
    if (shared.length > 0) {
      endAlone();
      const nBlocks = blocksFor(Math.max(...shared.map(({ kind, size }) => (kind === "map" ? size / TURNS : size))));
      const emitter = new StatementEmitter({
        ...{ locations, putTable: regions.putTable, scatters: new Map(), nThreads: N_THREADS, quads: 1, nBlocks },
        ...(section.feedsShift === undefined ? {} : { feedsShift: section.feedsShift }),
      });
      const lines = emitter.emit(shared, "");
      const others = { lines, declarations: [...emitter.declarations, emitter.functions.text] };
      kernels.push({ kernel: { title, sections: [], others, usesTotal: false }, nBlocks });
    }
    alone.push(...after);
  }
  endAlone();
  return kernels;
}
