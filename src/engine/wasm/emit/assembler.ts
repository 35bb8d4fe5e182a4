/** Writes WebAssembly modules byte by byte: as much of the format as the compiled engine needs. */
import { ByteWriter } from "./byte-writer.ts";

export type WasmType = "i32" | "f32" | "f64" | "v128";

const TYPE_CODES: Readonly<Record<WasmType, number>> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };

/** Instructions without immediates. @source WebAssembly Core Specification 2.0, §5.4. */
const PLAIN = {
  "i32.eqz": [0x45],
  "i32.eq": [0x46],
  "i32.lt_u": [0x49],
  "i32.ge_u": [0x4f],
  "i32.add": [0x6a],
  "i32.sub": [0x6b],
  "i32.mul": [0x6c],
  "i32.div_u": [0x6e],
  "i32.rem_u": [0x70],
  "i32.and": [0x71],
  "i32.shl": [0x74],
  "f32.max": [0x97],
  "f32.add": [0x92],
  "f32.mul": [0x94],
  "f64.promote_f32": [0xbb],
  "f64.convert_i32_s": [0xb7],
  drop: [0x1a],
  return: [0x0f],
  "i32x4.splat": [0xfd, 0x11],
  "f32x4.splat": [0xfd, 0x13],
  "i32x4.eq": [0xfd, 0x37],
  "i32x4.gt_s": [0xfd, 0x3b],
  "f32x4.eq": [0xfd, 0x41],
  "f32x4.ne": [0xfd, 0x42],
  "f32x4.lt": [0xfd, 0x43],
  "f32x4.gt": [0xfd, 0x44],
  "v128.and": [0xfd, 0x4e],
  "v128.andnot": [0xfd, 0x4f],
  "v128.or": [0xfd, 0x50],
  "v128.xor": [0xfd, 0x51],
  "v128.bitselect": [0xfd, 0x52],
  "f32x4.sqrt": [0xfd, 0xe3, 0x01],
  "f32x4.add": [0xfd, 0xe4, 0x01],
  "f32x4.sub": [0xfd, 0xe5, 0x01],
  "f32x4.mul": [0xfd, 0xe6, 0x01],
  "f32x4.div": [0xfd, 0xe7, 0x01],
  "f32x4.min": [0xfd, 0xe8, 0x01],
  "f32x4.max": [0xfd, 0xe9, 0x01],
  "f32x4.pmin": [0xfd, 0xea, 0x01],
  "f32x4.pmax": [0xfd, 0xeb, 0x01],
  "i32x4.add": [0xfd, 0xae, 0x01],
  "i32x4.sub": [0xfd, 0xb1, 0x01],
  "i32x4.shl": [0xfd, 0xab, 0x01],
  "i32x4.shr_s": [0xfd, 0xac, 0x01],
  "f32x4.convert_i32x4_s": [0xfd, 0xfa, 0x01],
  "i64x2.add": [0xfd, 0xce, 0x01],
  "i64x2.sub": [0xfd, 0xd1, 0x01],
  "i64x2.shl": [0xfd, 0xcb, 0x01],
  "i64x2.shr_u": [0xfd, 0xcd, 0x01],
  "f64x2.eq": [0xfd, 0x47],
  "f64x2.lt": [0xfd, 0x49],
  "f64x2.gt": [0xfd, 0x4a],
  "f64x2.ge": [0xfd, 0x4c],
  "f64x2.floor": [0xfd, 0x75],
  "f64x2.trunc": [0xfd, 0x7a],
  "f64x2.nearest": [0xfd, 0x94, 0x01],
  "f64x2.abs": [0xfd, 0xec, 0x01],
  "f64x2.neg": [0xfd, 0xed, 0x01],
  "f64x2.sqrt": [0xfd, 0xef, 0x01],
  "f64x2.add": [0xfd, 0xf0, 0x01],
  "f64x2.sub": [0xfd, 0xf1, 0x01],
  "f64x2.mul": [0xfd, 0xf2, 0x01],
  "f64x2.div": [0xfd, 0xf3, 0x01],
  "f64x2.min": [0xfd, 0xf4, 0x01],
  "f64x2.max": [0xfd, 0xf5, 0x01],
  "f64x2.pmin": [0xfd, 0xf6, 0x01],
  "f64x2.pmax": [0xfd, 0xf7, 0x01],
} as const satisfies Readonly<Record<string, readonly number[]>>;

