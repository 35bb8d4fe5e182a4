import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IDENTITY } from "./index-map.ts";
import { lifetimes, planMemory } from "./plan-memory.ts";
import type { MapStatement, Slot } from "./statements.ts";

function slot(id: number, size = 1): Slot {
  return { id, size, space: "tile", dtype: "float32", name: "" };
}

/** One loop that reads some slots and writes one. */
function loop(level: number, reads: readonly Slot[], write: Slot): MapStatement {
  return {
    kind: "map",
    rows: true,
    level,
    size: 1,
    instructions: reads.map((read) => ({ kind: "load", slot: read, map: IDENTITY })),
    outputs: [{ kind: "store", slot: write, map: IDENTITY, value: 0 }],
  };
}

const [a, b, c, d] = [slot(0, 4), slot(1, 8), slot(2, 4), slot(3, 2)];
const sizeOf = ({ size }: Slot) => size;

describe("planMemory", () => {
  it("gives a value the memory of one that is not needed any more", () => {
    const { offsets, total } = planMemory({ stages: [[loop(0, [a], b), loop(1, [b], c), loop(2, [c], d)]], sizeOf });
    expect(total).toBe(12);
    expect(offsets.get(c)).toBe(offsets.get(a));
  });

  it("keeps what statements of one level write apart, and what they read", () => {
    const { offsets } = planMemory({ stages: [[loop(0, [a], b), loop(0, [a], c)]], sizeOf });
    expect(new Set([offsets.get(a), offsets.get(b), offsets.get(c)]).size).toBe(3);
  });

  it("keeps a value of an earlier stage until the stage that reads it ends, since that may run again", () => {
    const stages = [[loop(0, [], a)], [loop(0, [a], b), loop(1, [b], c), loop(2, [c], d)]];
    const lives = lifetimes(stages);
    expect(lives.get(a)).toEqual({ begin: 1, end: 5 });
    expect(lives.get(b)).toEqual({ begin: 3, end: 4 });
  });

  it("gives inputs a place from the beginning of their stage", () => {
    const stages = [[loop(0, [], a)], [loop(0, [a], b), loop(1, [c], d)]];
    expect(lifetimes(stages).get(c)).toEqual({ begin: 2, end: 4 });
  });

  it("begins every slot at a multiple of the alignment and leaves out what is not planned", () => {
    const { offsets, total } = planMemory({
      stages: [[loop(0, [a, d], c)]],
      sizeOf: (one) => (one === a ? undefined : one.size),
      alignment: 4,
    });
    expect([...offsets].map(([, offset]) => offset % 4)).toEqual([0, 0]);
    expect(offsets.has(a)).toBe(false);
    expect(total).toBe(8);
  });

  it("never lets two values that live at the same time overlap", () => {
    const programs = fc.array(
      fc.record({
        step: fc.nat(1),
        reads: fc.array(fc.nat(30), { maxLength: 3 }),
        size: fc.integer({ min: 1, max: 9 }),
      }),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(programs, (drawn) => {
        const slots = drawn.map(({ size }, id) => slot(id, size));
        let level = 0;
        const statements = drawn.map(({ step, reads }, id) => {
          level += step;
          return loop(
            level,
            reads.filter((read) => read < id).map((read) => slots[read]),
            slots[id],
          );
        });
        const { offsets, total } = planMemory({ stages: [statements], sizeOf });
        const lives = lifetimes([statements]);
        for (const one of slots) {
          expect(offsets.get(one)! + one.size).toBeLessThanOrEqual(total);
          for (const other of slots.slice(one.id + 1)) {
            const [life, its] = [lives.get(one)!, lives.get(other)!];
            if (life.begin > its.end || its.begin > life.end) continue;
            const [from, to] = [offsets.get(one)!, offsets.get(other)!];
            expect(from + one.size <= to || to + other.size <= from).toBe(true);
          }
        }
      }),
    );
  });
});
