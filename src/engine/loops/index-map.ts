/** Which element of one value another reads: a table of integers, in closed form where it has one. */

export type IndexMap =
  /** (i div divisor) · outer + (i mod divisor) · inner + offset. */
  | {
      readonly kind: "affine";
      readonly divisor: number;
      readonly outer: number;
      readonly inner: number;
      readonly offset: number;
    }
  | { readonly kind: "table"; readonly values: Int32Array };

/** i → offset + stride · i. */
export function line(offset: number, stride: number): IndexMap {
  return { kind: "affine", divisor: 1, outer: stride, inner: 0, offset };
}

export const IDENTITY: IndexMap = line(0, 1);

/** Every element reads the same one. */
export function toOne(at: number): IndexMap {
  return line(at, 0);
}

export function isIdentity(map: IndexMap): boolean {
  return map.kind === "affine" && map.divisor === 1 && map.outer === 1 && map.offset === 0;
}

/** The element that all read, or undefined. */
export function constantOf(map: IndexMap): number | undefined {
  return map.kind === "affine" && map.outer === 0 && (map.inner === 0 || map.divisor === 1) ? map.offset : undefined;
}

export function indexAt(map: IndexMap, i: number): number {
  if (map.kind === "table") return map.values[i];
  return Math.floor(i / map.divisor) * map.outer + (i % map.divisor) * map.inner + map.offset;
}

/** The closed form of a table where it has one. */
export function mapOf(values: Int32Array): IndexMap {
  if (values.length < 2) return toOne(values[0] ?? 0);
  const offset = values[0];
  const inner = values[1] - offset;
  let divisor = 1;
  while (divisor < values.length && values[divisor] === offset + inner * divisor) divisor++;
  if (divisor === values.length) return line(offset, inner);
  const outer = values[divisor] - offset;
  const map: IndexMap = { kind: "affine", divisor, outer, inner, offset };
  for (let i = divisor; i < values.length; i++) if (values[i] !== indexAt(map, i)) return { kind: "table", values };
  return map;
}

/** As mapOf, from a rule for each of `size` elements. */
export function mapFrom(size: number, at: (i: number) => number): IndexMap {
  return mapOf(Int32Array.from({ length: size }, (_, i) => at(i)));
}

/** i → outer[inner[i]] for i < size. */
export function compose(outer: IndexMap, inner: IndexMap, size: number): IndexMap {
  if (isIdentity(inner)) return outer;
  if (isIdentity(outer)) return inner;
  const same = constantOf(outer);
  if (same !== undefined) return toOne(same);
  if (outer.kind === "affine" && outer.divisor === 1 && inner.kind === "affine") {
    const { outer: stride, offset } = outer;
    return {
      kind: "affine",
      divisor: inner.divisor,
      outer: inner.outer * stride,
      inner: inner.inner * stride,
      offset: inner.offset * stride + offset,
    };
  }
  return mapFrom(size, (i) => indexAt(outer, indexAt(inner, i)));
}

/** A text that is equal for equal maps over the same elements. */
export function keyOf(map: IndexMap): string {
  if (map.kind === "table") return `table ${hashOf(map.values)}`;
  const { divisor, outer, inner, offset } = map;
  return divisor === 1 ? `${outer}*${offset}` : `${divisor}/${outer}/${inner}/${offset}`;
}

const hashes = new WeakMap<Int32Array, string>();

/** 64 bits of two different hashes (FNV-1a): equal tables are equal, and others are not, for all that a program is long. */
function hashOf(values: Int32Array): string {
  let hash = hashes.get(values);
  if (hash === undefined) {
    let [a, b] = [0x811c9dc5, values.length];
    for (const value of values) {
      a = Math.imul(a ^ value, 0x01000193);
      b = Math.imul(b, 31) + value + (b >>> 15);
    }
    hash = `${values.length}:${a}:${b | 0}`;
    hashes.set(values, hash);
  }
  return hash;
}