export type PlainInstruction = keyof typeof PLAIN;

const MEMORY = {
  "i32.load": [[0x28], 2],
  "i32.load8_u": [[0x2d], 0],
  "f32.load": [[0x2a], 2],
  "f64.load": [[0x2b], 3],
  "i32.store": [[0x36], 2],
  "f32.store": [[0x38], 2],
  "f64.store": [[0x39], 3],
  "v128.load": [[0xfd, 0x00], 2],
  "v128.load32_splat": [[0xfd, 0x09], 2],
  "v128.load64_splat": [[0xfd, 0x0a], 3],
  "v128.store": [[0xfd, 0x0b], 2],
} as const satisfies Readonly<Record<string, readonly [readonly number[], number]>>;

/** Instructions whose immediate is a lane. */
const LANE = {
  "i32x4.extract_lane": 0x1b,
  "f32x4.extract_lane": 0x1f,
  "f32x4.replace_lane": 0x20,
  "f64x2.replace_lane": 0x22,
} as const;

export type MemoryInstruction = keyof typeof MEMORY;

interface Signature {
  readonly parameters: readonly WasmType[];
  readonly results: readonly WasmType[];
}

/** A function of the module; methods append instructions and return the writer. */
export class FunctionWriter {
  private readonly code = new ByteWriter();
  private readonly locals: WasmType[] = [];

  constructor(
    readonly index: number,
    readonly signature: Signature,
  ) {}

  /** A new local of this type, 0 at first. */
  local(type: WasmType): number {
    this.locals.push(type);
    return this.signature.parameters.length + this.locals.length - 1;
  }

  do(...names: readonly PlainInstruction[]): this {
    for (const name of names) this.code.bytes(PLAIN[name]);
    return this;
  }

  get(local: number): this {
    this.code.byte(0x20).unsigned(local);
    return this;
  }

  set(local: number): this {
    this.code.byte(0x21).unsigned(local);
    return this;
  }

  tee(local: number): this {
    this.code.byte(0x22).unsigned(local);
    return this;
  }

  i32(value: number): this {
    this.code.byte(0x41).signed(value);
    return this;
  }

  f32(value: number): this {
    this.code.byte(0x43).f32(value);
    return this;
  }

  f64(value: number): this {
    this.code.byte(0x44).f64(value);
    return this;
  }

  /** The same float64 in both lanes. */
  f64x2(value: number): this {
    this.code.byte(0xfd).byte(0x0c).f64(value).f64(value);
    return this;
  }

  /** The same 64 bits in both lanes: the upper and the lower 32 of them. */
  i64x2(upper: number, lower: number): this {
    this.code.byte(0xfd).byte(0x0c).i32(lower).i32(upper).i32(lower).i32(upper);
    return this;
  }

  /** The same float32 in all lanes. */
  f32x4(value: number): this {
    this.code.byte(0xfd).byte(0x0c).f32(value).f32(value).f32(value).f32(value);
    return this;
  }

  /** The same 32 bits in all lanes. */
  i32x4(value: number): this {
    this.code.byte(0xfd).byte(0x0c).i32(value).i32(value).i32(value).i32(value);
    return this;
  }

  /** Address on the stack, `offset` in bytes. */
  memory(name: MemoryInstruction, offset = 0): this {
    const [code, alignment] = MEMORY[name];
    this.code.bytes(code).unsigned(alignment).unsigned(offset);
    return this;
  }

  /** Stores lane 0: [address, v128] → []. */
  storeFirstLane(offset: number): this {
    this.code.bytes([0xfd, 0x5a, 0x02]).unsigned(offset).byte(0x00);
    return this;
  }

  lane(name: keyof typeof LANE, lane: number): this {
    this.code.bytes([0xfd, LANE[name], lane]);
    return this;
  }

  /** Four of the eight 32-bit lanes of two vectors: [v128, v128] → [v128]. */
  shuffle(...lanes: readonly [number, number, number, number]): this {
    this.code.byte(0xfd).byte(0x0d);
    for (const lane of lanes) for (let byte = 0; byte < 4; byte++) this.code.byte(4 * lane + byte);
    return this;
  }

  call({ index }: FunctionWriter): this {
    this.code.byte(0x10).unsigned(index);
    return this;
  }

