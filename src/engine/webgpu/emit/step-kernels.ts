/** The kernels of a step, in the order in which they are dispatched. */
import type { TrainingPlan } from "../../engine.ts";
import type { ParameterLayout } from "../../loops/parameter-layout.ts";
import type { Statement } from "../../loops/statements.ts";
import { type CompiledOperation, OUTPUTS, type PassOperation } from "../../loops/step-passes.ts";
import type { KernelLimits } from "../plan/limits.ts";
import { type PassPlan, planPass, workgroupsFor } from "../plan/pass-plan.ts";
import type { Place } from "../plan/places.ts";
import type { StepRecordLayout } from "../plan/records.ts";
import { emitFree, type FreeKernel, type Section, type StatementSection } from "./free.ts";
import { blocksFor, type Kernel, LOSS_SUM_AT, type Regions, type Shared, shareLoop } from "./kernels.ts";
import {
  areAllPlain,
  type GradientSource,
  normOf,
  normsNeeded,
  parametersIn,
  perturbationWaits,
  planUpdate,
  planWideUpdate,
  type UpdateContext,
  type Wanted,
} from "./plan-update.ts";
import { emitReduce, planReduce } from "./reduce.ts";
import { emitRows } from "./rows.ts";
import { emitUpdate, type MomentPlaces, squareLines } from "./update.ts";
import { indented, sum, unsigned } from "./wgsl-text.ts";
import { isWide, wideKernels } from "./wide.ts";

export interface StepKernelOptions {
  readonly operations: readonly CompiledOperation[];
  readonly plan: TrainingPlan;
  readonly layout: ParameterLayout;
  readonly record: StepRecordLayout;
  readonly moments: MomentPlaces;
  readonly rowInputs: ReadonlyMap<string, Place>;
  readonly batches: { readonly train: number; readonly validation: number };
  readonly limits: KernelLimits;
  readonly regions: Regions;
}

type MoveOperation = Extract<CompiledOperation, { kind: "moveAhead" }>;

interface PlannedPass extends GradientSource {
  readonly operation: PassOperation;
}

/** What prepares a pass: statements, and whether they read the next step's record. */
interface Preparation {
  readonly isNextStep: boolean;
  readonly statements: readonly Statement[];
  readonly section: StatementSection;
}

export interface LeadKernel {
  /** In the step. */
  readonly index: number;
  readonly nWorkgroups: number;
}

