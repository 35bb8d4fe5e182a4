/** Trainings of one phase side by side, of which the one with the lowest validation loss is kept. */
import type { Replica } from "../engine/engine.ts";
import type { TrainingSettings } from "../pipeline/document.ts";

export interface ReplicaSettings {
  /** Of the first weights. */
  readonly seed: number;
  readonly learningRate: number;
}

/** What a replica came to. */
export interface ReplicaResult extends ReplicaSettings {
  /** Mean validation loss of its best weights, or of its last good ones where no evaluation point counted. */
  readonly validation: number;
  readonly isKept: boolean;
  /** The step after which a value was not finite: its weights are those of before, and others went on. */
  readonly endedAt?: number;
}

const SEEDS = 2 ** 32;

/** Every start with every learning rate; the seed and the rate of the settings come first. */
export function replicaSettingsOf({
  seed,
  starts,
  learningRate,
  otherLearningRates,
}: TrainingSettings): readonly ReplicaSettings[] {
  const rates = [...new Set([learningRate, ...otherLearningRates])];
  return rates.flatMap((rate) =>
    Array.from({ length: starts }, (_, index) => ({ seed: (seed + index) % SEEDS, learningRate: rate })),
  );
}

export function engineReplicaOf({ seed, learningRate }: ReplicaSettings, settings: TrainingSettings): Replica {
  return { seed, rate: learningRate / settings.learningRate };
}

/** The lowest of finite losses, the first of equals; the first where none is finite. */
export function lowest(losses: readonly number[]): number {
  const order = losses.map((loss) => (Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss));
  return order.indexOf(Math.min(...order));
}

/** Of several learning rates the one that did best in the watched phase, of those that came to its end. */
export function rateOf({ replicas }: { readonly replicas: readonly ReplicaResult[] }, otherwise: number): number {
  const whole = replicas.filter(({ endedAt }) => endedAt === undefined);
  if (whole.length === 0) return otherwise;
  return whole[lowest(whole.map(({ validation }) => validation))].learningRate;
}
