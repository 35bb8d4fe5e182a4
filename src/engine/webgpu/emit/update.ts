/** The optimiser in WGSL, and who updates what: workgroup 0 or, in blocks, the others. */
import type { OptimiserSettings } from "../../engine.ts";
import { aligned, type ParameterLayout } from "../../loops/parameter-layout.ts";
import { ALIGNMENT_DISTANCE } from "../../step/objectives.ts";
import { N_THREADS } from "../plan/pass-plan.ts";
import { FACTORS } from "../plan/records.ts";
import { float, indented, type PutTable, sum, unsigned } from "./wgsl-text.ts";

/** Neighbours in the parameter vector. */
export interface Span {
  readonly from: number;
  readonly count: number;
}

/** The squares that add up to that of a group's norm. */
export type Norm =
  | { readonly kind: "partials"; readonly spans: readonly Span[] }
  /** Of the gradient itself, all of it. */
  | { readonly kind: "gradient"; readonly span: Span }
  /** An earlier kernel has left the norm at scratch[at]. */
  | { readonly kind: "known"; readonly at: number };

/** What is done with a group's parameters. */
export type Rule =
  | {
      readonly kind: "step";
      readonly settings: OptimiserSettings;
      /** Word of the record where the factors stand. */
      readonly factorsAt: number;
      /** Of one of the replicas at least. */
      readonly hasDecay: boolean;
      /** The average of the parameter i stands at values[average + i]; absent: there is none. */
      readonly average?: number;
    }
  /** They stay; copies of them that are perturbed along `alignmentDirection` are written, at so many numbers behind each. */
  | { readonly kind: "perturb"; readonly settings: OptimiserSettings; readonly plus: number; readonly minus: number };

export interface GroupUpdate {
  readonly rule: Rule;
  /** Absent where a step is never clipped. */
  readonly norm?: Norm;
  /** scratch[gradient + i] for the parameter i; undefined: 0. */
  readonly gradient?: number;
  readonly byFirst: readonly Span[];
  readonly byOthers: readonly Span[];
}

/** Numbers that a workgroup updates, four a thread. */
const BLOCK = 4 * N_THREADS;

/** Members of a layout as spans, joined where they stand side by side. */
export function spansOf(layout: ParameterLayout, names: readonly string[]): readonly Span[] {
  const members = names.map((name) => layout.spans.get(name)!).sort((a, b) => a.offset - b.offset);
  const spans: { from: number; count: number }[] = [];
  for (const { offset, size } of members) {
    const last = spans.at(-1);
    if (last && last.from + aligned(last.count) === offset) last.count = offset + size - last.from;
    else spans.push({ from: offset, count: size });
  }
  return spans;
}

/** g as `alignmentDirection` has it, of the parameter i. */
const DIRECTION = "direction";
const ofGradient = ({ kind }: Rule, i: string, g: string) => (kind === "perturb" ? `${DIRECTION}(${i}, ${g})` : g);

function directionFunction({ kind, beta2, epsilon }: OptimiserSettings, { v }: MomentOffsets): string {
  const second = `${float(beta2)} * moments[${sum(v, "i")}] + ${float(1 - beta2)} * g * g`;
  const along = kind === "adam" ? `g / (sqrt(${second}) + ${float(epsilon)})` : "g";
  return `fn ${DIRECTION}(i: u32, g: f32) -> f32 { return ${along}; }`;
}

function updateFunction(rule: Rule, name: string, { m, v, decay }: MomentOffsets): string {
  if (rule.kind === "perturb") {
    return [
      `fn ${name}(i: u32, g: f32) {`,
      "  let p = values[i];",
      `  values[${sum(rule.plus, "i")}] = p + g;`,
      `  values[${sum(rule.minus, "i")}] = p - g;`,
      "}",
    ].join("\n");
  }
  const { settings, factorsAt, hasDecay, average } = rule;
  const { kind, beta1, beta2, epsilon } = settings;
  const factor = (index: number) =>
    `bitcast<f32>(feeds[${unsigned(factorsAt + index)} + ${unsigned(FACTORS)} * replica])`;
  const isAdam = kind === "adam";
  const decayed = hasDecay ? ` - ${factor(2)} * moments[${unsigned(decay)} + i] * p` : "";
  const averaged =
    average === undefined
      ? []
      : [
          `  let a = values[${sum(average, "i")}];`,
          `  values[${sum(average, "i")}] = a + ${factor(3)} * (values[i] - a);`,
        ];
  return [
    `fn ${name}(i: u32, g: f32) {`,
    "  let p = values[i];",
    `  let m = ${float(beta1)} * moments[${sum(m, "i")}]${isAdam ? ` + ${float(1 - beta1)} * g` : " + g"};`,
    `  moments[${sum(m, "i")}] = m;`,
    ...(isAdam
      ? [
          `  let v = ${float(beta2)} * moments[${sum(v, "i")}] + ${float(1 - beta2)} * g * g;`,
          `  moments[${sum(v, "i")}] = v;`,
          `  values[i] = p - ${factor(0)} * m / (sqrt(v) * ${factor(1)} + ${float(epsilon)})${decayed};`,
        ]
      : [`  values[i] = p - ${factor(0)} * m${decayed};`]),
    ...averaged,
    "}",
  ].join("\n");
}

