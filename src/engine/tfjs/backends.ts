/** tfjs is one module with one active backend; each engine takes its turn with `activate` before it enqueues anything. */
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { messageOf, studioError } from "../../base/error.ts";
import type { EngineInfo, TfjsEngineId } from "../engine.ts";
import { lostError, type OpenedDevice } from "./gpu-device.ts";
import { type DeviceOptions, shareDevice } from "./shared-device.ts";
import { registerWasmKernels } from "./wasm-kernels.ts";

/** Where the wasm backend finds its binaries: a folder that ends in "/", or an address for each of the three files. */
export type WasmPaths = Parameters<typeof setWasmPaths>[0];

/** How a host finds the binaries of the wasm backend. */
export interface EngineFiles {
  readonly wasmPaths?: WasmPaths;
  /** In place of addresses, where packages lie on a disk: the folder of one, by its name. */
  readonly packageFolder?: (name: string) => string;
}

export interface BackendOptions extends DeviceOptions, EngineFiles {}

export interface Backend {
  readonly info: EngineInfo;
  /** Makes the backend current. @throws E_GPU_LOST */
  activate(): void;
  /** Makes the backend current in order to dispose tensors; a lost device does not matter. */
  select(): void;
  /** Reads a float32 tensor back and disposes it. @throws E_GPU_LOST, E_GPU_VALIDATION, E_GPU_MEMORY */
  read(tensor: tf.Tensor): Promise<Float32Array>;
  dispose(): void;
}

/** Starts a backend that tfjs makes without waiting. */
async function start(name: string, engine: TfjsEngineId): Promise<void> {
  // setBackend answers false where another library would throw.
  if (!(await tf.setBackend(name)))
    throw studioError("E_ENGINE_START", { engine, problem: "no backend", backend: name });
}

let wasmStart: Promise<void> | undefined;

/**
 * tfjs refuses steps on every backend while it makes one of them, which takes the wasm backend a while. So it is made here,
 * and tfjs is given one that is there at once: runs on other backends do not notice.
 */
async function makeWasm({ wasmPaths, packageFolder }: EngineFiles): Promise<void> {
  // The threaded build starts workers from blob: addresses, which the page's policy forbids.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  if (wasmPaths !== undefined) setWasmPaths(wasmPaths);
  else if (packageFolder) setWasmPaths(`${packageFolder("@tensorflow/tfjs-backend-wasm")}/dist/`);
  registerWasmKernels();
  const make = tf.findBackendFactory("wasm");
  const backend = await make();
  tf.removeBackend("wasm");
  tf.registerBackend("wasm", () => backend, 2);
}

async function startWasm(files: EngineFiles): Promise<void> {
  wasmStart ??= makeWasm(files).catch((error: unknown) => {
    wasmStart = undefined;
    throw studioError("E_ENGINE_START", {
      engine: "tfjs-wasm",
      problem: "no backend",
      backend: "wasm",
      reason: messageOf(error),
    });
  });
  await wasmStart;
  await start("wasm", "tfjs-wasm");
}

function use(name: string): void {
  // Takes effect before it returns, because the backend has already started.
  if (tf.getBackend() !== name) void tf.setBackend(name);
}

async function readBack(tensor: tf.Tensor): Promise<Float32Array> {
  const data = await tensor.data<"float32">();
  return data;
}

async function cpuBackend(name: "cpu" | "wasm", info: EngineInfo): Promise<Backend> {
  return {
    info,
    activate: () => use(name),
    select: () => use(name),
    async read(tensor) {
      // A copy: the cpu backend gives out its own memory.
      const data = (await readBack(tensor)).slice();
      tensor.dispose();
      return data;
    },
    dispose() {},
  };
}

/** Fetches the code of tfjs's webgpu backend ahead of time; nothing starts. */
export async function fetchWebgpuBackend(): Promise<void> {
  if (globalThis.navigator?.gpu) await import("@tensorflow/tfjs-backend-webgpu");
}

/** The device that tfjs's backend "webgpu" is on: tfjs has one backend of each name. */
let registered: { readonly device: GPUDevice; nUsers: number } | undefined;

/** One after the other: of two that start together the second would take the first one's backend away. */
let turn: Promise<unknown> = Promise.resolve();

async function register({ device, info }: OpenedDevice): Promise<NonNullable<typeof registered>> {
  if (registered?.device === device) return registered;
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
  // One submission a step instead of one every 15 dispatches.
  tf.env().set("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE", 1024);
  // Otherwise tfjs computes small fresh values on the CPU, so the bits of a step would depend on what ran before it.
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  // Importing tfjs's backend registers one that opens a device of its own, and tfjs keeps what is registered.
  if (tf.findBackendFactory("webgpu")) tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(device, info), 3);
  registered = { device, nUsers: 0 };
  await start("webgpu", "tfjs-webgpu");
  return registered;
}

async function webgpuBackend(options: BackendOptions): Promise<Backend> {
  const shared = await shareDevice(options);
  const { watch, opened, release } = shared;
  const mine = turn.then(() => register(opened));
  turn = mine.catch(() => undefined);
  const own = await mine.catch((error: unknown) => {
    release();
    throw error;
  });
  own.nUsers++;
  const { description } = opened;
  return {
    info: {
      id: "tfjs-webgpu",
      title: `WebGPU: ${description.name}`,
      isSoftware: description.isSoftware,
      adapter: description.name,
    },
    activate() {
      watch.begin();
      if (own !== registered) throw lostError({ reason: "replaced", message: "another device was opened" });
      use("webgpu");
    },
    select() {
      if (own === registered) use("webgpu");
    },
    async read(tensor) {
      const data = await watch.guard(readBack(tensor));
      tensor.dispose();
      return data;
    },
    dispose() {
      own.nUsers--;
      if (own.nUsers === 0 && own === registered) {
        tf.removeBackend("webgpu");
        registered = undefined;
      }
      release();
    },
  };
}

/** @throws E_ENGINE_START, E_GPU_NONE */
export async function startBackend(id: TfjsEngineId, options: BackendOptions): Promise<Backend> {
  // Without this tfjs greets Node users on stderr.
  tf.env().set("PROD", true);
  switch (id) {
    case "tfjs-webgpu":
      return webgpuBackend(options);
    case "tfjs-wasm":
      await startWasm(options);
      return cpuBackend("wasm", { id, title: "CPU (WebAssembly)", isSoftware: false, adapter: "" });
    case "tfjs-cpu":
      await start("cpu", id);
      return cpuBackend("cpu", { id, title: "CPU (JavaScript)", isSoftware: false, adapter: "" });
    default:
      return id satisfies never;
  }
}
