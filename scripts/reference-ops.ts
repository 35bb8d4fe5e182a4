/** The table of ops: what each means, and who has a rule for it. */
import { kernelRules } from "../src/engine/loops/kernel-rules.ts";
import { lowerings } from "../src/engine/tfjs/lowering.ts";
import { attributeSchemas } from "../src/export/program-schema.ts";
import { evaluateRules } from "../src/program/evaluate-ops.ts";
import { mixesRows } from "../src/program/op-traits.ts";
import type { OpName } from "../src/program/ops.ts";
import { vjpRules } from "../src/program/vjp.ts";

/** Engines and exporters with the table that holds their rule of each op. WebAssembly and WebGPU both follow from the loops. */
const COLUMNS: readonly (readonly [title: string, rules: Readonly<Record<string, unknown>>])[] = [
  ["float64 evaluator", evaluateRules],
  ["WebAssembly", kernelRules],
  ["WebGPU", kernelRules],
  ["tfjs", lowerings],
  ["JSON", attributeSchemas],
];

interface OpText {
  readonly name: OpName;
  /** As written in the interface: "{ axis: number }"; "" where there are none. */
  readonly attributes: string;
  readonly meaning: string;
}

/** Ops in the order of their interface, with the comments above them. */
function parseOps(source: string): readonly OpText[] {
  const body = source.slice(source.indexOf("export interface OpAttributes {"));
  const entry = /(?:\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*)?\n {2}(\w+): (None|\{[^}]*\});/g;
  return [...body.matchAll(entry)].map(([, comment = "", name, attributes]) => ({
    name: name as OpName,
    attributes: attributes === "None" ? "" : attributes.replaceAll("readonly ", "").replaceAll(";", ","),
    meaning: comment.replace(/\s*\n\s*\*\s?/g, " ").trim(),
  }));
}

function gradientOf(name: OpName): string {
  if (vjpRules[name] === null) return "stands in gradients only";
  return name === "step" ? "0 everywhere" : "yes";
}

const inCell = (text: string) => text.replaceAll("|", "\\|");
const inCode = (text: string) => (text === "" ? "" : `\`${inCell(text)}\``);

/** @param source text of src/program/ops.ts */
export function opsPage(source: string): string {
  const ops = parseOps(source);
  const known = Object.keys(evaluateRules);
  const missed = known.filter((name) => ops.every((op) => op.name !== name));
  if (missed.length > 0) throw new Error(`src/program/ops.ts: ops that were not understood: ${missed.join(", ")}`);
  const head = ["op", "attributes", "meaning", "gradient", "mixes rows", ...COLUMNS.map(([title]) => title)];
  const rows = ops.map(({ name, attributes, meaning }) => [
    inCode(name),
    inCode(attributes),
    inCell(meaning),
    gradientOf(name),
    mixesRows[name] ? "yes" : "",
    ...COLUMNS.map(([, rules]) => (Object.hasOwn(rules, name) ? "yes" : "no")),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return `${[
    "# Ops",
    "",
    "Every op of the tensor program, and who can carry it out. Made from the tables of rules by `npm run reference`; do not edit.",
    "Each table is typed over all ops, so a rule that is missing does not compile. WebAssembly and WebGPU share one rule, the loop form.",
    "An op without a gradient rule is written by gradients and differentiated by none.",
    "",
    line(head),
    line(head.map(() => "---")),
    ...rows.map(line),
  ].join("\n")}\n`;
}
