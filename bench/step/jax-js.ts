/** The workloads mlp and reference in jax-js: value and gradient and Adam in one compiled step. */
import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  type numpy,
  tree,
  valueAndGrad,
} from "@jax-js/jax";
import type { PeerFeeds } from "./peer-feeds.ts";

type Parameters = Record<string, numpy.Array>;

/** Parameters, moments, and the powers of β₁ and β₂ that correct these for their start at 0. */
type State = {
  parameters: Parameters;
  m: Parameters;
  v: Parameters;
  powers: numpy.Array[];
  lossSum: numpy.Array;
};

type Rows = { x: numpy.Array; y: numpy.Array; noise: numpy.Array };

/** [objective, loss without penalties]. Arrays are consumed by the first use that is not `.ref`. */
function objective(parameters: Parameters, { x, y, noise }: Rows, feeds: PeerFeeds): [numpy.Array, numpy.Array] {
  const dense = (input: numpy.Array, name: string) =>
    np.dot(input, parameters[`network/${name}/w`]).add(parameters[`network/${name}/b`]);
  let input = x;
  let penalty: numpy.Array | undefined;
  if (feeds.hasGates) {
    const reach = feeds.gateReach;
    const level = parameters["gates/gates"].add(reach);
    const isOpen = lax
      .erf(level.ref.mul(1 / (reach * Math.SQRT2)))
      .add(1)
      .mul(0.5);
    penalty = isOpen.sum().mul(feeds.gateCharge / feeds.nNumbers);
    input = input.mul(np.clip(level.add(noise.mul(reach)), 0, 1));
  } else {
    noise.dispose();
  }
  const logits = dense(nn.relu(dense(nn.relu(dense(input, "first")), "second")), "out");
  const loss = nn.softplus(logits.ref).sub(logits.mul(y)).mean();
  return [penalty ? loss.ref.add(penalty) : loss.ref, loss];
}

function makeStep(feeds: PeerFeeds) {
  const { beta1, beta2, epsilon, rate } = feeds.optimiser;
  const differentiate = valueAndGrad((parameters: Parameters, rows: Rows) => objective(parameters, rows, feeds), {
    hasAux: true,
  });
  return jit((state: State, table: numpy.Array, labels: numpy.Array, rows: numpy.Array, noise: numpy.Array): State => {
    const batch = { x: np.take(table, rows.ref, 0), y: np.take(labels, rows, 0), noise };
    const [[value, loss], gradients] = differentiate(tree.ref(state.parameters), batch);
    value.dispose();
    const powers = [state.powers[0].mul(beta1), state.powers[1].mul(beta2)];
    const moment = np.divide(feeds.learningRate * rate, np.subtract(1, powers[0].ref));
    const second = np.divide(1, np.sqrt(np.subtract(1, powers[1].ref)));
    const next: State = { parameters: {}, m: {}, v: {}, powers, lossSum: state.lossSum.add(loss) };
    for (const name of Object.keys(state.parameters)) {
      const gradient = gradients[name];
      const m = state.m[name].mul(beta1).add(gradient.ref.mul(1 - beta1));
      const v = state.v[name].mul(beta2).add(np.square(gradient).mul(1 - beta2));
      const move = m.ref.div(np.sqrt(v.ref).mul(second.ref).add(epsilon)).mul(moment.ref);
      next.parameters[name] = state.parameters[name].sub(move);
      next.m[name] = m;
      next.v[name] = v;
    }
    moment.dispose();
    second.dispose();
    return next;
  });
}

/** Trains for n steps and answers with their mean loss. */
export type RunSteps = (nSteps: number) => Promise<number>;

export async function startJaxJs(device: "wasm" | "webgpu", feeds: PeerFeeds): Promise<RunSteps> {
  // It asks which browser this is, and Node 20 has no name.
  const { navigator } = globalThis;
  if (navigator && !navigator.userAgent) Object.defineProperty(navigator, "userAgent", { value: "Node.js" });
  const started = await init(device);
  if (!started.includes(device))
    throw new Error(`jax-js: expected ${device} to start, got ${started.join() || "none"}.`);
  defaultDevice(device);
  const array = (values: readonly number[], shape: readonly number[]) =>
    np.array(Float32Array.from(values), { shape: [...shape] });
  const initial = Object.entries(feeds.parameters);
  const all = (fill: (name: string) => numpy.Array): Parameters =>
    Object.fromEntries(initial.map(([name]) => [name, fill(name)]));
  const zeros = (name: string) => np.zeros([...feeds.parameters[name].shape]);
  let state: State = {
    parameters: all((name) => array(feeds.parameters[name].values, feeds.parameters[name].shape)),
    m: all(zeros),
    v: all(zeros),
    powers: [np.array(1), np.array(1)],
    lossSum: np.array(0),
  };
  const table = array(feeds.numbers, [feeds.labels.length, feeds.nNumbers]);
  const labels = array(feeds.labels, [feeds.labels.length, 1]);
  const batches = feeds.batches.map((rows) => Int32Array.from(rows));
  const noise = feeds.noise.map((values) => Float32Array.from(values));
  const step = makeStep(feeds);
  let position = 0;
  return async (nSteps) => {
    for (let i = 0; i < nSteps; i++, position++) {
      const rows = np.array(batches[position % batches.length]);
      const drawn = noise[position % noise.length];
      state = step(state, table.ref, labels.ref, rows, np.array(drawn.length > 0 ? drawn : new Float32Array(1)));
    }
    await blockUntilReady(state);
    const [total] = await state.lossSum.data();
    state.lossSum = np.array(0);
    return total / nSteps;
  };
}