  /** What another writes, in a chain. */
  with(write: (writer: FunctionWriter) => void): this {
    write(this);
    return this;
  }

  /** Takes a condition from the stack; both arms leave a value of `type`, or none. */
  ifElse(type: WasmType | undefined, then: () => void, otherwise?: () => void): this {
    this.code.byte(0x04).byte(type ? TYPE_CODES[type] : 0x40);
    then();
    if (otherwise) {
      this.code.byte(0x05);
      otherwise();
    }
    this.code.byte(0x0b);
    return this;
  }

  /** `body` at least once, then again while `counter` += step stays below what `end` pushes. */
  repeat(counter: number, step: number, end: () => void, body: () => void): this {
    this.code.byte(0x03).byte(0x40);
    body();
    this.get(counter).i32(step).do("i32.add").tee(counter);
    end();
    this.do("i32.lt_u");
    this.code.bytes([0x0d, 0x00, 0x0b]);
    return this;
  }

  /** `body` for counter = 0, step, … below the number in the local `limit`, at least once. */
  countTo(counter: number, limit: number, step: number, body: () => void): this {
    return this.i32(0)
      .set(counter)
      .repeat(counter, step, () => this.get(limit), body);
  }

  /** `body` for counter = 0, step, … below a limit that is known, which may be 0. */
  count(counter: number, limit: number, step: number, body: () => void): this {
    if (limit <= 0) return this;
    this.i32(0).set(counter);
    if (limit > step) return this.repeat(counter, step, () => this.i32(limit), body);
    body();
    return this;
  }

  /** The body of the function, after its length. */
  encode(): Uint8Array {
    const locals = new ByteWriter().unsigned(this.locals.length);
    for (const type of this.locals) locals.byte(1).byte(TYPE_CODES[type]);
    const length = locals.length + this.code.length + 1;
    return new ByteWriter().unsigned(length).bytes(locals.written).bytes(this.code.written).byte(0x0b).written;
  }
}

function section(module: ByteWriter, id: number, entries: readonly Uint8Array[]): void {
  const count = new ByteWriter().unsigned(entries.length);
  const length = entries.reduce((total, entry) => total + entry.length, count.length);
  module.byte(id).unsigned(length).bytes(count.written);
  for (const entry of entries) module.bytes(entry);
}

const codesOf = (types: readonly WasmType[]) => types.map((type) => TYPE_CODES[type]);

/** A module that imports its memory as "host"."memory". */
export class ModuleWriter {
  private readonly functions: FunctionWriter[] = [];
  private readonly exported: { readonly name: string; readonly index: number }[] = [];

  /** A function, exported where it has a name. */
  function(
    parameters: readonly WasmType[],
    results: readonly WasmType[],
    write: (writer: FunctionWriter, parameters: readonly number[]) => void,
    name?: string,
  ): FunctionWriter {
    const writer = new FunctionWriter(this.functions.length, { parameters, results });
    this.functions.push(writer);
    if (name !== undefined) this.exported.push({ name, index: writer.index });
    write(
      writer,
      parameters.map((_, index) => index),
    );
    return writer;
  }

  /** @param pages 64 KiB each; all that there will be where threads share the memory. */
  encode(pages: number, isShared = false): Uint8Array<ArrayBuffer> {
    const types = this.functions.map(({ signature: { parameters, results } }) => {
      const type = new ByteWriter().byte(0x60).unsigned(parameters.length).bytes(codesOf(parameters));
      return type.unsigned(results.length).bytes(codesOf(results)).written;
    });
    const memory = new ByteWriter().text("host").text("memory").byte(0x02);
    if (isShared) memory.byte(0x03).unsigned(pages).unsigned(pages);
    else memory.byte(0x00).unsigned(pages);
    const indices = this.functions.map(({ index }) => new ByteWriter().unsigned(index).written);
    const exported = this.exported.map(
      ({ name, index }) => new ByteWriter().text(name).byte(0x00).unsigned(index).written,
    );
    const module = new ByteWriter().bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    section(module, 1, types);
    section(module, 2, [memory.written]);
    section(module, 3, indices);
    section(module, 7, exported);
    section(
      module,
      10,
      this.functions.map((writer) => writer.encode()),
    );
    return module.written.slice();
  }
}
