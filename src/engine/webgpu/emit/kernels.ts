/** Kernels as they are planned: what each is, and the memory that all of them share. */
import type { KernelLayout } from "../plan/bindings.ts";
import { ConstantPool, Region } from "../plan/locations.ts";
import { N_THREADS, type PassPlan, workgroupsFor } from "../plan/pass-plan.ts";
import type { TableShape } from "../plan/table-words.ts";
import { indented, unsigned } from "./wgsl-text.ts";

export interface KernelText {
  readonly title: string;
  readonly code: string;
}

export interface Kernel extends KernelText {
  readonly layout: KernelLayout;
  readonly nWorkgroups: number;
}

/** Memory that is given out while kernels are planned. */
export class Regions {
  readonly constants = new ConstantPool();
  readonly values = new Region(4);
  readonly scratch = new Region(4);
  slices = 0;
  spill = 0;

  constructor(
    readonly table: TableShape,
    readonly usesSubgroups: boolean,
  ) {}

  readonly putTable = (table: Int32Array) => this.constants.put(table);

  /** Room for what a pass leaves a workgroup. */
  fit(plan: PassPlan, nRows: number): void {
    const nWorkgroups = workgroupsFor(plan, nRows);
    this.slices = Math.max(this.slices, nWorkgroups * plan.nSums);
    this.spill = Math.max(this.spill, nWorkgroups * plan.spillSize);
  }
}

/** The word of `control` where training losses are summed. */
export const LOSS_SUM_AT = 0;

/** Workgroups that share a loop over a vector. */
const MOST_BLOCKS = 4096;

/** Lines for so many workgroups beside the first. */
export interface Shared {
  readonly lines: readonly string[];
  readonly nBlocks: number;
}

export function blocksFor(size: number): number {
  return Math.min(Math.ceil(size / N_THREADS), MOST_BLOCKS);
}

/** A loop over `size` numbers that all workgroups beside the first share. */
export function shareLoop(size: number, nBlocks: number, lines: readonly string[], index = "i"): string[] {
  const head = `for (var ${index} = block * THREADS + thread; ${index} < ${unsigned(size)}; ${index} += ${unsigned(nBlocks * N_THREADS)}) {`;
  return [head, ...indented(lines), "}"];
}
