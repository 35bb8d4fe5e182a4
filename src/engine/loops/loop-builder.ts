/** Gathers loops by stage, level and size, and writes the instructions inside them. */
import { compose, IDENTITY, type IndexMap, isIdentity, keyOf } from "./index-map.ts";
import type { Instruction, MapOutput, Slot, Statement } from "./statements.ts";
import type { Ref, Stage, Value } from "./value-graph.ts";

/** The slot of a value that has one, and when in its stage it is computed; leaves are there before all levels. */
export interface Placement {
  readonly stage: Stage;
  readonly level: number;
  readonly slot: Slot;
}

/** What a fused loop does for each of its elements. */
export type Member =
  | { readonly kind: "store"; readonly of: Ref; readonly slot: Slot; readonly map: IndexMap }
  /** The one place where a stored value is computed; it has no store if all its readers are in the same loop. */
  | { readonly kind: "define"; readonly value: Value; readonly slot: Slot }
  | { readonly kind: "sumRows"; readonly of: Ref; readonly slot: Slot };

interface Group {
  readonly stage: Stage;
  readonly level: number;
  readonly size: number;
  readonly members: Member[];
}

/** Values that need a loop of their own. */
export type LoopValue = Value & {
  readonly definition: Extract<Value["definition"], { readonly kind: "reduce" | "contract" | "outer" | "scatter" }>;
};

export class LoopBuilder {
  private readonly groups = new Map<string, Group>();
  private readonly loops: { readonly stage: Stage; readonly statement: Statement }[] = [];
  /** Values that a fused loop defines. */
  private readonly defined = new Set<Value>();

  constructor(private readonly placements: ReadonlyMap<Value, Placement>) {}

  /** The level of a loop over `size` elements that computes these: that of what it reads where one loop can do both, else the next. */
  levelOf(refs: readonly Ref[], stage: Stage, size: number): number {
    return this.level(
      refs,
      stage,
      (ref) => this.defined.has(ref.value) && ref.value.size === size && isIdentity(ref.map),
      size,
    );
  }

  /** The level of a loop of another kind: after all that it reads. */
  levelAfter(refs: readonly Ref[], stage: Stage, size: number): number {
    return this.level(refs, stage, () => false, size);
  }

  addMember(stage: Stage, level: number, size: number, member: Member): void {
    const key = `${stage}/${level}/${size}`;
    const group = this.groups.get(key) ?? { stage, level, size, members: [] };
    this.groups.set(key, group);
    group.members.push(member);
    if (member.kind === "define") this.defined.add(member.value);
  }

  addLoop(stage: Stage, level: number, value: LoopValue, slot: Slot): void {
    this.loops.push({ stage, statement: this.loopOf(stage, level, value, slot) });
  }

  /** All statements by stage, in order of levels, without stores that nothing reads. */
  statements(outputs: readonly Slot[]): Record<Stage, Statement[]> {
    const maps = [...this.groups.values()].map((group) => ({ stage: group.stage, statement: this.mapOf(group) }));
    const all = [...maps, ...this.loops].filter(({ statement }) => !isEmpty(statement));
    const read = new Set(outputs);
    for (const { statement } of all) for (const slot of slotsReadBy(statement)) read.add(slot);
    const lists: Record<Stage, Statement[]> = { prologue: [], body: [], epilogue: [] };
    for (const { stage, statement } of all) {
      if (statement.kind !== "map") lists[stage].push(statement);
      else {
        const kept = statement.outputs.filter((output) => output.kind === "sumRows" || read.has(output.slot));
        if (kept.length > 0) lists[stage].push({ ...statement, outputs: kept });
      }
    }
    for (const list of Object.values(lists)) list.sort((a, b) => a.level - b.level);
    return lists;
  }

  private level(refs: readonly Ref[], stage: Stage, isShared: (ref: Ref) => boolean, size: number): number {
    let level = 0;
    for (const ref of refs) {
      for (const read of this.reads(ref, size)) {
        const placement = this.placements.get(read.value)!;
        if (placement.stage !== stage) continue;
        level = Math.max(level, isShared(read) ? placement.level : placement.level + 1);
      }
    }
    return level;
  }

  /** Stored values behind a value that is computed where it is read. */
  private *reads({ value, map }: Ref, size: number): Iterable<Ref> {
    if (this.placements.has(value)) yield { value, map };
    else if (value.definition.kind === "point") {
      for (const ref of value.definition.arguments) {
        yield* this.reads({ value: ref.value, map: compose(ref.map, map, size) }, size);
      }
    } else if (value.definition.kind === "loadAt") {
      const { table, codes } = value.definition;
      yield { value: table, map: IDENTITY };
      yield* this.reads({ value: codes.value, map: compose(codes.map, map, size) }, size);
    }
  }

  private mapOf({ stage, level, size, members }: Group): Statement & { readonly kind: "map" } {
    const writer = new InstructionWriter(this.placements, size);
    const outputs = members.map((member): MapOutput => {
      if (member.kind === "define") {
        return { kind: "store", slot: member.slot, map: IDENTITY, value: writer.define(member.value) };
      }
      const value = writer.write(member.of);
      return member.kind === "sumRows"
        ? { kind: "sumRows", slot: member.slot, value }
        : { kind: "store", slot: member.slot, map: member.map, value };
    });
    return { kind: "map", level, rows: stage === "body", size, instructions: writer.instructions, outputs };
  }

