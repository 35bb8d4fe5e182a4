/** An open device with its watch, and what kernels may take of it. */

import type { DeviceWatch } from "../../tfjs/gpu-device.ts";
import type { KernelLimits } from "../plan/limits.ts";

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

/** Storage buffers that a kernel sees beside those of the table. */
const OTHER_BUFFERS = 6;

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