export class StepKernels {
  /**
   * The kernels of a step that prepare the first pass of the next one. Before the first step of a submission they run alone,
   * so that it makes no difference, to the last bit, where submissions begin.
   */
  lead: readonly LeadKernel[] = [];
  /** One step; its last kernel prepares the first pass of the next one. */
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
    const isMoving = (name: string) => (layout.places.get(name)?.offset ?? layout.nMoving) < layout.nMoving;
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
          layout.places.get(name)!.offset + (at === "ahead" && this.movedNames.has(name) ? this.moved : 0),
        gradientAt: (name) =>
          gradient !== undefined && isMoving(name) ? gradient + layout.places.get(name)!.offset : undefined,
      },
    );
    regions.fit(plan, fixed);
    const reduce = planReduce(plan);
    const after = this.options.operations[index + 1];
    const needsNorm = hasGradient && (after?.kind === "update" || after?.kind === "perturb");
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
      // Whatever is no pass belongs to the one before it.
      if (!planned) continue;
      const { plan, reduce, partials } = planned;
      if (plan.pass.rows.length > 0) {
        const nWorkgroups = workgroupsFor(plan, plan.rows.most);
        const code = emitRows(plan, regions);
        this.kernels.push({ title: plan.name, layout: "rows", code, nWorkgroups });
      }
      if (reduce.nWorkgroups > 0) {
        const code = emitReduce(plan, reduce, regions, partials);
        this.kernels.push({ title: `${plan.name}: sums`, layout: "free", code, nWorkgroups: reduce.nWorkgroups });
      }
      if (isWide(plan.pass.finish)) this.pushWide(finishSection(plan));
      const [after, beyond] = operations.slice(index + 1);
      if (after?.kind === "moveAhead") this.endWithMove(planned, index + 1, after);
      else if (after?.kind === "update" || after?.kind === "perturb") {
        const groups = after.kind === "update" ? after.groups : [];
        const perturbs = after.kind === "perturb" || beyond?.kind === "perturb";
        this.endWithUpdate(planned, index + 1, { groups, perturbs });
      } else this.end(planned, index);
    }
  }

  /** What the operation at `index` needs to be prepared, if it is a pass; after the last one comes the next step. */
  private preparation(index: number): Preparation | undefined {
    const { operations, record } = this.options;
    const isNextStep = index >= operations.length;
    const planned = this.passes[isNextStep ? 0 : index];
    if (!planned || planned.plan.pass.prepare.length === 0) return undefined;
    const { name, pass, freePlaces: places } = planned.plan;
    const statements = pass.prepare;
    const title = `prepare ${name}${isNextStep ? " of the next step" : ""}`;
    const feedsShift = isNextStep ? record.words : 0;
    return { isNextStep, statements, section: { kind: "statements", title, statements, places, feedsShift } };
  }

  private prepareAlone(index: number): void {
    const next = this.preparation(index);
    if (next) this.pushWith(next, { title: "prepare", sections: [], usesTotal: false });
  }

  private finishSections({ plan }: PlannedPass): Section[] {
    const { finish } = plan.pass;
    const loss = plan.outputs.get(OUTPUTS.trainLoss);
    const sections: Section[] = [];
    if (finish.length > 0 && !isWide(finish)) sections.push(finishSection(plan));
    if (loss !== undefined) {
      const line = `if (thread == 0u) { control[${LOSS_SUM_AT}] += scratch[${unsigned(loss)}]; }`;
      sections.push({ kind: "lines", lines: [line] });
    }
    return sections;
  }

  private end(planned: PlannedPass, index: number): void {
    const title = `end of ${planned.plan.name}`;
    this.pushWith(this.preparation(index + 1), { title, sections: this.finishSections(planned), usesTotal: false });
  }

  /** Leaves the norms of groups at `norms`. */
  private normSections(planned: PlannedPass, groups: readonly number[]): Section[] {
    return groups.map((index): Section => {
      const place = this.options.layout.groups[index];
      return {
        kind: "lines",
        lines: [
          "{",
          ...squareLines(normOf(planned, place), planned.gradient),
          `if (thread == 0u) { scratch[${unsigned(this.norms + index)}] = sqrt(square); }`,
          "}",
        ],
      };
    });
  }

  /** @param index of the operation after the pass. */
  private endWithUpdate(planned: PlannedPass, index: number, wanted: Wanted): void {
    const { layout, plan, record, moments, regions, operations } = this.options;
    const factorsAt = (group: number) =>
      record.factors.find((factor) => factor.operation === index && factor.group === group)!.at;
    const context: UpdateContext = { layout, plan, factorsAt };
    const isPass = ({ kind }: CompiledOperation) => kind === "pass";
    const nextPass = operations.findIndex((operation, at) => at >= index && isPass(operation));
    const after = nextPass < 0 ? operations.length : nextPass;
    const next = this.preparation(after);
    const title = `end of ${planned.plan.name}`;
    const updates = planUpdate(planned, wanted, next?.statements ?? [], context);
    if (updates) {
      const update = emitUpdate(updates, moments, regions.putTable);
      const moves: Section[] =
        update.first.length > 0 ? [{ kind: "lines", lines: update.first, declarations: update.declarations }] : [];
      const others = update.nBlocks > 0 ? { others: { lines: update.others, declarations: update.declarations } } : {};
      const sections = [...this.finishSections(planned), ...moves];
      this.pushWith(next, { title, sections, ...others, usesTotal: update.usesTotal }, update.nBlocks);
      return;
    }
    const norms = this.normSections(planned, normsNeeded(wanted, context));
    this.push({ title, sections: [...this.finishSections(planned), ...norms], usesTotal: norms.length > 0 });
    const inTurn = [
      { ...wanted, perturbs: false },
      { groups: [], perturbs: true },
    ];
    for (const part of perturbationWaits(wanted, context) ? inTurn : [wanted]) {
      const wide = planWideUpdate(planned, part, context, (group) => this.norms + group);
      const { others: lines, declarations, nBlocks } = emitUpdate(wide, moments, regions.putTable);
      this.push({ title: "update", sections: [], others: { lines, declarations }, usesTotal: false }, nBlocks);
    }
    this.prepareAlone(after);
  }

  /** The other workgroups move while the first one ends the pass, unless that is what makes gradients. */
  private endWithMove(planned: PlannedPass, index: number, operation: MoveOperation): void {
    const moves = this.moveLines(operation, planned.gradient);
    const title = `end of ${planned.plan.name}, move ahead`;
    const sections = this.finishSections(planned);
    if (operation.groups.every((group) => areAllPlain(planned, this.options.layout.groups[group]))) {
      this.pushMove({ title, sections, usesTotal: false }, index, moves);
      return;
    }
    this.push({ title, sections, usesTotal: false });
    this.pushMove({ title: "move ahead", sections: [], usesTotal: false }, index, moves);
  }

  /** What is moved by the others must not be read by the first: then the next pass is prepared afterwards. */
  private pushMove(kernel: FreeKernel, index: number, { lines, nBlocks }: Shared): void {
    const next = this.preparation(index + 1);
    const isFree = next && parametersIn(next.statements).every((name) => !this.movedNames.has(name));
    const others = nBlocks > 0 ? { others: { lines, declarations: [] } } : {};
    this.pushWith(isFree ? next : undefined, { ...kernel, ...others }, nBlocks);
    if (next && !isFree) this.prepareAlone(index + 1);
  }

  private moveLines({ groups }: MoveOperation, gradient: number | undefined): Shared {
    const { layout, record } = this.options;
    const places = groups.map((index) => layout.groups[index]);
    const nBlocks = blocksFor(Math.max(0, ...places.map(({ length }) => length)));
    const lines = places.flatMap(({ offset, length }) => {
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

  /** A kernel that ends with a preparation, if there is one. */
  private pushWith(next: Preparation | undefined, kernel: FreeKernel, nBlocks = 0): void {
    if (!next) {
      this.push(kernel, nBlocks);
      return;
    }
    if (isWide(next.statements)) {
      this.push(kernel, nBlocks);
      const first = this.kernels.length;
      this.pushWide(next.section);
      if (next.isNextStep)
        this.lead = this.kernels.slice(first).map(({ nWorkgroups }, n) => ({ index: first + n, nWorkgroups }));
      return;
    }
    const guard = { flagAt: this.options.record.onlyPrepares, nSections: kernel.sections.length };
    if (next.isNextStep) this.lead = [{ index: this.kernels.length, nWorkgroups: 1 }];
    const sections = [...kernel.sections, next.section];
    this.push({ ...kernel, sections, ...(next.isNextStep ? { guard } : {}) }, nBlocks);
  }

  private pushWide(section: StatementSection): void {
    for (const { kernel, nBlocks } of wideKernels(section, this.options.regions)) this.push(kernel, nBlocks);
  }

  /** @param nBlocks workgroups beside the first one. */
  private push(kernel: FreeKernel, nBlocks = 0): void {
    if (kernel.sections.length > 0 || nBlocks > 0) this.kernels.push(this.free(kernel, nBlocks));
  }

  private free(kernel: FreeKernel, nBlocks = 0): Kernel {
    const code = emitFree(kernel, this.options.regions);
    return { title: kernel.title, layout: "free", code, nWorkgroups: 1 + nBlocks };
  }
}

function finishSection({ name, pass, freePlaces: places }: PassPlan): StatementSection {
  return { kind: "statements", title: `finish ${name}`, statements: pass.finish, places };
}