/** What the lines of an update call. */
export function declarationsOf(rules: readonly Rule[], moments: MomentOffsets): readonly string[] {
  return rules.flatMap((rule) => (rule.kind === "perturb" ? [directionFunction(rule.settings, moments)] : []));
}

/**
 * Lines that leave in `square` the square of the length that a rule divides by: the gradient's, or how far the direction of an
 * alignment goes along the gradient. All threads run them.
 */
export function squareLines(
  norm: Exclude<Norm, { kind: "known" }>,
  gradient: number | undefined,
  rule: Rule,
): string[] {
  const loop = ({ from, count }: Span, term: string) =>
    `for (var i = thread; i < ${unsigned(count)}; i += THREADS) { let g = scratch[${sum(from, "i")}]; ${term} }`;
  const ofAll = (term: string) =>
    norm.kind === "gradient" && gradient !== undefined
      ? [loop({ from: gradient + norm.span.from, count: norm.span.count }, term)]
      : [];
  if (rule.kind === "perturb" && norm.kind === "gradient") {
    const at = sum(norm.span.from, "i");
    return [
      "var share = 0.0;",
      "var product = 0.0;",
      ...ofAll(`share += g * g; product += g * ${DIRECTION}(${at}, g);`),
      "let squares = sumOfThreads(share, thread);",
      "let along = sumOfThreads(product, thread);",
      "let square = along * along / max(squares, 1e-24f);",
    ];
  }
  const loops =
    norm.kind === "partials" ? norm.spans.map((span) => loop(span, "share += g;")) : ofAll("share += g * g;");
  return ["var share = 0.0;", ...loops, "let square = sumOfThreads(share, thread);"];
}

function scaleLines({ norm, rule, gradient }: GroupUpdate): string[] {
  if (!norm) return ["let scale = 1.0;"];
  const clip = rule.kind === "step" ? float(rule.settings.clipNorm) : "";
  const scale =
    rule.kind === "step" ? `${clip} / max(norm, ${clip})` : `${float(ALIGNMENT_DISTANCE)} / max(norm, 1e-12f)`;
  const known = norm.kind === "known";
  const lines = known ? [] : squareLines(norm, gradient, rule);
  return [...lines, `let norm = ${known ? `scratch[${unsigned(norm.at)}]` : "sqrt(square)"};`, `let scale = ${scale};`];
}

/** Where the optimiser's slots begin in `moments`. */
export interface MomentOffsets {
  readonly m: number;
  readonly v: number;
  readonly decay: number;
}

export interface EmittedUpdate {
  readonly declarations: readonly string[];
  /** For workgroup 0. */
  readonly first: readonly string[];
  /** For the others. */
  readonly others: readonly string[];
  readonly nBlocks: number;
  readonly usesTotal: boolean;
}

export function emitUpdate(groups: readonly GroupUpdate[], moments: MomentOffsets, putTable: PutTable): EmittedUpdate {
  const gradientText = ({ gradient, rule }: GroupUpdate) =>
    gradient === undefined ? "0.0" : `${ofGradient(rule, "i", `scratch[${sum(gradient, "i")}]`)} * scale`;
  const blocks = groups.flatMap(({ byOthers }, index) =>
    byOthers.flatMap(({ from, count }) =>
      Array.from({ length: Math.ceil(count / BLOCK) }, (_, block) => [
        from + block * BLOCK,
        Math.min(count - block * BLOCK, BLOCK),
        index,
      ]),
    ),
  );
  const list = blocks.length > 0 ? putTable(Int32Array.from(blocks.flat())) : 0;
  const word = (offset: number) => `u32(constants[${unsigned(list + offset)} + 3u * block])`;
  return {
    declarations: [
      ...declarationsOf(
        groups.map(({ rule }) => rule),
        moments,
      ),
      ...groups.map(({ rule }, index) => updateFunction(rule, `update${index}`, moments)),
    ],
    first: groups.flatMap((group, index) =>
      group.byFirst.length === 0
        ? []
        : [
            "{",
            ...indented([
              ...scaleLines(group),
              ...group.byFirst.map(
                ({ from, count }) =>
                  `for (var i = ${unsigned(from)} + thread; i < ${unsigned(from + count)}; i += THREADS) { update${index}(i, ${gradientText(group)}); }`,
              ),
            ]),
            "}",
          ],
    ),
    others: groups.flatMap((group, index) =>
      group.byOthers.length === 0
        ? []
        : [
            `if (${word(2)} == ${unsigned(index)}) {`,
            ...indented([
              ...scaleLines(group),
              `let begin = ${word(0)};`,
              `let end = begin + ${word(1)};`,
              `for (var i = begin + thread; i < end; i += THREADS) { update${index}(i, ${gradientText(group)}); }`,
            ]),
            "}",
          ],
    ),
    nBlocks: blocks.length,
    usesTotal: groups.some(({ norm }) => norm !== undefined && norm.kind !== "known"),
  };
}
