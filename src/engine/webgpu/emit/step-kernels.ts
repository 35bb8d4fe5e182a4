/** The kernels of a step, in the order in which they are dispatched. */
import type { TrainingPlan } from "../../engine.ts";
import type { ParameterLayout } from "../../loops/parameter-layout.ts";
import type { Statement } from "../../loops/statements.ts";
import { type CompiledOperation, OUTPUTS, type PassOperation } from "../../loops/step-passes.ts";
import type { KernelLimits } from "../plan/limits.ts";
import type { Location } from "../plan/locations.ts";
import { type PassPlan, planPass, workgroupsFor } from "../plan/pass-plan.ts";
import type { StepRecordLayout } from "../plan/records.ts";
import { blocksFor, type Kernel, LOSS_SUM_AT, type Regions, type Shared, shareLoop } from "./kernels.ts";
import { areLong, longLoopKernels } from "./long-loops.ts";
import {
  areAllPlain,
  type GradientSource,
  normOf,
  normsNeeded,
  parametersIn,
  perturbationWaits,
  planUpdate,
  planUpdateByAll,
  type UpdateContext,
  type Wanted,
} from "./plan-update.ts";
import { emitReduceKernel, planReduce } from "./reduce-kernel.ts";
import { emitRowFreeKernel, type RowFreeKernel, type Section, type StatementSection } from "./row-free-kernel.ts";
import { emitRowKernel } from "./row-kernel.ts";
import { declarationsOf, emitUpdate, type MomentOffsets, squareLines } from "./update.ts";
import { indented, sum, unsigned } from "./wgsl-text.ts";

export interface StepKernelOptions {
  readonly operations: readonly CompiledOperation[];
  readonly plan: TrainingPlan;
  readonly layout: ParameterLayout;
  readonly record: StepRecordLayout;
  readonly moments: MomentOffsets;
  readonly rowInputs: ReadonlyMap<string, Location>;
  readonly batches: { readonly train: number; readonly validation: number };
  readonly limits: KernelLimits;
  readonly regions: Regions;
  /** How far behind each parameter its average stands; absent where nothing is averaged. */
  readonly averageAt?: number;
}

type MoveOperation = Extract<CompiledOperation, { kind: "moveAhead" }>;

interface PlannedPass extends GradientSource {
  readonly operation: PassOperation;
}

/** The prologue of a pass, and whether it reads the next step's record. */
interface Prologue {
  readonly isNextStep: boolean;
  readonly statements: readonly Statement[];
  readonly section: StatementSection;
}

export interface PrologueKernel {
  /** In the step. */
  readonly index: number;
  readonly nWorkgroups: number;
}

export class StepKernels {
  /**
   * The kernels of a step that run the prologue of the next step's first pass. Before the first step of a submission they run
   * alone, so that it makes no difference, to the last bit, where submissions begin.
   */
  firstPrologue: readonly PrologueKernel[] = [];
  /** One step; its last kernel runs the prologue of the next step's first pass. */
  readonly step: readonly Kernel[];
  private readonly kernels: Kernel[] = [];
  private readonly passes: readonly (PlannedPass | undefined)[];
  private readonly moved: number;
  /** Parameters that a move moves; a pass reads all others where they always are. */
  private readonly movedNames: ReadonlySet<string>;
  private readonly norms: number;

  /** Parameters must stand at the beginning of `regions.values` already. */
  constructor(private readonly options: StepKernelOptions) {
    const { operations, regions, layout } = options;
    const moves = operations.flatMap((operation) => (operation.kind === "moveAhead" ? operation.groups : []));
    this.movedNames = new Set(moves.flatMap((index) => layout.groups[index].group.members.map(({ name }) => name)));
    this.moved = moves.length > 0 ? regions.values.take(layout.nMoving) : 0;
    this.norms = regions.scratch.take(layout.groups.length);
    this.passes = operations.map((operation, index) =>
      operation.kind === "pass" ? this.plan(operation, index) : undefined,
    );
    this.write();
    this.step = this.kernels;
  }

  private plan(operation: PassOperation, index: number): PlannedPass {
    const { layout, regions, record, rowInputs, batches, limits } = this.options;
    const { pass, split, at } = operation;
    const isMoving = (name: string) => (layout.spans.get(name)?.offset ?? layout.nMoving) < layout.nMoving;
    const hasGradient = [...pass.outputs.keys()].some(isMoving);
    const gradient = hasGradient ? regions.scratch.take(layout.nMoving) : undefined;
    const fixed = batches[split];
    const plan = planPass(
      `pass ${index} on ${split} rows`,
      pass,
      { fixed, most: fixed, rowsAt: split === "train" ? record.trainRows : record.validationRows! },
      {
        ...regions,
        limits,
        rowInputs,
        feeds: record.feeds,
        parameterAt: (name) =>
          layout.spans.get(name)!.offset + (at === "ahead" && this.movedNames.has(name) ? this.moved : 0),
        gradientAt: (name) =>
          gradient !== undefined && isMoving(name) ? gradient + layout.spans.get(name)!.offset : undefined,
      },
    );
    regions.fit(plan, fixed);
    const reduce = planReduce(plan);
    const after = this.options.operations[index + 1];
    const needsNorm = hasGradient && after?.kind === "update";
    return {
      operation,
      plan,
      reduce,
      ...(gradient === undefined ? {} : { gradient }),
      ...(needsNorm ? { partials: regions.scratch.take(reduce.nWorkgroups) } : {}),
    };
  }

