/** Decides who carries out an update after a pass: workgroup 0 beside the pass's last statements, or all others at once. */
import { optimisersOf, replicasOf, type TrainingPlan } from "../../engine.ts";
import type { GroupSpan, ParameterLayout } from "../../loops/parameter-layout.ts";
import type { Pass, Statement } from "../../loops/statements.ts";
import { perturbedName, SIDES } from "../../step/objectives.ts";
import type { PassPlan } from "../plan/pass-plan.ts";
import type { ReducePlan } from "./reduce-kernel.ts";
import { type GroupUpdate, type Norm, type Rule, type Span, spansOf } from "./update.ts";

/** One workgroup does not move more numbers than this; others wait for it meanwhile. */
const MOST_BY_FIRST = 8192;
/** The norm of a direction covers no more numbers than this where each workgroup takes it for itself. */
const MOST_IN_NORM = 65_536;

/** A pass whose gradients stand in `scratch`, from `gradient` on. */
export interface GradientSource {
  readonly plan: PassPlan;
  readonly reduce: ReducePlan;
  readonly gradient?: number;
  /** Where the workgroups of the reduction leave squares. */
  readonly partials?: number;
}

export interface UpdateContext {
  readonly layout: ParameterLayout;
  readonly plan: TrainingPlan;
  /** How far behind each parameter its average stands; absent where nothing is averaged. */
  readonly averageAt?: number;
  /** Word of the record where the factors of a group stand. */
  readonly factorsAt: (group: number) => number;
}

/** Names of the parameters that row-free statements read. */
export function parametersIn(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap((statement) => {
    if (statement.kind !== "map" && statement.kind !== "reduce") return [];
    return statement.instructions.flatMap((instruction) => {
      const slot =
        instruction.kind === "load" ? instruction.slot : instruction.kind === "loadAt" ? instruction.table : undefined;
      return slot?.space === "parameter" ? [slot.name] : [];
    });
  });
}

/** Where the reduction left the squares of a group's gradients, which are all sums over rows. */
function partialsOf(
  { reduce, gradient = 0, partials = 0 }: GradientSource,
  { offset, length }: GroupSpan,
): readonly Span[] {
  const isInside = (destination: number) =>
    destination >= gradient + offset && destination < gradient + offset + length;
  const spans: { from: number; count: number }[] = [];
  reduce.blocks.forEach(([, destination], index) => {
    if (!isInside(destination)) return;
    const last = spans.at(-1);
    if (last && last.from + last.count === partials + index) last.count++;
    else spans.push({ from: partials + index, count: 1 });
  });
  for (const { scatter, first, count } of reduce.scatters) {
    for (const destination of scatter.destinations)
      if (isInside(destination)) spans.push({ from: partials + first, count });
  }
  return spans;
}

/** Whether a gradient is one of the sums over rows, or nothing at all. */
function isPlain(pass: Pass, name: string): boolean {
  const slot = pass.outputs.get(name);
  return slot === undefined || slot.space === "sum";
}

export function areAllPlain({ plan }: GradientSource, { group }: GroupSpan): boolean {
  return group.members.every(({ name }) => isPlain(plan.pass, name));
}

/** What follows a pass: the optimiser's step of some groups, and the perturbed copies that an alignment reads. */
export interface Wanted {
  readonly groups: readonly number[];
  readonly perturbs: boolean;
}

/** Whether copies are made of parameters that the same update moves: then they wait for it. */
export function perturbationWaits({ groups, perturbs }: Wanted, { layout }: UpdateContext): boolean {
  return perturbs && groups.includes(layout.perturbed!.group);
}

/**
 * The update of some groups in the kernel that runs the epilogue and the next prologue, too; undefined where that kernel
 * would be wrong or slow, because one workgroup would have to move too much.
 *
 * @param next the next pass's prologue: it has to see what was updated.
 */
