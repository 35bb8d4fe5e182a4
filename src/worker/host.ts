/** The module worker: parses requests, answers in order of readiness, and lends the session its engines. */
import "../blocks/zod-config.ts";
import plainWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { detailsOf } from "../base/error.ts";
import type { ThreadStock } from "../engine/wasm/run/threads.ts";
import { EngineLender } from "./engine-lender.ts";
import { type RequestMessage, requestSchema, type WorkerMessage } from "./protocol.ts";
import { Session } from "./session.ts";
import { browserThreads } from "./wasm-threads.ts";

const wasmPaths = {
  "tfjs-backend-wasm.wasm": plainWasm,
  "tfjs-backend-wasm-simd.wasm": simdWasm,
  "tfjs-backend-wasm-threaded-simd.wasm": simdWasm,
};

let threads: ThreadStock | undefined;

/** Engines are large: it comes after the first answer, so that the table is there sooner and Train need not wait. */
const lender = new EngineLender(async () => {
  const [{ startEngine, warmUpEngines }, { chooseAutomatically }] = await Promise.all([
    import("../engine/select/start-engine.ts"),
    import("../engine/select/choose-engine.ts"),
  ]);
  threads ??= browserThreads();
  return {
    create: (id) => startEngine(id, { wasmPaths, clock: () => performance.now(), ...(threads ? { threads } : {}) }),
    chooseAutomatically,
    warmUp: () => warmUpEngines({ wasmPaths, ...(threads ? { threads } : {}) }),
  };
});

/** Long enough for the requests that follow the first answer at once. */
const WARM_UP_AFTER_MS = 300;

/** Lets waiting messages in: a message to oneself comes after those that have arrived. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

const UNFORESEEN = {
  code: "E_WORKER_UNEXPECTED",
  where: "background worker",
  fix: "Nothing on the canvas is lost. Try again; if it stays, copy the diagnostics and report it.",
};

const session = new Session({
  chooseEngine: (choice) => lender.choose(choice),
  clock: () => performance.now(),
  pause,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  app: { name: "DiffML Studio", version: __APP_VERSION__ },
});

function post(message: WorkerMessage): void {
  self.postMessage(message);
}

self.onmessage = async ({ data }: MessageEvent<RequestMessage>) => {
  const { id } = data;
  try {
    const request = requestSchema.parse(data.body);
    const body = await session.handle(request, (event) => post({ kind: "event", id, event }));
    post({ kind: "reply", id, body });
    // What training needs is fetched before anybody presses Train: no request while training.
    setTimeout(() => lender.warmUp(), WARM_UP_AFTER_MS);
  } catch (error) {
    post({ kind: "error", id, error: detailsOf(error, UNFORESEEN) });
  }
};
