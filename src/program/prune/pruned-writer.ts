/** Writes what is left of a program: every value as a vector of those of its elements that are needed. */
import { ProgramBuilder } from "../builder.ts";
import { type Node, sizeOf, type ValueId } from "../types.ts";
import { CONSTANT, type Elements } from "./elements.ts";

const isIdentity = (indices: readonly number[], length: number) =>
  indices.length === length && indices.every((index, position) => index === position);

export class PrunedWriter {
  readonly builder = new ProgramBuilder();
  /** Tables stand for some of what was written. */
  hasTables = false;
  /** By value of the whole program; each [n]. */
  private readonly vectors = new Map<ValueId, ValueId>();
  /** Where an element stands in the vector of its value. */
  private readonly place: Int32Array;
  private readonly valueOf: Int32Array;

  constructor(private readonly elements: Elements) {
    this.place = new Int32Array(elements.origin.length);
    this.valueOf = new Int32Array(elements.origin.length);
    for (const value of elements.values) {
      const start = elements.startOf(value);
      this.valueOf.fill(value, start, start + elements.sizeOf(value));
    }
  }

  input(node: Node & { readonly kind: "input" }, value: ValueId): void {
    const size = sizeOf(node.type.shape);
    const input = this.builder.input(node.name, node.type);
    this.put(
      value,
      Array.from({ length: size }, (_, e) => e),
      this.builder.reshape(input, [size]),
    );
  }

  /** Notes that `vector` holds these elements of a value, counted from its first. */
  put(value: ValueId, list: readonly number[], vector: ValueId): void {
    const start = this.elements.startOf(value);
    list.forEach((element, position) => {
      this.place[start + element] = position;
    });
    this.vectors.set(value, vector);
  }

  /**
   * Elements by number as one vector [n], row-bound unless all of them are constants; one number [] where those are equal.
   * Elements of several values come together; constants among them are added to the 0 in their place.
   */
  gather(list: ArrayLike<number>): ValueId {
    const { builder } = this;
    const { origin, constant } = this.elements;
    const all = Array.from(list);
    const positions: number[] = [];
    all.forEach((element, position) => {
      if (origin[element] !== CONSTANT) positions.push(position);
    });
    const numbers = all.map((element) => constant[element]);
    if (positions.length === 0) {
      const isOne = numbers.every((number) => Object.is(number, numbers[0]));
      return isOne && numbers.length > 0 ? builder.exact([], [numbers[0]]) : builder.exact([all.length], numbers);
    }
    const moving = this.join(positions.map((position) => origin[all[position]]));
    if (positions.length === all.length) return moving;
    const spread = builder.scatterColumns(moving, positions, all.length);
    return numbers.every((number) => number === 0) ? spread : builder.add(spread, builder.exact([all.length], numbers));
  }

  /** Elements that are computed, of any values. */
  private join(list: readonly number[]): ValueId {
    const { builder } = this;
    const places = new Map<ValueId, number[]>();
    list.forEach((element, position) => {
      const value = this.valueOf[element];
      const own = places.get(value);
      if (own) own.push(position);
      else places.set(value, [position]);
    });
    const parts = [...places].map(([value, positions]) => {
      const vector = this.vectors.get(value)!;
      const indices = positions.map((position) => this.place[list[position]]);
      const [length] = builder.typeOf(vector).shape;
      return isIdentity(indices, length) ? vector : builder.takeColumns(vector, indices);
    });
    const joined = builder.concat(parts);
    if (parts.length === 1) return joined;
    const order = new Array<number>(list.length);
    let index = 0;
    for (const positions of places.values()) {
      for (const position of positions) {
        order[position] = index;
        index++;
      }
    }
    return isIdentity(order, list.length) ? joined : builder.takeColumns(joined, order);
  }
}
