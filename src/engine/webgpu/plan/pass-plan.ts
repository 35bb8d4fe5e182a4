/** Everything that the kernels of a pass have to agree on: tiles, slices of sums, and the location of each value. */
import { studioError } from "../../../base/error.ts";
import { slotsReadBy, slotsWrittenBy } from "../../loops/loop-builder.ts";
import { planMemory } from "../../loops/plan-memory.ts";
import { BATCH_FEEDS, type Pass, type ScatterStatement, type Slot, type Space } from "../../loops/statements.ts";
import type { KernelLimits } from "./limits.ts";
import type { ConstantPool, Location, Locations, Region, ScatterLocation } from "./locations.ts";

/** Threads of every workgroup; all devices allow 256. */
export const N_THREADS = 128;
/** Slices of sums take at most so many numbers, and there are at most so many of them. */
const MAX_SLICE_NUMBERS = 1 << 24;
const MAX_WORKGROUPS = 128;
const MIN_WORKGROUPS = 16;
/** A pass over fewer tiles leaves most of a GPU idle. */
const ENOUGH_TILES = 32;
const BYTES_OF_QUAD = 16;
const MOST_CODES = 1 << 24;

export interface PlanContext {
  readonly limits: KernelLimits;
  readonly values: Region;
  readonly scratch: Region;
  readonly constants: ConstantPool;
  /** Locations of row inputs, by name. */
  readonly rowInputs: ReadonlyMap<string, Location>;
  /** Words of the record where row-free inputs begin, the two of BATCH_FEEDS included where rows are counted there. */
  readonly feeds: ReadonlyMap<string, number>;
  /** Where a parameter stands in `values`, as it is read by the pass. */
  readonly parameterAt: (name: string) => number;
  /** Where a gradient goes in `scratch`; undefined for outputs that are none. */
  readonly gradientAt: (name: string) => number | undefined;
}

/** Numbers that stand side by side in the slices and in `scratch`. */
export interface SumRun {
  readonly source: number;
  readonly destination: number;
  readonly count: number;
}

export interface ScatterPlan {
  readonly statement: ScatterStatement;
  readonly location: ScatterLocation;
  /** Dense sums in `scratch`. */
  readonly destinations: readonly number[];
}

export interface RowCount {
  /** The number of rows, where it is always the same. */
  readonly fixed?: number;
  /** Rows of the largest batch. */
  readonly most: number;
  /** Word of the record that says how many, where that changes. */
  readonly countAt?: number;
  /** Word of the record where row numbers begin. */
  readonly rowsAt: number;
}

export interface PassPlan {
  readonly name: string;
  readonly pass: Pass;
  readonly rows: RowCount;
  readonly quads: number;
  /** Quads of workgroup memory. */
  readonly memSize: number;
  /** Quads of `spill` for each workgroup. */
  readonly spillSize: number;
  readonly rowLocations: Locations;
  readonly rowFreeLocations: Locations;
  readonly nSums: number;
  readonly sums: readonly SumRun[];
  readonly scatters: readonly ScatterPlan[];
  readonly maxWorkgroups: number;
  /** Where each output stands in `scratch`. */
  readonly outputs: ReadonlyMap<string, number>;
}

/** Workgroups that go through so many rows. */
export function workgroupsFor({ quads, maxWorkgroups }: PassPlan, nRows: number): number {
  return Math.min(maxWorkgroups, Math.ceil(nRows / (4 * quads)));
}

interface Tiles {
  readonly quads: number;
  readonly memSize: number;
  readonly spillSize: number;
  readonly locations: ReadonlyMap<Slot, Location>;
}

/** The widest tile that fits workgroup memory and leaves enough tiles; what does not fit at four rows is spilled. */
function planTiles({ body: statements }: Pass, nRows: number, bytes: number): Tiles {
  const spilled = new Set<Slot>();
  const sizeIn = (isSpilled: boolean) => (slot: Slot) =>
    slot.space === "tile" && spilled.has(slot) === isSpilled ? slot.size : undefined;
  const planned = () => planMemory({ stages: [statements], sizeOf: sizeIn(false) });
  const room = bytes - N_THREADS * BYTES_OF_QUAD;
  const fits = (total: number, quads: number) => (total + 2) * quads * BYTES_OF_QUAD <= room;
  let plan = planned();
  let quads = 1;
  for (const more of [2, 4]) if (fits(plan.total, more) && nRows >= 4 * more * ENOUGH_TILES) quads = more;
  const widest = [...plan.offsets.keys()].sort((a, b) => b.size - a.size);
  while (!fits(plan.total, quads) && widest.length > 0) {
    spilled.add(widest.shift()!);
    plan = planned();
  }
  const spill = planMemory({ stages: [statements], sizeOf: sizeIn(true) });
  const locations = new Map<Slot, Location>();
  for (const [slot, offset] of plan.offsets) locations.set(slot, { kind: "tile", offset, isSpilled: false });
  for (const [slot, offset] of spill.offsets) locations.set(slot, { kind: "tile", offset, isSpilled: true });
  return { quads, memSize: plan.total * quads, spillSize: spill.total * quads, locations };
}

