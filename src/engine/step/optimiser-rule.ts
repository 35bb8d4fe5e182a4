/** Adam and SGD: the numbers of an update, and the update in float64 for the reference engine. */
import type { OptimiserSettings } from "../engine.ts";
import type { GroupValues, ParameterGroup } from "./parameter-groups.ts";

/**
 * Scalars of an update: p ← p − moment·m′ / (√v′·second + ε) − decay·mask·p for Adam,
 * p ← p − moment·m′ − decay·mask·p for SGD.
 */
export interface UpdateFactors {
  readonly moment: number;
  readonly second: number;
  readonly decay: number;
}

/**
 * Adam: m′ = β₁m + (1−β₁)g, v′ = β₂v + (1−β₂)g², both corrected for their start at 0. SGD: m′ = β₁m + g.
 *
 * @param nUpdates     updates of the group so far, without this one.
 * @param learningRate the schedule's.
 * @source Kingma & Ba, "Adam" (ICLR 2015); Loshchilov & Hutter, "Decoupled weight decay" (ICLR 2019).
 */
export function updateFactors(settings: OptimiserSettings, nUpdates: number, learningRate: number): UpdateFactors {
  const rate = learningRate * settings.rate;
  const decay = rate * settings.weightDecay;
  if (settings.kind === "sgd") return { moment: rate, second: 0, decay };
  const t = nUpdates + 1;
  return {
    moment: rate / (1 - settings.beta1 ** t),
    second: 1 / Math.sqrt(1 - settings.beta2 ** t),
    decay,
  };
}

/**
 * How far the averages move towards the weights that an update leaves: a ← a + share·(p − a), with (1−d) / (1−dᵗ) in the t-th
 * update. That is Σ dᵗ⁻ⁱ·pᵢ / Σ dᵗ⁻ⁱ: the first weights, before any update, do not count. 0 where nothing is averaged.
 *
 * @param nUpdates updates of the group so far, without this one.
 * @source Polyak & Juditsky, "Acceleration of stochastic approximation by averaging" (SIAM J. Control Optim. 1992); exponential,
 *   with the correction of Kingma & Ba, "Adam" (ICLR 2015), §3.
 */
export function averageShare(averageDecay: number | undefined, nUpdates: number): number {
  return averageDecay === undefined ? 0 : (1 - averageDecay) / (1 - averageDecay ** (nUpdates + 1));
}

/**
 * The direction in which an alignment perturbs a group: where the optimiser would go if the gradient were its next, without
 * momentum. How far is for the caller: by d the loss has to change, to first order, as by d along the unit gradient, whatever the
 * optimiser makes of it, so that weights move as fast as with SGD: scale = d · ‖g‖ / Σ g·direction.
 * Adam: g / (√(β₂v + (1−β₂)g²) + ε). SGD: g.
 *
 * @param v the group's second moment as it is; the correction for its start at 0 is a factor, which the length takes away.
 * @source Adam's √v̂ as the preconditioner of gradient products: arXiv 2602.00329. DIFF: the gradient is among what √v is of.
 *   Of a level that validation rows have and training rows hardly, v is nearly 0; such a parameter would be all of the direction.
 */
export function alignmentDirection(
  { kind, beta2, epsilon }: OptimiserSettings,
  gradient: Float64Array,
  v: Float32Array,
): Float64Array {
  if (kind === "sgd") return gradient;
  return gradient.map((g, i) => g / (Math.sqrt(beta2 * v[i] + (1 - beta2) * g * g) + epsilon));
}

/** One update on plain arrays; results are rounded to float32 once, so that a state read and written goes on bit by bit. */
export function updateOnArrays(options: {
  readonly group: ParameterGroup;
  readonly state: GroupValues;
  readonly settings: OptimiserSettings;
  readonly gradient: Float64Array;
  readonly learningRate: number;
  readonly averageDecay?: number;
}): GroupValues {
  const { group, state, settings, gradient, learningRate, averageDecay } = options;
  const { moment, second, decay } = updateFactors(settings, state.nUpdates, learningRate);
  const norm = Math.sqrt(gradient.reduce((total, value) => total + value * value, 0));
  const scale = settings.clipNorm / Math.max(norm, settings.clipNorm);
  const values = new Float32Array(group.length);
  const m = new Float32Array(group.length);
  const v = new Float32Array(group.length);
  for (let i = 0; i < group.length; i++) {
    const g = Number.isFinite(settings.clipNorm) ? gradient[i] * scale : gradient[i];
    const isAdam = settings.kind === "adam";
    const m1 = settings.beta1 * state.m[i] + (isAdam ? 1 - settings.beta1 : 1) * g;
    const v1 = isAdam ? settings.beta2 * state.v[i] + (1 - settings.beta2) * g * g : 0;
    const move = isAdam ? (moment * m1) / (Math.sqrt(v1) * second + settings.epsilon) : moment * m1;
    m[i] = m1;
    v[i] = v1;
    values[i] = state.values[i] - move - decay * group.decay[i] * state.values[i];
  }
  const share = averageShare(averageDecay, state.nUpdates);
  const average = state.average?.map((value, i) => value + share * (values[i] - value));
  return { values, m, v, nUpdates: state.nUpdates + 1, ...(average ? { average } : {}) };
}
