/** The buffers that all kernels of a program share, and how kernels see them. */
import { StudioError } from "../../../program/error.ts";
import { type KernelText, pipelineOf } from "./pipelines.ts";

/** Bytes of each buffer. */
export interface MemorySizes {
  readonly feeds: number;
  /** Of `feeds` that a kernel sees at once. */
  readonly record: number;
  readonly table: number;
  readonly constants: number;
  readonly values: number;
  readonly moments: number;
  readonly scratch: number;
  readonly slices: number;
  readonly spill: number;
  readonly control: number;
}

/** "rows" kernels read what is free of rows; "free" kernels write it. */
export type KernelLayout = "rows" | "free";

type BufferName = Exclude<keyof MemorySizes, "record">;

const VISIBLE: Readonly<Record<KernelLayout, readonly (readonly [name: BufferName, isWritten: boolean])[]>> = {
  rows: [
    ["feeds", false],
    ["table", false],
    ["constants", false],
    ["values", false],
    ["scratch", true],
    ["slices", true],
    ["spill", true],
  ],
  free: [
    ["feeds", false],
    ["constants", false],
    ["values", true],
    ["moments", true],
    ["scratch", true],
    ["slices", false],
    ["control", true],
  ],
};

const LEAST_BYTES = 256;
const WHAT: Readonly<Record<BufferName, string>> = {
  feeds: "the numbers of the steps",
  table: "the table",
  constants: "constants",
  values: "parameters",
  moments: "the optimiser's moments",
  scratch: "gradients and what is kept of each row",
  slices: "sums over rows",
  spill: "values of rows that workgroup memory has no room for",
  control: "losses",
};

function isBuffer(name: string): name is BufferName {
  return name in WHAT;
}

function bytesOf(sizes: MemorySizes, name: BufferName): number {
  return Math.max(Math.ceil(sizes[name] / 16) * 16, LEAST_BYTES);
}

/** @throws E_GPU_LIMITS where a buffer would be larger than the device allows. */
export function assertFits(
  sizes: MemorySizes,
  limits: Pick<GPUSupportedLimits, "maxBufferSize" | "maxStorageBufferBindingSize">,
): void {
  const most = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  for (const name of Object.keys(sizes).filter(isBuffer)) {
    if (bytesOf(sizes, name) <= most) continue;
    const mega = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;
    throw new StudioError({
      code: "E_GPU_LIMITS",
      where: `graphics memory for ${WHAT[name]}`,
      expected: `at most ${mega(most)} in one piece, which is what this device gives`,
      got: mega(bytesOf(sizes, name)),
      fix: "Use fewer columns, rows or units, or train on the CPU.",
    });
  }
}

export class DeviceMemory {
  private readonly buffers: Readonly<Record<BufferName, GPUBuffer>>;
  private readonly layouts: Readonly<Record<KernelLayout, GPUBindGroupLayout>>;
  private readonly groups: Readonly<Record<KernelLayout, GPUBindGroup>>;

  /** @throws E_GPU_LIMITS */
  constructor(
    private readonly device: GPUDevice,
    sizes: MemorySizes,
  ) {
    assertFits(sizes, device.limits);
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const make = (name: BufferName) =>
      device.createBuffer({ label: WHAT[name], size: bytesOf(sizes, name), usage: STORAGE | COPY_SRC | COPY_DST });
    this.buffers = {
      feeds: make("feeds"),
      table: make("table"),
      constants: make("constants"),
      values: make("values"),
      moments: make("moments"),
      scratch: make("scratch"),
      slices: make("slices"),
      spill: make("spill"),
      control: make("control"),
    };
    const layoutOf = (layout: KernelLayout) =>
      device.createBindGroupLayout({
        entries: VISIBLE[layout].map(([name, isWritten], binding) => ({
          binding,
          visibility: GPUShaderStage.COMPUTE,
          buffer: { type: isWritten ? "storage" : "read-only-storage", hasDynamicOffset: name === "feeds" },
        })),
      });
    this.layouts = { rows: layoutOf("rows"), free: layoutOf("free") };
    const groupOf = (layout: KernelLayout) =>
      device.createBindGroup({
        layout: this.layouts[layout],
        entries: VISIBLE[layout].map(([name], binding) => {
          const buffer = this.buffers[name];
          return { binding, resource: name === "feeds" ? { buffer, size: Math.max(sizes.record, 16) } : { buffer } };
        }),
      });
    this.groups = { rows: groupOf("rows"), free: groupOf("free") };
  }

  write(name: BufferName, data: Float32Array | Int32Array | Uint32Array, offset = 0): void {
    if (data.byteLength === 0) return;
    this.device.queue.writeBuffer(this.buffers[name], offset, data.buffer, data.byteOffset, data.byteLength);
  }

  buffer(name: BufferName): GPUBuffer {
    return this.buffers[name];
  }

  /** @param offset bytes from the start of `feeds` to the record that the kernels see, a multiple of 256. */
  bind(pass: GPUComputePassEncoder, layout: KernelLayout, offset: number): void {
    pass.setBindGroup(0, this.groups[layout], [offset]);
  }

  pipeline(kernel: { readonly layout: KernelLayout } & KernelText): Promise<GPUComputePipeline> {
    return pipelineOf(this.device, this.layouts[kernel.layout], kernel);
  }

  dispose(): void {
    for (const buffer of Object.values(this.buffers)) buffer.destroy();
  }
}