  private loopOf(stage: Stage, level: number, { definition, size: nElements }: LoopValue, slot: Slot): Statement {
    const slotOf = (read: Value) => this.placements.get(read)!.slot;
    switch (definition.kind) {
      case "reduce": {
        const { extent } = definition;
        const flat = "starts" in extent ? extent.starts[nElements] : nElements * extent.length;
        const writer = new InstructionWriter(this.placements, flat);
        const value = writer.write(definition.of);
        const { instructions } = writer;
        const shared = { kind: "reduce", level, rows: stage === "body", size: nElements, extent } as const;
        return { ...shared, function: definition.function, instructions, value, slot };
      }
      case "contract": {
        const [nVectors, nInner, nOuter] = definition.sizes;
        const [strideV, strideK, strideJ] = definition.strides;
        const [a, b] = [slotOf(definition.a), slotOf(definition.b)];
        return { kind: "contract", level, a, b, out: slot, nVectors, nInner, nOuter, strideV, strideK, strideJ };
      }
      case "outer": {
        const [nVectors, nLeft, nRight] = definition.sizes;
        const [a, b] = [slotOf(definition.a), slotOf(definition.b)];
        return { kind: "outer", level, a, b, sum: slot, nVectors, nLeft, nRight, isPerVector: definition.isPerVector };
      }
      case "scatter": {
        const { size, width } = definition;
        const nCodes = definition.values.size / width;
        const [values, codes] = [slotOf(definition.values), slotOf(definition.codes.value)];
        const codeMap = definition.codes.map;
        return { kind: "scatter", level, values, codes, codeMap, sum: slot, nCodes, size, width };
      }
      default:
        return definition satisfies never;
    }
  }
}

/** Writes values as instructions over the elements of one loop; equal ones once. */
class InstructionWriter {
  readonly instructions: Instruction[] = [];
  private readonly known = new Map<string, number>();

  constructor(
    private readonly placements: ReadonlyMap<Value, Placement>,
    private readonly size: number,
  ) {}

  /** A value that this loop stores; readers in the loop take it from here. */
  define(value: Value): number {
    const result = this.compute(value, IDENTITY);
    this.known.set(keyOfRef(value, IDENTITY), result);
    return result;
  }

  write({ value, map }: Ref): number {
    const key = keyOfRef(value, map);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const placement = this.placements.get(value);
    const result = placement ? this.push({ kind: "load", slot: placement.slot, map }) : this.compute(value, map);
    this.known.set(key, result);
    return result;
  }

  private compute(value: Value, map: IndexMap): number {
    const { definition } = value;
    const composed = (ref: Ref) => ({ value: ref.value, map: compose(ref.map, map, this.size) });
    if (definition.kind === "constant") return this.push({ kind: "constant", value: definition.value });
    if (definition.kind === "point") {
      const given = definition.arguments.map((ref) => this.write(composed(ref)));
      return this.push({ kind: "point", function: definition.function, arguments: given });
    }
    if (definition.kind === "loadAt") {
      const { size, width } = definition;
      const code = this.write(composed(definition.codes));
      const column = compose(definition.column, map, this.size);
      const table = this.placements.get(definition.table)!.slot;
      return this.push({ kind: "loadAt", table, code, size, width, column });
    }
    throw new Error(`a value of kind ${definition.kind} is not computed where it is read`);
  }

  private push(instruction: Instruction): number {
    this.instructions.push(instruction);
    return this.instructions.length - 1;
  }
}

function keyOfRef(value: Value, map: IndexMap): string {
  return value.definition.kind === "constant" ? `${value.id}` : `${value.id}@${keyOf(map)}`;
}

/** Values without elements, such as columns of a kind that a table lacks, take no loops. */
function isEmpty(statement: Statement): boolean {
  switch (statement.kind) {
    case "map":
    case "reduce":
      return statement.size === 0;
    case "contract":
      return statement.out.size === 0;
    case "outer":
    case "scatter":
      return statement.sum.size === 0;
    default:
      return statement satisfies never;
  }
}

/** Slots whose numbers a statement needs from others. */
export function slotsReadBy(statement: Statement): readonly Slot[] {
  switch (statement.kind) {
    case "map":
    case "reduce":
      return statement.instructions.flatMap((instruction) => {
        if (instruction.kind === "load") return [instruction.slot];
        return instruction.kind === "loadAt" ? [instruction.table] : [];
      });
    case "contract":
    case "outer":
      return [statement.a, statement.b];
    case "scatter":
      return [statement.values, statement.codes];
    default:
      return statement satisfies never;
  }
}

/** Slots that a statement writes. */
export function slotsWrittenBy(statement: Statement): readonly Slot[] {
  switch (statement.kind) {
    case "map":
      return statement.outputs.map(({ slot }) => slot);
    case "reduce":
      return [statement.slot];
    case "contract":
      return [statement.out];
    case "outer":
    case "scatter":
      return [statement.sum];
    default:
      return statement satisfies never;
  }
}