  private write(): void {
    const { operations, regions } = this.options;
    for (const [index, planned] of this.passes.entries()) {
      // Other operations are part of the kernels of the pass before them.
      if (!planned) continue;
      const { plan, reduce, partials } = planned;
      if (plan.pass.body.length > 0) {
        const nWorkgroups = workgroupsFor(plan, plan.rows.most);
        const code = emitRowKernel(plan, regions);
        this.kernels.push({ title: plan.name, layout: "rows", code, nWorkgroups });
      }
      if (reduce.nWorkgroups > 0) {
        const code = emitReduceKernel(plan, reduce, regions, partials);
        this.kernels.push({ title: `${plan.name}: sums`, layout: "row-free", code, nWorkgroups: reduce.nWorkgroups });
      }
      if (areLong(plan.pass.epilogue)) this.pushLongLoops(epilogueSection(plan));
      const [after, beyond] = operations.slice(index + 1);
      if (after?.kind === "moveAhead") this.endWithMove(planned, index + 1, after);
      else if (after?.kind === "update" || after?.kind === "perturb") {
        const groups = after.kind === "update" ? after.groups : [];
        const perturbs = after.kind === "perturb" || beyond?.kind === "perturb";
        this.endWithUpdate(planned, index + 1, { groups, perturbs });
      } else this.end(planned, index);
    }
  }

  /** The prologue of the operation at `index`, if it is a pass that has one; after the last one comes the next step. */
  private prologueAt(index: number): Prologue | undefined {
    const { operations, record } = this.options;
    const isNextStep = index >= operations.length;
    const planned = this.passes[isNextStep ? 0 : index];
    if (!planned || planned.plan.pass.prologue.length === 0) return undefined;
    const { name, pass, rowFreeLocations: locations } = planned.plan;
    const statements = pass.prologue;
    const title = `prologue of ${name}${isNextStep ? " of the next step" : ""}`;
    const feedsShift = isNextStep ? record.words : 0;
    return { isNextStep, statements, section: { kind: "statements", title, statements, locations, feedsShift } };
  }

  private pushPrologue(index: number): void {
    const next = this.prologueAt(index);
    if (next) this.pushWith(next, { title: "prologue", sections: [], usesTotal: false });
  }

  private epilogueSections({ plan }: PlannedPass): Section[] {
    const { epilogue } = plan.pass;
    const loss = plan.outputs.get(OUTPUTS.trainLoss);
    const sections: Section[] = [];
    if (epilogue.length > 0 && !areLong(epilogue)) sections.push(epilogueSection(plan));
    if (loss !== undefined) {
      const line = `if (thread == 0u) { control[${LOSS_SUM_AT}] += scratch[${unsigned(loss)}]; }`;
      sections.push({ kind: "lines", lines: [line] });
    }
    return sections;
  }

  private end(planned: PlannedPass, index: number): void {
    const title = `end of ${planned.plan.name}`;
    this.pushWith(this.prologueAt(index + 1), { title, sections: this.epilogueSections(planned), usesTotal: false });
  }

  /** Leaves the norms that an update needs at `norms`. */
  private normSections(planned: PlannedPass, wanted: Wanted, context: UpdateContext): Section[] {
    return normsNeeded(wanted, context).map(({ index, rule }): Section => {
      const span = this.options.layout.groups[index];
      return {
        kind: "lines",
        declarations: declarationsOf([rule], this.options.moments),
        lines: [
          "{",
          ...squareLines(normOf(planned, span, rule), planned.gradient, rule),
          `if (thread == 0u) { scratch[${unsigned(this.norms + index)}] = sqrt(square); }`,
          "}",
        ],
      };
    });
  }

