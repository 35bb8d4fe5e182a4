/** A device that is open, and the one that watches over it. */
import type { DeviceWatch } from "../../tfjs/gpu-device.ts";

export interface Gpu {
  readonly device: GPUDevice;
  readonly watch: DeviceWatch;
  /** What kernels may take, where that is not what the device's limits say. */
  readonly limits?: Partial<KernelLimits>;
}

/**
 * Makes buffers and kernels, and waits until the device has accepted them.
 *
 * @throws E_GPU_LOST, E_GPU_MEMORY, E_GPU_VALIDATION, or what `make` throws.
 */
export async function whenAccepted<Made>(
  { watch }: Gpu,
  make: () => Promise<Made>,
  dispose: (made: Made) => void = () => undefined,
): Promise<Made> {
  watch.begin();
  const [made] = await Promise.allSettled([make()]);
  try {
    // What the device says of a failure is nearer to its cause than what the failure says of itself.
    await watch.guard(Promise.resolve());
  } catch (error) {
    if (made.status === "fulfilled") dispose(made.value);
    throw error;
  }
  if (made.status === "rejected") throw made.reason;
  return made.value;
}

/** What kernels may take of the device. */
export interface KernelLimits {
  /** Each workgroup of its own memory. */
  readonly workgroupBytes: number;
  /** The slices of sums of all workgroups together. */
  readonly sliceBytes: number;
  /** Each buffer of the table. */
  readonly tableBytes: number;
  /** So many buffers of the table. */
  readonly nTables: number;
  /** Threads of a subgroup sum without workgroup memory. */
  readonly usesSubgroups: boolean;
}

/** Storage buffers that a kernel sees beside those of the table. */
const OTHER_BUFFERS = 6;

/** What every device with WebGPU has at least. @source WebGPU, §3.6.2 Limits. */
export const LEAST_LIMITS: KernelLimits = {
  workgroupBytes: 16_384,
  sliceBytes: 134_217_728,
  tableBytes: 134_217_728,
  nTables: 2,
  usesSubgroups: false,
};

export function kernelLimits({ device: { limits: all }, limits }: Gpu): KernelLimits {
  const bufferBytes = Math.min(all.maxStorageBufferBindingSize, all.maxBufferSize);
  return {
    workgroupBytes: all.maxComputeWorkgroupStorageSize,
    sliceBytes: bufferBytes,
    tableBytes: bufferBytes,
    nTables: all.maxStorageBuffersPerShaderStage - OTHER_BUFFERS,
    usesSubgroups: false,
    ...limits,
  };
}