/** @param name of the pass, for people who read kernels. */
export function planPass(name: string, pass: Pass, rows: RowCount, context: PlanContext): PassPlan {
  const { scratch } = context;
  const tiles = planTiles(pass, rows.most, context.limits.workgroupBytes);
  const shared = new Map<Slot, Location>();
  const outputs = new Map<string, number>();
  const destinations = new Map<Slot, number[]>();
  for (const [output, slot] of pass.outputs) {
    const at = context.gradientAt(output) ?? scratch.take(slot.size);
    outputs.set(output, at);
    destinations.set(slot, [...(destinations.get(slot) ?? []), at]);
  }
  const isUsed = usedSlots(pass);
  for (const slot of pass.slots) {
    const location = isUsed.has(slot) ? locationOf(slot, { context, rows, destinations }) : undefined;
    if (location) shared.set(slot, location);
  }
  const sumSlots = pass.slots.filter((slot) => slot.space === "sum" && isUsed.has(slot));
  const scattered = new Map<Slot, ScatterStatement>();
  for (const statement of pass.body) {
    if (statement.kind === "scatter" && !isDense(statement)) scattered.set(statement.sum, statement);
  }
  const rowLocations = new Map<Slot, Location>([...shared, ...tiles.locations]);
  let nSums = 0;
  const sums: SumRun[] = [];
  const scatters: ScatterPlan[] = [];
  for (const slot of sumSlots) {
    const to = destinations.get(slot) ?? [scratch.take(slot.size)];
    shared.set(slot, { kind: "scratch", base: to[0] });
    const statement = scattered.get(slot);
    if (statement) {
      assertCodes(statement);
      const nCodes = statement.nCodes * rows.most;
      const location = { codes: scratch.take(nCodes), values: scratch.take(nCodes * statement.width) };
      scatters.push({ statement, location, destinations: to });
    } else {
      rowLocations.set(slot, { kind: "slice", offset: nSums });
      for (const destination of to) sums.push({ source: nSums, destination, count: slot.size });
      nSums += slot.size;
    }
  }
  const wanted = Math.max(MIN_WORKGROUPS, Math.floor(MAX_SLICE_NUMBERS / Math.max(nSums, 1)));
  const possible = Math.max(Math.floor(context.limits.sliceBytes / (4 * Math.max(nSums, 1))), 1);
  return {
    name,
    pass,
    rows,
    ...tiles,
    rowLocations,
    rowFreeLocations: shared,
    nSums,
    sums,
    scatters,
    maxWorkgroups: Math.min(MAX_WORKGROUPS, wanted, possible),
    outputs,
  };
}

/** So many products for each row cost next to nothing: a layer of 64 units has 4,096. */
const MOST_DENSE = 1024;

/** Sums over rows like all others, where the table is small. */
function isDense({ size, width, nCodes }: ScatterStatement): boolean {
  return size * width * nCodes <= MOST_DENSE;
}

/** Codes pass between kernels as float32. */
function assertCodes({ size }: ScatterStatement): void {
  if (size <= MOST_CODES) return;
  throw studioError("E_GPU_LIMITS", { limit: "codes", most: MOST_CODES, got: size });
}

function usedSlots(pass: Pass): ReadonlySet<Slot> {
  const used = new Set<Slot>(pass.outputs.values());
  for (const statement of [...pass.prologue, ...pass.body, ...pass.epilogue]) {
    for (const slot of [...slotsReadBy(statement), ...slotsWrittenBy(statement)]) used.add(slot);
  }
  return used;
}

function locationOf(
  slot: Slot,
  { context, rows, destinations }: { context: PlanContext; rows: RowCount; destinations: ReadonlyMap<Slot, number[]> },
): Location | undefined {
  const missing = (what: string) => new Error(`no ${what} named ${slot.name}`);
  const spaces: { readonly [Name in Space]: () => Location | undefined } = {
    "row input": () => {
      const location = context.rowInputs.get(slot.name);
      if (!location) throw missing("row input");
      return location;
    },
    constant: () => {
      const data = slot.data ?? [];
      const base =
        slot.dtype === "int32" ? context.constants.put(Int32Array.from(data)) : context.constants.putFloats(data);
      return { kind: "constants", base };
    },
    parameter: () => ({ kind: "values", base: context.parameterAt(slot.name) }),
    feed: () => {
      if (rows.fixed !== undefined && slot.name === BATCH_FEEDS.size) return { kind: "number", value: rows.fixed };
      if (rows.fixed !== undefined && slot.name === BATCH_FEEDS.inverse)
        return { kind: "number", value: 1 / rows.fixed };
      const base = context.feeds.get(slot.name);
      if (base === undefined) throw missing("row-free input");
      return { kind: "feeds", base };
    },
    "row-free": () => ({ kind: "values", base: context.values.take(slot.size) }),
    output: () => ({ kind: "scratch", base: destinations.get(slot)![0] }),
    "row output": () => {
      throw new Error("a training pass gives nothing of each row");
    },
    tile: () => undefined,
    sum: () => undefined,
  };
  return spaces[slot.space]();
}
