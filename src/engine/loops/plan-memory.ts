/** Puts values that do not live at the same time into the same memory. */
import { slotsReadBy, slotsWrittenBy } from "./loop-builder.ts";
import type { Slot, Statement } from "./statements.ts";

export interface MemoryPlan {
  /** Where each planned slot begins. */
  readonly offsets: ReadonlyMap<Slot, number>;
  /** How much memory all of them need. */
  readonly total: number;
}

/** From when to when a value is needed, both included. */
export interface Lifetime {
  begin: number;
  end: number;
}

/**
 * When each slot is first and last used. Time is counted in levels of the stages: statements of one level run in any order. What no
 * statement writes is there before its stage begins; what an earlier stage wrote stays until the stage that reads it ends,
 * because a stage may run again for the next tile.
 *
 * @param stages lists of statements that run one after the other, each in order of its levels.
 */
export function lifetimes(stages: readonly (readonly Statement[])[]): ReadonlyMap<Slot, Lifetime> {
  const lives = new Map<Slot, Lifetime>();
  let begin = 0;
  for (const stage of stages) {
    const levels = [...new Set(stage.map(({ level }) => level))];
    const end = begin + levels.length;
    const timeOf = new Map(levels.map((level, index) => [level, begin + 1 + index]));
    const earlier = new Set(lives.keys());
    const extend = (slot: Slot, time: number, first: number) => {
      const life = lives.get(slot);
      if (!life) lives.set(slot, { begin: first, end: time });
      else life.end = Math.max(life.end, earlier.has(slot) ? end : time);
    };
    for (const statement of stage) {
      const time = timeOf.get(statement.level)!;
      for (const slot of slotsWrittenBy(statement)) extend(slot, time, time);
    }
    for (const statement of stage) {
      for (const slot of slotsReadBy(statement)) extend(slot, timeOf.get(statement.level)!, begin);
    }
    begin = end + 1;
  }
  return lives;
}

/**
 * First fit, the largest first.
 *
 * @param sizeOf    how much memory a slot needs; undefined for a slot that is not planned.
 * @param alignment every slot begins at a multiple of it.
 */
export function planMemory(options: {
  readonly stages: readonly (readonly Statement[])[];
  readonly sizeOf: (slot: Slot) => number | undefined;
  readonly alignment?: number;
}): MemoryPlan {
  const { stages, sizeOf, alignment = 1 } = options;
  const planned = [...lifetimes(stages)]
    .flatMap(([slot, life]) => {
      const size = sizeOf(slot);
      return size === undefined ? [] : [{ slot, life, size: Math.ceil(size / alignment) * alignment, offset: 0 }];
    })
    .sort((a, b) => b.size - a.size || a.slot.id - b.slot.id);
  const placed: typeof planned = [];
  for (const one of planned) {
    const others = placed
      .filter(({ life }) => life.begin <= one.life.end && one.life.begin <= life.end)
      .sort((a, b) => a.offset - b.offset);
    for (const { offset, size } of others) {
      if (one.offset + one.size <= offset) break;
      one.offset = Math.max(one.offset, offset + size);
    }
    placed.push(one);
  }
  return {
    offsets: new Map(placed.map(({ slot, offset }) => [slot, offset])),
    total: placed.reduce((total, { offset, size }) => Math.max(total, offset + size), 0),
  };
}
