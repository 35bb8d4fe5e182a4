/** The loop-level form as text that people can read. */
import { constantOf, type IndexMap, isIdentity } from "./index-map.ts";
import type { BinaryFunction, Instruction, Pass, Slot, Statement } from "./statements.ts";

const SIGNS: Readonly<Partial<Record<BinaryFunction, string>>> = { add: "+", sub: "-", mul: "*", div: "/" };

/** Short numbers of what is computed; the names of what is given. */
function nameOf(slot: Slot): string {
  switch (slot.space) {
    case "tile":
      return `t${slot.id}`;
    case "row-free":
      return `f${slot.id}`;
    case "sum":
      return `sum${slot.id}`;
    case "constant":
      return `c${slot.id}`;
    case "row input":
    case "parameter":
    case "feed":
    case "output":
    case "row output":
      return `"${slot.name}"`;
    default:
      return slot.space satisfies never;
  }
}

function indexOf(map: IndexMap, i: string): string {
  if (isIdentity(map)) return i;
  const at = constantOf(map);
  if (at !== undefined) return `${at}`;
  if (map.kind === "table") return `table(${i})`;
  const { divisor, outer, inner, offset } = map;
  const term = (factor: number, of: string) => (factor === 0 ? [] : [factor === 1 ? of : `${factor}*${of}`]);
  const parts =
    divisor === 1
      ? term(outer, i)
      : [...term(outer, outer === 1 ? `${i}/${divisor}` : `(${i}/${divisor})`), ...term(inner, `(${i}%${divisor})`)];
  return [...parts, ...(offset === 0 ? [] : [`${offset}`])].join(" + ") || "0";
}

/** Instructions that are read once are written where they are read. */
function expressions(instructions: readonly Instruction[], i: string, results: readonly number[]) {
  const reads = new Array<number>(instructions.length).fill(0);
  for (const result of results) reads[result]++;
  for (const instruction of instructions) {
    if (instruction.kind === "point") for (const position of instruction.arguments) reads[position]++;
    if (instruction.kind === "loadAt") reads[instruction.code]++;
  }
  const lines: string[] = [];
  const texts: string[] = [];
  instructions.forEach((instruction, position) => {
    let text: string;
    switch (instruction.kind) {
      case "constant":
        text = `${instruction.value}`;
        break;
      case "load":
        text = `${nameOf(instruction.slot)}[${indexOf(instruction.map, i)}]`;
        break;
      case "loadAt": {
        const { table, width, column, code } = instruction;
        const at = width === 1 ? texts[code] : `${texts[code]}*${width} + ${indexOf(column, i)}`;
        text = `${nameOf(table)}[${at}]`;
        break;
      }
      case "point": {
        const given = instruction.arguments.map((argument) => texts[argument]);
        const sign = SIGNS[instruction.function as BinaryFunction];
        text = sign ? `(${given.join(` ${sign} `)})` : `${instruction.function}(${given.join(", ")})`;
        break;
      }
      default:
        text = instruction satisfies never;
    }
    const isLong = instruction.kind === "point" || instruction.kind === "loadAt";
    if (isLong && reads[position] > 1) {
      lines.push(`v${position} = ${text}`);
      text = `v${position}`;
    }
    texts.push(text);
  });
  return { lines, texts };
}

function linesOf(statement: Statement): readonly string[] {
  const where = (rows: boolean) => (rows ? ", each row" : "");
  switch (statement.kind) {
    case "map": {
      const { size, rows, instructions, outputs } = statement;
      const { lines, texts } = expressions(
        instructions,
        "e",
        outputs.map(({ value }) => value),
      );
      const stores = outputs.map((output) =>
        output.kind === "store"
          ? `${nameOf(output.slot)}[${indexOf(output.map, "e")}] = ${texts[output.value]}`
          : `${nameOf(output.slot)}[e] += ${texts[output.value]}`,
      );
      return [`for e < ${size}${where(rows)}:`, ...[...lines, ...stores].map((line) => `  ${line}`)];
    }
    case "reduce": {
      const { size, rows, extent, instructions, value, slot } = statement;
      const { lines, texts } = expressions(instructions, "i", [value]);
      const range = "length" in extent ? `i of ${extent.length}` : "i of its own";
      const result = `${nameOf(slot)}[e] = ${statement.function} over ${range}: ${texts[value]}`;
      return [`for e < ${size}${where(rows)}:`, ...[...lines, result].map((line) => `  ${line}`)];
    }
    case "contract": {
      const { a, b, out, nVectors, nInner, nOuter } = statement;
      const vectors = nVectors === 1 ? "" : ` for each of ${nVectors} vectors`;
      return [`${nameOf(out)}[${nOuter}] = ${nameOf(a)}[${nInner}] · ${nameOf(b)}${vectors}, each row`];
    }
    case "outer": {
      const { a, b, sum, nVectors, nLeft, nRight } = statement;
      const vectors = nVectors === 1 ? "" : ` over ${nVectors} vectors`;
      return [`${nameOf(sum)}[${nLeft}, ${nRight}] += ${nameOf(a)} ⊗ ${nameOf(b)}${vectors}, each row`];
    }
    case "scatter": {
      const { values, codes, sum, size, width } = statement;
      return [`${nameOf(sum)}[${size}, ${width}] at ${nameOf(codes)} += ${nameOf(values)}, each row`];
    }
    default:
      return statement satisfies never;
  }
}

/** A pass as loops, stage by stage; a line between levels, where a graphics device has a barrier. */
export function formatLoops({ prologue, body, epilogue, outputs }: Pass): string {
  const stages = [
    ["prologue: once, without rows", prologue],
    ["body: for each tile of the batch", body],
    ["epilogue: once, from the sums over rows", epilogue],
  ] as const;
  const lines = stages.flatMap(([title, statements]) => [
    `${title}`,
    ...statements.flatMap((statement, index) => [
      ...(index > 0 && statements[index - 1].level !== statement.level ? ["  ─"] : []),
      ...linesOf(statement).map((line) => `  ${line}`),
    ]),
  ]);
  const given = [...outputs].map(([name, slot]) => `  "${name}" [${slot.size}] is ${nameOf(slot)}`);
  return [...lines, "gives", ...given].join("\n");
}
