/** A core that trains members: what the worker of a host runs. */
import { messageOf, StudioError } from "../../base/error.ts";
import { yieldToEventLoop } from "../../base/yield.ts";
import { createCompiledWasmEngine } from "../../engine/wasm/run/wasm-engine.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import type { MemberJob, MemberPermit, MemberTable } from "../../training/ensemble/member-cores.ts";
import { hasDiverged, trainMember } from "../../training/ensemble/train-member.ts";
import { MEMBERS_PHASE } from "../../training/phases.ts";
import { Run } from "../../training/run.ts";
import type { FromMember, MemberPort, ToMember } from "./messages.ts";

/** It asks so often at most whether to go on: small steps would wait for answers longer than they take. */
const ASK_EVERY_MS = 40;

/** Nobody needs what is trained any more. */
class Ended extends Error {}

/** @param clock milliseconds; differences alone count. */
export function serveMembers(port: MemberPort<FromMember, ToMember>, clock: () => number): void {
  let table: MemberTable | undefined;
  let answer: (permit: MemberPermit) => void = () => {};

  async function train(job: MemberJob, ms: number): Promise<void> {
    if (!table) throw new Error("a job came before its table");
    // Its own threads would stand in the way of the other cores.
    const engine = await createCompiledWasmEngine();
    const begun = clock();
    let untilMs = begun + ms;
    let isStopped = false;
    let askedAt = begun;
    const ask = async (before: "step" | "rest"): Promise<"run" | "single step"> => {
      if (clock() - askedAt < ASK_EVERY_MS) return "run";
      const since = clock();
      const permit = await new Promise<MemberPermit>((resolve) => {
        answer = resolve;
        port.post({ kind: "ask", before, msLeft: run.msLeftOfPhase });
      });
      askedAt = clock();
      untilMs += askedAt - since;
      switch (permit.kind) {
        case "run":
        case "single step":
          return permit.kind;
        case "stopped":
          isStopped = true;
          untilMs = Math.min(untilMs, askedAt + permit.msLeft);
          return "run";
        case "end":
          throw new Ended();
        default:
          return permit satisfies never;
      }
    };
    const run: Run = new Run({
      phases: [MEMBERS_PHASE],
      document: job.candidate.document,
      dataset: table.dataset,
      engine,
      clock,
      control: {
        gate: () => ask("step"),
        rest: async () => void (await ask("rest")),
        isStopped: () => isStopped,
      },
      onProgress: () => {},
      pause: yieldToEventLoop,
      ...(job.checkpoint ? { checkpoint: job.checkpoint } : {}),
      ...(job.isKept ? { onCheckpoint: (news) => port.post({ kind: "kept", news }) } : {}),
    });
    const onTrained = (trainedMs: number) => port.post({ kind: "trained", ms: trainedMs });
    const msLeft = () => untilMs - clock();
    try {
      const model = await trainMember(job, { run, catalogue, table, msLeft, onTrained });
      if (job.isKept) port.post({ kind: "kept", news: run.journal.news(run.clockTime) });
      port.post({ kind: "done", result: { kind: "trained", model, notes: run.notes } });
    } catch (error) {
      if (error instanceof Ended) port.post({ kind: "done", result: { kind: "ended" } });
      else if (hasDiverged(error) && error instanceof StudioError) {
        port.post({ kind: "done", result: { kind: "diverged", details: error.details } });
      } else throw error;
    } finally {
      engine.dispose();
    }
  }

  port.listen(
    (message) => {
      switch (message.kind) {
        case "table":
          table = message.table;
          return;
        case "train":
          train(message.job, message.ms).catch((error) => port.post({ kind: "failed", message: messageOf(error) }));
          return;
        case "permit":
          answer(message.permit);
          return;
        default:
          message satisfies never;
      }
    },
    () => {},
  );
}
