/** The table as words of 32 bits: each input row-major, one after the other. */
import type { RowInput } from "../../row-inputs.ts";
import type { Place } from "./places.ts";

export interface TableWords {
  readonly words: Int32Array;
  readonly places: ReadonlyMap<string, Place>;
}

export function tableWords(inputs: readonly Pick<RowInput, "name" | "width" | "values">[]): TableWords {
  const words = new Int32Array(inputs.reduce((total, { values }) => total + values.length, 0));
  const places = new Map<string, Place>();
  let base = 0;
  for (const { name, width, values } of inputs) {
    words.set(new Int32Array(values.buffer, values.byteOffset, values.length), base);
    places.set(name, { kind: "table", base, width });
    base += values.length;
  }
  return { words, places };
}
