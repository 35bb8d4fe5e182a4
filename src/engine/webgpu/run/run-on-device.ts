/** Runs one pass once, and reads what it gives: for gradients on request, and for tests. */

import type { Pass } from "../../loops/statements.ts";
import type { RowInput } from "../../step/row-inputs.ts";
import { emitReduceKernel, planReduce } from "../emit/reduce-kernel.ts";
import { emitRowFreeKernel, type Section } from "../emit/row-free-kernel.ts";
import { emitRowKernel } from "../emit/row-kernel.ts";
import { ConstantPool, Region } from "../plan/locations.ts";
import { planPass, workgroupsFor } from "../plan/pass-plan.ts";
import { tableWords } from "../plan/table-words.ts";
import { DeviceMemory } from "./device-memory.ts";
import { type Gpu, kernelLimits, whenAccepted } from "./gpu.ts";

export interface DeviceFeeds {
  readonly nRows: number;
  /** Values of exactly the rows of the batch. */
  readonly rowInputs: readonly Pick<RowInput, "name" | "width" | "values">[];
  readonly inputs: Readonly<Record<string, ArrayLike<number>>>;
  readonly parameters: Readonly<Record<string, ArrayLike<number>>>;
}

/**
 * @returns outputs by name.
 * @throws E_GPU_LIMITS, E_GPU_MEMORY, E_GPU_VALIDATION, E_GPU_LOST
 */
export async function runOnDevice(gpu: Gpu, pass: Pass, given: DeviceFeeds): Promise<Record<string, Float32Array>> {
  const { device, watch } = gpu;
  const { nRows } = given;
  watch.begin();
  const constants = new ConstantPool();
  const [values, scratch, record] = [new Region(), new Region(), new Region()];
  const rowsAt = record.take(nRows);
  const feeds = new Map(Object.entries(given.inputs).map(([name, own]) => [name, record.take(own.length)]));
  const parameters = new Map(Object.entries(given.parameters).map(([name, own]) => [name, values.take(own.length)]));
  const limits = kernelLimits(gpu);
  const table = tableWords(given.rowInputs, nRows, limits);
  const plan = planPass(
    "pass",
    pass,
    { fixed: nRows, most: nRows, rowsAt },
    {
      limits,
      values,
      scratch,
      constants,
      rowInputs: table.locations,
      feeds,
      parameterAt: (name) => parameters.get(name)!,
      gradientAt: () => undefined,
    },
  );
  const reduce = planReduce(plan);
  const nWorkgroups = workgroupsFor(plan, nRows);
  const context = {
    putTable: (indices: Int32Array) => constants.put(indices),
    table: table.shape,
    usesSubgroups: limits.usesSubgroups,
  };
  const rowFree = (title: "prologue" | "epilogue"): string => {
    const section: Section = { kind: "statements", title, statements: pass[title], locations: plan.rowFreeLocations };
    return emitRowFreeKernel({ title, sections: [section], usesTotal: false }, context);
  };
  const kernels = [
    { layout: "row-free" as const, title: "prologue", code: rowFree("prologue"), n: pass.prologue.length > 0 ? 1 : 0 },
    {
      layout: "rows" as const,
      title: "rows",
      code: emitRowKernel(plan, context),
      n: pass.body.length > 0 ? nWorkgroups : 0,
    },
    {
      layout: "row-free" as const,
      title: "reduce",
      code: emitReduceKernel(plan, reduce, context, undefined),
      n: reduce.nWorkgroups,
    },
    { layout: "row-free" as const, title: "epilogue", code: rowFree("epilogue"), n: pass.epilogue.length > 0 ? 1 : 0 },
  ].filter(({ n }) => n > 0);
  const bytes = 4;
  const memory = new DeviceMemory(device, {
    feeds: record.size * bytes,
    record: Math.max(Math.ceil(record.size / 4) * 16, 16),
    table: table.bytes,
    nTables: table.shape.nShards,
    nReplicas: 1,
    constants: constants.data.byteLength,
    values: values.size * bytes,
    moments: 0,
    scratch: scratch.size * bytes,
    slices: nWorkgroups * plan.nSums * bytes,
    spill: nWorkgroups * plan.spillSize * 16,
    control: 0,
  });
  const read = device.createBuffer({
    size: Math.max(scratch.size * bytes, 16),
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  try {
    const words = new Int32Array(record.size);
    for (let row = 0; row < nRows; row++) words[rowsAt + row] = row;
    const floats = new Float32Array(words.buffer);
    for (const [name, at] of feeds) floats.set(Array.from(given.inputs[name]), at);
    memory.write("feeds", words);
    memory.writeTable(table);
    memory.write("constants", constants.data);
    for (const [name, at] of parameters) memory.write("values", Float32Array.from(given.parameters[name]), at * bytes);
    const pipelines = await whenAccepted(gpu, () => Promise.all(kernels.map((kernel) => memory.pipeline(kernel))));
    watch.begin();
    const encoder = device.createCommandEncoder();
    const encoded = encoder.beginComputePass();
    kernels.forEach(({ layout, n }, index) => {
      encoded.setPipeline(pipelines[index]);
      memory.bind(encoded, layout, 0);
      encoded.dispatchWorkgroups(n);
    });
    encoded.end();
    if (scratch.size > 0) encoder.copyBufferToBuffer(memory.buffer("scratch"), 0, read, 0, scratch.size * bytes);
    device.queue.submit([encoder.finish()]);
    await watch.guard(read.mapAsync(GPUMapMode.READ));
    const all = new Float32Array(read.getMappedRange().slice(0));
    return Object.fromEntries(
      [...pass.outputs].map(([name, slot]) => {
        const at = plan.outputs.get(name)!;
        return [name, all.slice(at, at + slot.size)];
      }),
    );
  } finally {
    read.destroy();
    memory.dispose();
  }
}
