/** Addresses in the one memory of a module: regions one after the other, and what stands in them at first. */
import { keyOf } from "../../loops/index-map.ts";

/** Regions begin at a cache line. */
const LINE = 64;

export class MemoryMap {
  private end = LINE;
  private readonly images: { readonly address: number; readonly bytes: Uint8Array }[] = [];
  private readonly tables = new Map<string, number>();

  /** Bytes in use. */
  get size(): number {
    return this.end;
  }

  /** @returns the address of a new region, all 0 at first, with room for a whole vector beyond its end. */
  reserve(bytes: number): number {
    const address = this.end;
    this.end = Math.ceil((address + bytes + 16) / LINE) * LINE;
    return address;
  }

  /** @returns the address of a region that holds these numbers. */
  reserveFor(values: Float64Array | Float32Array | Int32Array | Uint32Array): number {
    const address = this.reserve(values.byteLength);
    this.images.push({ address, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) });
    return address;
  }

  /** As `reserveFor`, once for equal numbers. */
  table(values: Int32Array): number {
    const key = keyOf({ kind: "table", values });
    let address = this.tables.get(key);
    if (address === undefined) {
      address = this.reserveFor(values);
      this.tables.set(key, address);
    }
    return address;
  }

  write(memory: WebAssembly.Memory): void {
    for (const { address, bytes } of this.images) new Uint8Array(memory.buffer).set(bytes, address);
  }
}