export function planUpdate(
  source: GradientSource,
  wanted: Wanted,
  next: readonly Statement[],
  context: UpdateContext,
): readonly GroupUpdate[] | undefined {
  if (perturbationWaits(wanted, context)) return undefined;
  const { groups, perturbed } = context.layout;
  if (wanted.perturbs && groups[perturbed!.group].length > MOST_IN_NORM) return undefined;
  const { pass } = source.plan;
  const isRead = new Set([...parametersIn(pass.epilogue), ...parametersIn(next)]);
  const planned = ({ index, members, rule, needsNorm }: Job, readNames: (name: string) => readonly string[]) => {
    const span = context.layout.groups[index];
    const isWholePlain = areAllPlain(source, span);
    const isHeld = (name: string) =>
      readNames(name).some((read) => isRead.has(read)) || !isPlain(pass, name) || (needsNorm && !isWholePlain);
    return {
      rule,
      ...gradientOf(source),
      ...(needsNorm ? { norm: normOf(source, span, rule) } : {}),
      byFirst: spansOf(context.layout, members.filter(isHeld)),
      byOthers: spansOf(
        context.layout,
        members.filter((name) => !isHeld(name)),
      ),
    };
  };
  const updates = jobsOf(wanted, context).map(
    (job): GroupUpdate =>
      planned(job, (name) => (job.rule.kind === "perturb" ? SIDES.map((side) => perturbedName(side, name)) : [name])),
  );
  const byFirst = updates.flatMap((update) => update.byFirst).reduce((total, { count }) => total + count, 0);
  return byFirst <= MOST_BY_FIRST ? updates : undefined;
}

/** The same update in a kernel of its own, by all workgroups, once norms are known at `normAt`. */
export function planUpdateByAll(
  source: GradientSource,
  wanted: Wanted,
  context: UpdateContext,
  normAt: (group: number) => number,
): readonly GroupUpdate[] {
  return jobsOf(wanted, context).map(({ index, members, rule, needsNorm }) => ({
    rule,
    ...gradientOf(source),
    ...(needsNorm ? { norm: { kind: "known" as const, at: normAt(index) } } : {}),
    byFirst: [],
    byOthers: spansOf(context.layout, members),
  }));
}

/** The groups whose norms an update needs, one of each. */
export function normsNeeded(wanted: Wanted, context: UpdateContext): readonly Pick<Job, "index" | "rule">[] {
  return jobsOf(wanted, context).filter(({ needsNorm }) => needsNorm);
}

/** How the norm of what a rule goes along is found: squares of gradients are there, those of a direction are not. */
export function normOf(source: GradientSource, span: GroupSpan, rule: Rule): Exclude<Norm, { kind: "known" }> {
  if (rule.kind === "step" && source.partials !== undefined && areAllPlain(source, span))
    return { kind: "partials", spans: partialsOf(source, span) };
  return { kind: "gradient", span: { from: span.offset, count: span.length } };
}

interface Job {
  /** Of the group. */
  readonly index: number;
  readonly members: readonly string[];
  readonly rule: Rule;
  readonly needsNorm: boolean;
}

function jobsOf({ groups, perturbs }: Wanted, { layout, plan, factorsAt, averageAt }: UpdateContext): readonly Job[] {
  const averaged = averageAt === undefined ? {} : { average: averageAt };
  const steps = groups.map((index): Job => {
    const { group } = layout.groups[index];
    const settings = plan.optimisers[group.role];
    const isDecaying = replicasOf(plan).some((each) => optimisersOf(plan, each)[group.role].weightDecay > 0);
    const hasDecay = isDecaying && group.decay.some((value) => value > 0);
    return {
      index,
      members: group.members.map(({ name }) => name),
      rule: { kind: "step", settings, factorsAt: factorsAt(index), hasDecay, ...averaged },
      needsNorm: Number.isFinite(settings.clipNorm),
    };
  });
  if (!perturbs) return steps;
  const { group: index, plus, minus } = layout.perturbed!;
  const { group, offset } = layout.groups[index];
  const members = group.members.flatMap(({ name }) => (layout.spans.has(perturbedName("plus", name)) ? [name] : []));
  const settings = plan.optimisers[group.role];
  const rule = { kind: "perturb", settings, plus: plus - offset, minus: minus - offset } as const;
  return [...steps, { index, members, rule, needsNorm: true }];
}

function gradientOf({ gradient }: GradientSource) {
  return gradient === undefined ? {} : { gradient };
}
