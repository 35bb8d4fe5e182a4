/** A role's parameters and optimiser slots on the device, as flat vectors that one update moves together. */
import * as tf from "@tensorflow/tfjs";
import type { OptimiserSettings } from "../engine.ts";
import { averageShare, updateFactors } from "../step/optimiser-rule.ts";
import type { GroupValues, ParameterGroup } from "../step/parameter-groups.ts";

interface Slots {
  readonly values: tf.Tensor1D;
  readonly m: tf.Tensor1D;
  /** Absent for SGD. */
  readonly v?: tf.Tensor1D;
  readonly average?: tf.Tensor1D;
}

export class DeviceGroup {
  private slots: Slots | undefined;
  nUpdates = 0;
  private views = new Map<string, tf.Tensor>();
  private readonly decay: tf.Tensor1D | undefined;

  constructor(
    readonly group: ParameterGroup,
    private readonly settings: OptimiserSettings,
    private readonly averageDecay?: number,
  ) {
    const decays = settings.weightDecay > 0 && group.decay.some((value) => value > 0);
    if (decays) this.decay = tf.keep(tf.tensor1d(group.decay));
  }

  /** Parameters by name, in their shapes. */
  get parameters(): ReadonlyMap<string, tf.Tensor> {
    return this.views;
  }

  load(state: GroupValues): void {
    this.nUpdates = state.nUpdates;
    // Copies, since tfjs's cpu backend would otherwise share memory with the snapshot.
    this.replace({
      values: tf.tensor1d(state.values.slice()),
      m: tf.tensor1d(state.m.slice()),
      ...(this.settings.kind === "adam" ? { v: tf.tensor1d(state.v.slice()) } : {}),
      ...(state.average ? { average: tf.tensor1d(state.average.slice()) } : {}),
    });
  }

  /** One step of the optimiser; parameters without a gradient take 0. Call inside tf.tidy. */
  update(gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number): void {
    const { settings, slots } = this;
    if (!slots) return;
    const { moment, second, decay } = updateFactors(settings, this.nUpdates, learningRate);
    const gradient = this.clipped(this.flat(gradients));
    const { values } = slots;
    let move: tf.Tensor;
    let next: Omit<Slots, "values">;
    if (slots.v) {
      const m = tf.add(tf.mul(slots.m, settings.beta1), tf.mul(gradient, 1 - settings.beta1));
      const v = tf.add(tf.mul(slots.v, settings.beta2), tf.mul(tf.square(gradient), 1 - settings.beta2));
      move = tf.mul(tf.div(m, tf.add(tf.mul(tf.sqrt(v), second), settings.epsilon)), moment);
      next = { m: m as tf.Tensor1D, v: v as tf.Tensor1D };
    } else {
      const m = tf.add(tf.mul(slots.m, settings.beta1), gradient);
      move = tf.mul(m, moment);
      next = { m: m as tf.Tensor1D };
    }
    if (this.decay) move = tf.add(move, tf.mul(tf.mul(values, this.decay), decay));
    const moved = tf.sub(values, move) as tf.Tensor1D;
    const share = averageShare(this.averageDecay, this.nUpdates);
    const { average } = slots;
    const averages = average && (tf.add(average, tf.mul(tf.sub(moved, average), share)) as tf.Tensor1D);
    this.nUpdates++;
    this.replace({ ...next, values: moved, ...(averages ? { average: averages } : {}) });
  }

  /** `alignmentDirection` of the parameters that have a gradient, in their shapes. Call inside tf.tidy. */
  direction(gradients: ReadonlyMap<string, tf.Tensor>): ReadonlyMap<string, tf.Tensor> {
    const v = this.slots?.v;
    const { beta2, epsilon } = this.settings;
    return new Map(
      this.group.members.flatMap(({ name, shape, offset, size }): [string, tf.Tensor][] => {
        const gradient = gradients.get(name);
        if (!gradient) return [];
        if (!v) return [[name, gradient]];
        const before = tf.mul(tf.reshape(tf.slice(v, [offset], [size]), [...shape]), beta2);
        const second = tf.add(before, tf.mul(tf.square(gradient), 1 - beta2));
        return [[name, tf.div(gradient, tf.add(tf.sqrt(second), epsilon))]];
      }),
    );
  }

  /** Averages by name, in the shapes of their parameters; none where nothing is averaged. Call inside tf.tidy. */
  averages(): ReadonlyMap<string, tf.Tensor> {
    const average = this.slots?.average;
    if (!average) return new Map();
    return new Map(
      this.group.members.map(({ name, shape, offset, size }) => [
        name,
        tf.reshape(tf.slice(average, [offset], [size]), [...shape]),
      ]),
    );
  }

  /** For one read-back: [parameters, first moments, second moments, averages], without those that are not kept. */
  get vectors(): readonly tf.Tensor1D[] {
    if (!this.slots) return [];
    const { values, m, v, average } = this.slots;
    return [values, m, v, average].flatMap((vector) => vector ?? []);
  }

  /** The inverse of `vectors`, from numbers that were read back. */
  valuesFrom(data: Float32Array): GroupValues {
    const { length } = this.group;
    const part = (index: number) => data.slice(index * length, (index + 1) * length);
    const { v, average } = this.slots ?? {};
    return {
      values: part(0),
      m: part(1),
      v: v ? part(2) : new Float32Array(length),
      nUpdates: this.nUpdates,
      ...(average ? { average: part(v ? 3 : 2) } : {}),
    };
  }

  dispose(): void {
    this.release();
    this.decay?.dispose();
  }

  private flat(gradients: ReadonlyMap<string, tf.Tensor>): tf.Tensor {
    const parts = this.group.members.map(({ name, size }) => {
      const gradient = gradients.get(name);
      return gradient ? tf.reshape(gradient, [size]) : tf.zeros([size]);
    });
    return parts.length === 1 ? parts[0] : tf.concat(parts);
  }

  private clipped(gradient: tf.Tensor): tf.Tensor {
    const { clipNorm } = this.settings;
    if (!Number.isFinite(clipNorm)) return gradient;
    const norm = tf.sqrt(tf.sum(tf.square(gradient)));
    return tf.mul(gradient, tf.div(clipNorm, tf.maximum(norm, clipNorm)));
  }

  private replace(slots: Slots): void {
    this.release();
    this.slots = slots;
    for (const vector of this.vectors) tf.keep(vector);
    for (const { name, shape, offset, size } of this.group.members) {
      const part = size === this.group.length ? slots.values : tf.slice(slots.values, [offset], [size]);
      this.views.set(name, tf.keep(tf.reshape(part, [...shape])));
      if (part !== slots.values) part.dispose();
    }
  }

  private release(): void {
    for (const view of this.views.values()) view.dispose();
    this.views.clear();
    tf.dispose([...this.vectors]);
    this.slots = undefined;
  }
}
