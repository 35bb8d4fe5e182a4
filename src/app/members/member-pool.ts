/** The workers of a host that train members. They outlive runs, so that none is fetched or started while one trains. */
import { StudioError } from "../../base/error.ts";
import type {
  MemberCores,
  MemberCrew,
  MemberJob,
  MemberListener,
  MemberResult,
  MemberTable,
} from "../../training/ensemble/member-cores.ts";
import type { FromMember, MemberPort, ToMember } from "./messages.ts";
import { sharedTable } from "./shared-table.ts";

type Port = MemberPort<ToMember, FromMember>;

/** A job that a worker has. */
interface Doing {
  readonly listener: MemberListener;
  readonly resolve: (result: MemberResult) => void;
  readonly reject: (error: Error) => void;
}

class Worker {
  private doing: Doing | undefined;
  private failure: Error | undefined;
  private table: MemberTable | undefined;

  constructor(
    private readonly port: Port,
    onFailed: () => void,
  ) {
    port.listen(
      (message) => this.receive(message),
      (error) => {
        if (this.failure) return;
        this.failure = error;
        onFailed();
        this.end()?.reject(error);
      },
    );
  }

  get hasFailed(): boolean {
    return this.failure !== undefined;
  }

  hold(table: MemberTable | undefined): void {
    if (this.table === table) return;
    this.table = table;
    this.port.post({ kind: "table", table });
  }

  train(job: MemberJob, { ms, listener }: { readonly ms: number; readonly listener: MemberListener }) {
    return new Promise<MemberResult>((resolve, reject) => {
      if (this.failure) {
        reject(this.failure);
        return;
      }
      this.doing = { listener, resolve, reject };
      this.port.post({ kind: "train", job, ms });
    });
  }

  private end(): Doing | undefined {
    const { doing } = this;
    this.doing = undefined;
    return doing;
  }

  private receive(message: FromMember): void {
    switch (message.kind) {
      case "ask":
        void this.permit(message.before, message.msLeft);
        return;
      case "trained":
        this.doing?.listener.trained(message.ms);
        return;
      case "kept":
        this.doing?.listener.kept(message.news);
        return;
      case "done":
        this.end()?.resolve(
          message.result.kind === "diverged"
            ? { kind: "diverged", error: new StudioError(message.result.details) }
            : message.result,
        );
        return;
      case "failed":
        this.end()?.reject(new Error(message.message));
        return;
      default:
        message satisfies never;
    }
  }

  private async permit(before: "step" | "rest", msLeft: number | undefined): Promise<void> {
    const permit = (await this.doing?.listener.ask(before, msLeft)) ?? { kind: "end" };
    this.port.post({ kind: "permit", permit });
  }
}

export class MemberPool implements MemberCores {
  private idle: Worker[] = [];
  /** Those that have not failed. */
  private nAlive = 0;
  private readonly waiting: ((worker: Worker | undefined) => void)[] = [];

  /** @param workerMs about what it takes to start a worker. */
  constructor(
    readonly nCores: number,
    private readonly start: () => Port,
    private readonly workerMs = 0,
  ) {}

  get startMs(): number {
    return (this.nCores - this.nAlive) * this.workerMs;
  }

  /** Starts the workers ahead of time, and others for those that have failed. */
  prepare(): void {
    while (this.nAlive < this.nCores) {
      this.nAlive++;
      this.idle.push(new Worker(this.start(), () => this.lose()));
    }
  }

  open(table: MemberTable): MemberCrew {
    this.prepare();
    const shared = sharedTable(table);
    let isClosed = false;
    return {
      train: async (job, options) => {
        const worker = await this.lend();
        if (!worker) throw new Error("no worker is left");
        try {
          worker.hold(shared);
          return await worker.train(job, options);
        } finally {
          if (isClosed) worker.hold(undefined);
          this.giveBack(worker);
        }
      },
      close: () => {
        isClosed = true;
        for (const worker of this.idle) worker.hold(undefined);
      },
    };
  }

  /** @returns undefined where all have failed. */
  private async lend(): Promise<Worker | undefined> {
    const worker = this.idle.pop();
    if (worker || this.nAlive === 0) return worker;
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private giveBack(worker: Worker): void {
    if (worker.hasFailed) return;
    const next = this.waiting.shift();
    if (next) next(worker);
    else this.idle.push(worker);
  }

  private lose(): void {
    this.nAlive--;
    this.idle = this.idle.filter(({ hasFailed }) => !hasFailed);
    if (this.nAlive > 0) return;
    for (const next of this.waiting.splice(0)) next(undefined);
  }
}