  /** @param index of the operation after the pass. */
  private endWithUpdate(planned: PlannedPass, index: number, wanted: Wanted): void {
    const { layout, plan, record, moments, regions, operations, averageAt } = this.options;
    const factorsAt = (group: number) =>
      record.factors.find((factor) => factor.operation === index && factor.group === group)!.at;
    const context: UpdateContext = {
      layout,
      plan,
      factorsAt,
      ...(averageAt === undefined ? {} : { averageAt }),
    };
    const isPass = ({ kind }: CompiledOperation) => kind === "pass";
    const nextPass = operations.findIndex((operation, at) => at >= index && isPass(operation));
    const after = nextPass < 0 ? operations.length : nextPass;
    const next = this.prologueAt(after);
    const title = `end of ${planned.plan.name}`;
    const updates = planUpdate(planned, wanted, next?.statements ?? [], context);
    if (updates) {
      const update = emitUpdate(updates, moments, regions.putTable);
      const moves: Section[] =
        update.first.length > 0 ? [{ kind: "lines", lines: update.first, declarations: update.declarations }] : [];
      const others = update.nBlocks > 0 ? { others: { lines: update.others, declarations: update.declarations } } : {};
      const sections = [...this.epilogueSections(planned), ...moves];
      this.pushWith(next, { title, sections, ...others, usesTotal: update.usesTotal }, update.nBlocks);
      return;
    }
    // A direction rests on the second moments that the update leaves.
    const inTurn = [
      { ...wanted, perturbs: false },
      { groups: [], perturbs: true },
    ];
    const parts = perturbationWaits(wanted, context) ? inTurn : [wanted];
    for (const [place, part] of parts.entries()) {
      const norms = this.normSections(planned, part, context);
      const ends = place === 0 ? this.epilogueSections(planned) : [];
      this.push({ title, sections: [...ends, ...norms], usesTotal: norms.length > 0 });
      const update = planUpdateByAll(planned, part, context, (group) => this.norms + group);
      const { others: lines, declarations, nBlocks } = emitUpdate(update, moments, regions.putTable);
      this.push({ title: "update", sections: [], others: { lines, declarations }, usesTotal: false }, nBlocks);
    }
    this.pushPrologue(after);
  }

  /** The other workgroups move while the first one ends the pass, unless that is what makes gradients. */
  private endWithMove(planned: PlannedPass, index: number, operation: MoveOperation): void {
    const moves = this.moveLines(operation, planned.gradient);
    const title = `end of ${planned.plan.name}, move ahead`;
    const sections = this.epilogueSections(planned);
    if (operation.groups.every((group) => areAllPlain(planned, this.options.layout.groups[group]))) {
      this.pushMove({ title, sections, usesTotal: false }, index, moves);
      return;
    }
    this.push({ title, sections, usesTotal: false });
    this.pushMove({ title: "move ahead", sections: [], usesTotal: false }, index, moves);
  }

  /** What is moved by the others must not be read by the first: then the next prologue runs afterwards. */
  private pushMove(kernel: RowFreeKernel, index: number, { lines, nBlocks }: Shared): void {
    const next = this.prologueAt(index + 1);
    const isFree = next && parametersIn(next.statements).every((name) => !this.movedNames.has(name));
    const others = nBlocks > 0 ? { others: { lines, declarations: [] } } : {};
    this.pushWith(isFree ? next : undefined, { ...kernel, ...others }, nBlocks);
    if (next && !isFree) this.pushPrologue(index + 1);
  }

  private moveLines({ groups }: MoveOperation, gradient: number | undefined): Shared {
    const { layout, record } = this.options;
    const spans = groups.map((index) => layout.groups[index]);
    const nBlocks = blocksFor(Math.max(0, ...spans.map(({ length }) => length)));
    const lines = spans.flatMap(({ offset, length }) => {
      const step = gradient === undefined ? "" : ` + factor * scratch[${sum(gradient + offset, "i")}]`;
      const loop = shareLoop(length, nBlocks, [
        `values[${sum(this.moved + offset, "i")}] = values[${sum(offset, "i")}]${step};`,
      ]);
      return [
        "{",
        ...indented([`let factor = bitcast<f32>(feeds[${unsigned(record.ahead)} + replica]);`, ...loop]),
        "}",
      ];
    });
    return { lines, nBlocks };
  }

  /** A kernel that ends with a prologue, if there is one. */
  private pushWith(next: Prologue | undefined, kernel: RowFreeKernel, nBlocks = 0): void {
    if (!next) {
      this.push(kernel, nBlocks);
      return;
    }
    if (areLong(next.statements)) {
      this.push(kernel, nBlocks);
      const first = this.kernels.length;
      this.pushLongLoops(next.section);
      if (next.isNextStep)
        this.firstPrologue = this.kernels.slice(first).map(({ nWorkgroups }, n) => ({ index: first + n, nWorkgroups }));
      return;
    }
    const guard = { flagAt: this.options.record.isPrologueOnly, nSections: kernel.sections.length };
    if (next.isNextStep) this.firstPrologue = [{ index: this.kernels.length, nWorkgroups: 1 }];
    const sections = [...kernel.sections, next.section];
    this.push({ ...kernel, sections, ...(next.isNextStep ? { guard } : {}) }, nBlocks);
  }

  private pushLongLoops(section: StatementSection): void {
    for (const { kernel, nBlocks } of longLoopKernels(section, this.options.regions)) this.push(kernel, nBlocks);
  }

  /** @param nBlocks workgroups beside the first one. */
  private push(kernel: RowFreeKernel, nBlocks = 0): void {
    if (kernel.sections.length > 0 || nBlocks > 0) this.kernels.push(this.rowFree(kernel, nBlocks));
  }

  private rowFree(kernel: RowFreeKernel, nBlocks = 0): Kernel {
    const code = emitRowFreeKernel(kernel, this.options.regions);
    return { title: kernel.title, layout: "row-free", code, nWorkgroups: 1 + nBlocks };
  }
}

function epilogueSection({ name, pass, rowFreeLocations: locations }: PassPlan): StatementSection {
  return { kind: "statements", title: `epilogue of ${name}`, statements: pass.epilogue, locations };
}
