/** Engines and peers, each in a child process that trains when it is told to. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ENGINE_IDS } from "../../src/engine/engine.ts";
import type { StepCost } from "../../src/engine/testing/count-dispatches.ts";
import { PEER_WORKLOADS, peerFeeds } from "./peer-feeds.ts";
import type { Failure, Ready, Request, Timing, WorkerOptions } from "./protocol.ts";
import { makeWorkload } from "./workloads.ts";

const JAX_JS_IDS = ["jax-js-wasm", "jax-js-webgpu"];

/** Threads of PyTorch by the engine's name. */
const PYTORCH_THREADS = new Map([
  ["pytorch", 1],
  ["pytorch-2-threads", 2],
]);

/** All that can be named, the studio's first. */
export const CONTENDER_IDS: readonly string[] = [
  ...ENGINE_IDS,
  "compiled-wasm-2-threads",
  ...JAX_JS_IDS,
  ...PYTORCH_THREADS.keys(),
];

/** Whether steps are commands to WebGPU, which can be counted. */
export const isOnWebgpu = (id: string) => id.endsWith("-webgpu");

const isPeer = (id: string) => JAX_JS_IDS.includes(id) || PYTORCH_THREADS.has(id);

export const canTrain = (id: string, workload: string) => !isPeer(id) || PEER_WORKLOADS.includes(workload);

let python: string | undefined | null = null;

/** A Python that has PyTorch: the one that DIFFML_PYTHON names, or else the user's or the system's. */
function findPython(): string | undefined {
  if (python !== null) return python;
  const { DIFFML_PYTHON: named } = process.env;
  const candidates = named ? [named] : ["python3", "/usr/bin/python3", "python"];
  python = candidates.find((path) => spawnSync(path, ["-c", "import torch"]).status === 0);
  return python;
}

/** @throws where there is no Python with PyTorch. */
function start(options: WorkerOptions): ChildProcess {
  const stdio = ["pipe", "pipe", "inherit"] as const;
  const threads = PYTORCH_THREADS.get(options.engine);
  if (threads === undefined) {
    const worker = fileURLToPath(new URL("../step-worker.ts", import.meta.url));
    return spawn(process.execPath, [...process.execArgv, worker, JSON.stringify(options)], { stdio: [...stdio] });
  }
  const path = findPython();
  if (!path) throw new Error("no Python that imports torch; install PyTorch, or name such a Python in DIFFML_PYTHON");
  const script = fileURLToPath(new URL("../peers/step.py", import.meta.url));
  // PyTorch does not tell every BLAS how many threads it may have.
  const env = { ...process.env, OMP_NUM_THREADS: String(threads), OPENBLAS_NUM_THREADS: String(threads) };
  const child = spawn(path, [script, String(threads)], { stdio: [...stdio], env });
  child.stdin.write(`${JSON.stringify(peerFeeds(makeWorkload(options.workload, options.size)))}\n`);
  return child;
}

/** A child process that answers one line a request. */
class Conversation {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  constructor(options: WorkerOptions) {
    this.child = start(options);
    // What a child that ended does not read is told by its last answer, or by the lack of one.
    this.child.stdin!.on("error", () => undefined);
    this.lines = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
  }

  /** @throws what the child answers that went wrong. */
  async answer<Answer extends object>(): Promise<Answer> {
    let next = await this.lines.next();
    // Libraries say things on stdout too.
    while (!next.done && !next.value.startsWith("{")) {
      console.error(next.value);
      next = await this.lines.next();
    }
    if (next.done) throw new Error("its process ended");
    const given: Answer | Failure = JSON.parse(next.value);
    if ("error" in given) throw new Error(given.error);
    return given;
  }

  ask<Answer extends object>(request: Request): Promise<Answer> {
    this.child.stdin!.write(`${JSON.stringify(request)}\n`);
    return this.answer();
  }

  close(): void {
    this.child.stdin!.end();
    this.child.kill();
  }
}

/** An engine that is ready for one workload. */
export class Contender {
  private constructor(
    readonly id: string,
    readonly ready: Ready,
    private readonly conversation: Conversation,
  ) {}

  /** @throws what the engine says where it does not start. */
  static async start(options: Omit<WorkerOptions, "isCounted">): Promise<Contender> {
    const conversation = new Conversation({ ...options, isCounted: false });
    try {
      return new Contender(options.engine, await conversation.answer<Ready>(), conversation);
    } catch (error) {
      conversation.close();
      throw error;
    }
  }

  train(steps: number): Promise<Timing> {
    return this.conversation.ask({ steps });
  }

  close(): void {
    this.conversation.close();
  }
}

/** What a step hands to WebGPU, measured on Dawn's null backend. */
export async function countSteps(options: Omit<WorkerOptions, "isCounted">, steps: number): Promise<StepCost> {
  const conversation = new Conversation({ ...options, isCounted: true });
  try {
    await conversation.answer<Ready>();
    return await conversation.ask<StepCost>({ steps });
  } finally {
    conversation.close();
  }
}
