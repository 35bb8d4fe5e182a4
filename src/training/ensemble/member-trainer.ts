/** Where the members of a run are trained: on other cores where there are some, else in the run itself, one after the other. */
import type { Catalogue } from "../../pipeline/checks.ts";
import type { Run } from "../run.ts";
import { type Candidate, nTrainings } from "./candidates.ts";
import { Lanes } from "./lanes.ts";
import type {
  MemberCores,
  MemberCrew,
  MemberJob,
  MemberListener,
  MemberPermit,
  MemberResult,
  MemberTable,
} from "./member-cores.ts";
import type { MemberCounter } from "./member-count.ts";
import { hasDiverged, journalKey, trainMember } from "./train-member.ts";

export interface TrainerOptions {
  readonly run: Run;
  readonly catalogue: Catalogue;
  readonly table: MemberTable;
  readonly counter: MemberCounter;
  /** Absent: members are trained in the run itself. */
  readonly cores: MemberCores | undefined;
}

/** What one candidate is trained with. */
export interface MemberTask extends Omit<MemberJob, "candidate" | "checkpoint" | "isKept"> {
  readonly candidate: Candidate;
  /** Trainings of its round that have not begun, its own among them. */
  readonly nWaiting: number;
  /** Time that its round leaves to later ones. */
  readonly untilLeftMs: number;
  /** Whether it is worth going on with after Stop. */
  readonly isNeeded: () => boolean;
}

/** One that goes on. */
interface Going {
  /** On the clock of the run. */
  untilMs: number;
  /** Of its training that goes on. */
  msLeft?: number | undefined;
}

export class MemberTrainer {
  readonly nAtOnce: number;
  private readonly crew: MemberCrew | undefined;
  private readonly going = new Set<Going>();
  /** Jobs that a core failed at are done in the run itself. */
  private readonly own = new Lanes(1);
  private asked: Promise<"run" | "single step"> | undefined;

  constructor(private readonly options: TrainerOptions) {
    const { cores, table } = options;
    this.nAtOnce = cores?.nCores ?? 1;
    this.crew = cores?.open(table);
  }

  async train(task: MemberTask): Promise<MemberResult> {
    const { nWaiting: _n, untilLeftMs: _u, isNeeded, ...rest } = task;
    const { run, counter } = this.options;
    const { id, document, isLearned, isBlend, isNested } = task.candidate;
    const candidate = { id, document, isLearned, ...(isBlend ? { isBlend } : {}), ...(isNested ? { isNested } : {}) };
    // A short job is over before it asks for anything: none begins while the run is paused.
    await run.rest();
    const ms = this.promisedMs(task);
    const going: Going = { untilMs: run.activeMs() + ms };
    this.going.add(going);
    run.told = { ...run.told, members: counter.count };
    try {
      // One that is trained already only has to be asked what it says.
      if (this.crew && nTrainings(candidate, task.watched !== undefined) > 0) {
        const checkpoint = run.journal.partOf(journalKey(candidate, task.fold));
        const job = { ...rest, candidate, checkpoint, isKept: run.journal.isKept };
        // Short trainings are over before their core asks for anything.
        this.tell();
        try {
          return await this.crew.train(job, { ms, listener: this.listenerOf(going, isNeeded) });
        } catch {
          // Nothing is lost but time: it is trained here, and what is wrong with it, if anything, is told here.
        }
      }
      return await this.own.run(() => this.trainHere({ ...rest, candidate, isKept: false }, task, going));
    } finally {
      this.going.delete(going);
    }
  }

  close(): void {
    this.crew?.close();
  }

  private async trainHere(job: MemberJob, task: MemberTask, going: Going): Promise<MemberResult> {
    const { run, catalogue, table, counter } = this.options;
    going.untilMs = run.activeMs();
    going.untilMs += this.promisedMs(task);
    const msLeft = () => {
      const promised = going.untilMs - run.activeMs();
      return run.isStopped() ? Math.min(promised, run.trainingMsLeft() / Math.max(task.nWaiting, 1)) : promised;
    };
    try {
      const model = await trainMember(job, {
        run,
        catalogue,
        table,
        msLeft,
        nStarts: task.nWaiting,
        othersMs: () => Math.min(run.trainingMsLeft(), counter.laterMs(1)),
        onTrained: (ms) => this.finish(ms),
      });
      return { kind: "trained", model, notes: [] };
    } catch (error) {
      if (!hasDiverged(error)) throw error;
      return { kind: "diverged", error };
    }
  }

  /** What a candidate may take: its trainings' share of the time of all cores, less what those need that go on. */
  private promisedMs({ candidate, watched, nWaiting, untilLeftMs }: MemberTask): number {
    const { run } = this.options;
    const left = Math.max(run.trainingMsLeft() - untilLeftMs, 0);
    const now = run.activeMs();
    const others = [...this.going].reduce((sum, { untilMs }) => sum + Math.max(untilMs - now, 0), 0);
    const nOwn = nTrainings(candidate, watched !== undefined);
    return Math.min((nOwn * Math.max(left * this.nAtOnce - others, 0)) / Math.max(nWaiting, 1), left);
  }

  private listenerOf(going: Going, isNeeded: () => boolean): MemberListener {
    const { run } = this.options;
    const permit = async (before: "step" | "rest"): Promise<MemberPermit> => {
      const kind = before === "step" ? await this.gate() : await run.rest().then(() => "run" as const);
      if (!run.isStopped()) return { kind };
      return isNeeded() ? { kind: "stopped", msLeft: run.trainingMsLeft() } : { kind: "end" };
    };
    return {
      ask: async (before, msLeft) => {
        if (before === "step") {
          going.msLeft = msLeft;
          this.tell();
        }
        // A core that waits for an answer gets one: whoever gave all of it up is told by whom they asked.
        return permit(before).catch(() => ({ kind: "end" }) as const);
      },
      trained: (ms) => {
        going.msLeft = undefined;
        this.finish(ms);
      },
      kept: (news) => run.journal.take(news, run.clockTime),
    };
  }

  /** All cores wait for one and the same answer. */
  private gate(): Promise<"run" | "single step"> {
    this.asked ??= this.options.run.gate().finally(() => {
      this.asked = undefined;
    });
    return this.asked;
  }

  private finish(ms: number): void {
    const { run, counter } = this.options;
    counter.finish(ms);
    run.told = { ...run.told, members: counter.count };
  }

  private tell(): void {
    const { run, counter } = this.options;
    const nGoing = this.going.size;
    const known = [...this.going].flatMap(({ msLeft }) => (msLeft === undefined ? [] : [msLeft]));
    const sum = known.reduce((total, ms) => total + ms, 0) + counter.laterMs(known.length);
    run.tellMembers(
      Math.min(run.trainingMsLeft(), Math.max(sum / Math.max(Math.min(nGoing, this.nAtOnce), 1), ...known)),
    );
  }
}
