/** Pipelines of a device, each compiled once: the phases of a run, and runs of the same pipeline, share most kernels. */
import type { KernelText } from "../emit/kernels.ts";

/** A run has some dozens. */
const MOST_KEPT = 256;

/** By their code, the ones used last at the end. */
const pipelinesOf = new WeakMap<GPUDevice, Map<string, Promise<GPUComputePipeline>>>();

/**
 * Compiles a kernel, or gives the pipeline of the same kernel.
 *
 * @param layout equal code asks for equal layouts; it need not be the same object.
 */
export function pipelineOf(
  device: GPUDevice,
  layout: GPUBindGroupLayout,
  { title: label, code }: KernelText,
): Promise<GPUComputePipeline> {
  const kept = pipelinesOf.get(device) ?? new Map<string, Promise<GPUComputePipeline>>();
  pipelinesOf.set(device, kept);
  const pipeline =
    kept.get(code) ??
    device.createComputePipelineAsync({
      label,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: device.createShaderModule({ label, code }), entryPoint: "main" },
    });
  kept.delete(code);
  kept.set(code, pipeline);
  // What failed is tried again, and fails again where it is at fault itself.
  pipeline.catch(() => kept.delete(code));
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return pipeline;
}
