/** What kernels may take of a device. */

export interface KernelLimits {
  /** Workgroup memory. */
  readonly workgroupBytes: number;
  /** The slices of sums of all workgroups together. */
  readonly sliceBytes: number;
  /** Each buffer of the table. */
  readonly tableBytes: number;
  /** Buffers of the table, at most. */
  readonly nTables: number;
  /** Threads of a subgroup sum without workgroup memory. */
  readonly usesSubgroups: boolean;
}

/** What every device with WebGPU has at least. @source WebGPU, §3.6.2 Limits. */
export const LEAST_LIMITS: KernelLimits = {
  workgroupBytes: 16_384,
  sliceBytes: 134_217_728,
  tableBytes: 134_217_728,
  nTables: 2,
  usesSubgroups: false,
};
