/** The buffers that all kernels of a program share, and how kernels see them. */
import { StudioError } from "../../../program/error.ts";
import { type KernelText, pipelineOf } from "./pipelines.ts";
import type { TableWords } from "./table-words.ts";

/** Bytes of each buffer. */
export interface MemorySizes {
  readonly feeds: number;
  /** Of `feeds` that a kernel sees at once. */
  readonly record: number;
  /** Of each of its `nTables` buffers. */
  readonly table: number;
  readonly nTables: number;
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

type BufferName = Exclude<keyof MemorySizes, "record" | "nTables">;

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
  /** Of the table, beside the first; only kernels of rows see them. */
  private readonly moreTables: readonly GPUBuffer[];
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
    this.moreTables = Array.from({ length: sizes.nTables - 1 }, () => make("table"));
    const visible = (layout: KernelLayout) => [
      ...VISIBLE[layout].map(([name, isWritten]) => ({ name, isWritten, buffer: this.buffers[name] })),
      ...(layout === "rows" ? this.moreTables : []).map((buffer) => ({ name: "table", isWritten: false, buffer })),
    ];
    const layoutOf = (layout: KernelLayout) =>
      device.createBindGroupLayout({
        entries: visible(layout).map(({ name, isWritten }, binding) => ({
          binding,
          visibility: GPUShaderStage.COMPUTE,
          buffer: { type: isWritten ? "storage" : "read-only-storage", hasDynamicOffset: name === "feeds" },
        })),
      });
    this.layouts = { rows: layoutOf("rows"), free: layoutOf("free") };
    const groupOf = (layout: KernelLayout) =>
      device.createBindGroup({
        layout: this.layouts[layout],
        entries: visible(layout).map(({ name, buffer }, binding) => ({
          binding,
          resource: name === "feeds" ? { buffer, size: Math.max(sizes.record, 16) } : { buffer },
        })),
      });
    this.groups = { rows: groupOf("rows"), free: groupOf("free") };
  }

  write(name: BufferName, data: Float32Array | Int32Array | Uint32Array, offset = 0): void {
    this.writeBuffer(this.buffers[name], data, offset);
  }

  writeTable(table: TableWords): void {
    [this.buffers.table, ...this.moreTables].forEach((buffer, shard) => {
      this.writeBuffer(buffer, table.wordsOf(shard), 0);
    });
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
    for (const buffer of [...Object.values(this.buffers), ...this.moreTables]) buffer.destroy();
  }

  private writeBuffer(buffer: GPUBuffer, data: Float32Array | Int32Array | Uint32Array, offset: number): void {
    if (data.byteLength === 0) return;
    this.device.queue.writeBuffer(buffer, offset, data.buffer, data.byteOffset, data.byteLength);
  }
}
