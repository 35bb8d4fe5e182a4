/** The buffers that all kernels of a program share, and how kernels see them. */
import { studioError } from "../../../base/error.ts";
import type { KernelText } from "../emit/kernels.ts";
import {
  BUFFER_NAMES,
  BUFFERS,
  type BufferName,
  bindingsOf,
  bytesOf,
  bytesOfOne,
  type KernelLayout,
  type MemorySizes,
  withBindings,
} from "../plan/bindings.ts";
import type { TableWords } from "../plan/table-words.ts";
import { pipelineOf } from "./pipelines.ts";

/** @throws E_GPU_LIMITS where a buffer would be larger than the device allows. */
export function assertFits(
  sizes: MemorySizes,
  limits: Pick<GPUSupportedLimits, "maxBufferSize" | "maxStorageBufferBindingSize">,
): void {
  const most = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  for (const name of BUFFER_NAMES) {
    const got = bytesOf(sizes, name);
    if (got > most) throw studioError("E_GPU_LIMITS", { limit: "bytes", what: BUFFERS[name].what, most, got });
  }
}

export class DeviceMemory {
  private readonly buffers: Readonly<Record<BufferName, GPUBuffer>>;
  /** The first is that of `buffers`. */
  private readonly tables: readonly GPUBuffer[];
  private readonly layouts: Readonly<Record<KernelLayout, GPUBindGroupLayout>>;
  private readonly groups: Readonly<Record<KernelLayout, GPUBindGroup>>;

  /** @throws E_GPU_LIMITS */
  constructor(
    private readonly device: GPUDevice,
    private readonly sizes: MemorySizes,
  ) {
    assertFits(sizes, device.limits);
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const make = (name: BufferName) =>
      device.createBuffer({
        label: BUFFERS[name].what,
        size: bytesOf(sizes, name),
        usage: STORAGE | COPY_SRC | COPY_DST,
      });
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
    this.tables = Array.from({ length: sizes.nTables }, (_, shard) =>
      shard === 0 ? this.buffers.table : make("table"),
    );
    const layoutOf = (layout: KernelLayout) =>
      device.createBindGroupLayout({
        entries: bindingsOf(layout, sizes.nTables).map(({ buffer, isWritten }, binding) => ({
          binding,
          visibility: GPUShaderStage.COMPUTE,
          buffer: { type: isWritten ? "storage" : "read-only-storage", hasDynamicOffset: buffer === "feeds" },
        })),
      });
    this.layouts = { rows: layoutOf("rows"), "row-free": layoutOf("row-free") };
    const resourceOf = (name: BufferName, shard: number): GPUBufferBinding => {
      if (name === "feeds") return { buffer: this.buffers.feeds, size: Math.max(sizes.record, 16) };
      return { buffer: name === "table" ? this.tables[shard] : this.buffers[name] };
    };
    const groupOf = (layout: KernelLayout) =>
      device.createBindGroup({
        layout: this.layouts[layout],
        entries: bindingsOf(layout, sizes.nTables).map(({ buffer, shard }, binding) => ({
          binding,
          resource: resourceOf(buffer, shard),
        })),
      });
    this.groups = { rows: groupOf("rows"), "row-free": groupOf("row-free") };
  }

  /** @param offset bytes from where the replica's part begins. */
  write(name: BufferName, data: Float32Array | Int32Array | Uint32Array, offset = 0, replica = 0): void {
    this.writeBuffer(this.buffers[name], data, this.startOf(name, replica) + offset);
  }

  writeTable(table: TableWords): void {
    this.tables.forEach((buffer, shard) => {
      this.writeBuffer(buffer, table.wordsOf(shard), 0);
    });
  }

  buffer(name: BufferName): GPUBuffer {
    return this.buffers[name];
  }

  /** Bytes from the start of a buffer to a replica's part. */
  startOf(name: BufferName, replica: number): number {
    return BUFFERS[name].isOwn ? replica * bytesOfOne(this.sizes, name) : 0;
  }

  /** @param offset bytes from the start of `feeds` to the record that the kernels see, a multiple of 256. */
  bind(pass: GPUComputePassEncoder, layout: KernelLayout, offset: number): void {
    pass.setBindGroup(0, this.groups[layout], [offset]);
  }

  pipeline({ layout, title, code }: { readonly layout: KernelLayout } & KernelText): Promise<GPUComputePipeline> {
    return pipelineOf(this.device, this.layouts[layout], { title, code: withBindings(code, layout, this.sizes) });
  }

  dispose(): void {
    for (const buffer of [...Object.values(this.buffers), ...this.tables]) buffer.destroy();
  }

  private writeBuffer(buffer: GPUBuffer, data: Float32Array | Int32Array | Uint32Array, offset: number): void {
    if (data.byteLength === 0) return;
    this.device.queue.writeBuffer(buffer, offset, data.buffer, data.byteOffset, data.byteLength);
  }
}
