/** Timing side by side: every engine warms up, then all take turns in rounds of equal length. */
import { Contender } from "./contender.ts";
import type { Timing } from "./protocol.ts";
import type { WorkloadId, WorkloadSize } from "./workloads.ts";

/** Their mean loss is reported, so that engines can be told apart that do not do the same. */
const N_FIRST_STEPS = 8;

/** Rounds that even an engine has which is over its time. */
const MIN_ROUNDS = 3;

export interface RoundOptions {
  readonly workload: WorkloadId;
  readonly size: WorkloadSize;
  /** Of one engine, over all rounds. */
  readonly seconds: number;
  readonly nRounds: number;
}

/** What is known of an engine on a workload. */
export interface Measured {
  readonly contender: Contender;
  readonly firstLoss: number;
  /** Of a round. */
  readonly nSteps: number;
  readonly rounds: Timing[];
}

/** Trains until compilers have compiled, and finds how many steps a round takes. */
async function warmUp(engine: string, { workload, size, seconds, nRounds }: RoundOptions): Promise<Measured> {
  const contender = await Contender.start({ engine, workload, size });
  const roundMs = (1000 * seconds) / nRounds;
  try {
    const first = await contender.train(N_FIRST_STEPS);
    let spentMs = first.ms;
    let nSteps = 1;
    let ms = 0;
    do {
      if (ms > 0 && ms < roundMs) nSteps *= 2;
      ({ ms } = await contender.train(nSteps));
      spentMs += ms;
    } while (spentMs < 500 * seconds);
    const fitting = Math.max(1, Math.round((nSteps * roundMs) / ms));
    return { contender, firstLoss: first.loss, nSteps: fitting, rounds: [] };
  } catch (error) {
    contender.close();
    throw error;
  }
}

/** Whether an engine has had its time. */
function isDone({ rounds }: Measured, { seconds, nRounds }: RoundOptions): boolean {
  const spentMs = rounds.reduce((total, { ms }) => total + ms, 0);
  return rounds.length >= nRounds || (rounds.length >= MIN_ROUNDS && spentMs > 2000 * seconds);
}

/** Times engines on one workload; `onSkip` hears of those that do not start, or fail. */
export async function measure(
  engines: readonly string[],
  options: RoundOptions,
  onSkip: (engine: string, error: unknown) => void,
): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const engine of engines) {
    try {
      measured.push(await warmUp(engine, options));
    } catch (error) {
      onSkip(engine, error);
    }
  }
  const failed = new Set<Measured>();
  for (let turn = 0; turn < options.nRounds; turn++) {
    // Each turn starts with another engine, so that none always follows the same one.
    for (let i = 0; i < measured.length; i++) {
      const one = measured[(i + turn) % measured.length];
      if (failed.has(one) || isDone(one, options)) continue;
      try {
        one.rounds.push(await one.contender.train(one.nSteps));
      } catch (error) {
        failed.add(one);
        onSkip(one.contender.id, error);
      }
    }
  }
  for (const { contender } of measured) contender.close();
  return measured.filter((one) => !failed.has(one));
}
