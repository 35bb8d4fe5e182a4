/** Bytes one after the other, in a buffer that grows. */

const FLOATS = new DataView(new ArrayBuffer(8));

export class ByteWriter {
  private buffer = new Uint8Array(64);
  private end = 0;

  get length(): number {
    return this.end;
  }

  /** What has been written; a view that holds until more is. */
  get written(): Uint8Array {
    return this.buffer.subarray(0, this.end);
  }

  byte(value: number): this {
    this.reserve(1);
    this.buffer[this.end++] = value;
    return this;
  }

  bytes(values: ArrayLike<number>): this {
    this.reserve(values.length);
    this.buffer.set(values, this.end);
    this.end += values.length;
    return this;
  }

  /** LEB128 of a number below 2³². */
  unsigned(value: number): this {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  /** Signed LEB128 of 32 bits. */
  signed(value: number): this {
    let rest = value | 0;
    while (rest < -0x40 || rest > 0x3f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    return this.byte(rest & 0x7f);
  }

  i32(value: number): this {
    FLOATS.setInt32(0, value, true);
    return this.fromView(4);
  }

  f32(value: number): this {
    FLOATS.setFloat32(0, value, true);
    return this.fromView(4);
  }

  f64(value: number): this {
    FLOATS.setFloat64(0, value, true);
    return this.fromView(8);
  }

  /** UTF-8 after its length. */
  text(text: string): this {
    const bytes = new TextEncoder().encode(text);
    return this.unsigned(bytes.length).bytes(bytes);
  }

  private fromView(size: number): this {
    for (let at = 0; at < size; at++) this.byte(FLOATS.getUint8(at));
    return this;
  }

  private reserve(size: number): void {
    const needed = this.end + size;
    if (needed <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(2 * this.buffer.length, needed));
    grown.set(this.written);
    this.buffer = grown;
  }
}
