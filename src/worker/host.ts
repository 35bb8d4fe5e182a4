/** The module worker: parses requests, answers in order of readiness, and lends use cases what a page has. */
import { prepareForTargets } from "../app/describe-table.ts";
import { APP_NAME } from "../base/app-name.ts";
import "../base/zod-config.ts";
import { detailsOf } from "../base/error.ts";
import { yieldToEventLoop } from "../base/yield.ts";
import { createPageEngines } from "../engine/select/page-engines.ts";
import { speakAsNamed } from "../languages/languages.ts";
import { browserMembers } from "./member-workers.ts";
import { outOfMemory } from "./out-of-memory.ts";
import { ownCopy } from "./own-copy.ts";
import {
  type Replies,
  type RequestMessage,
  type RequestType,
  requestSchema,
  type TrainingEvent,
  type WorkerMessage,
} from "./protocol.ts";
import { emptyState, type WorkerHost } from "./state.ts";
import { answer } from "./verbs.ts";
import { browserThreads } from "./wasm-threads.ts";

const engines = createPageEngines({ clock: () => performance.now(), threads: async () => browserThreads() });

const members = browserMembers();

/** Long enough for the requests that follow the first answer at once. */
const WARM_UP_AFTER_MS = 300;

const BEAT_MS = 1000;

/** As far as the browser tells: in powers of two, and of large devices too little. */
function memoryBytes(): number | undefined {
  const gibibytes: unknown = Reflect.get(navigator, "deviceMemory");
  return typeof gibibytes === "number" ? gibibytes * 2 ** 30 : undefined;
}

const host: WorkerHost = {
  engines,
  clock: () => performance.now(),
  // A message to oneself comes after those that have arrived.
  pause: yieldToEventLoop,
  members,
  memoryBytes: memoryBytes(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  app: { name: APP_NAME, version: __APP_VERSION__ },
};

const state = emptyState();

/** Nothing is answered before: answers are in one language. */
const speaking = speakAsNamed(self.name);

/** The bytes of a file that was written for whoever asked. */
function givenAway(body: Replies[RequestType]): ArrayBuffer[] {
  const isFile = body !== null && typeof body === "object" && "content" in body && body.content instanceof Uint8Array;
  return isFile ? [body.content.buffer] : [];
}

function post(message: WorkerMessage): void {
  if (message.kind === "event" && message.event.type === "checkpoint") {
    // All weights of a run.
    const { copy, buffers } = ownCopy(message);
    self.postMessage(copy, { transfer: buffers });
  } else self.postMessage(message, { transfer: message.kind === "reply" ? givenAway(message.body) : [] });
}

self.onmessage = async ({ data }: MessageEvent<RequestMessage>) => {
  const { id } = data;
  const asked = new AbortController();
  state.asked.set(id, asked);
  try {
    await speaking;
    const request = requestSchema.parse(data.body);
    const emit = (event: TrainingEvent) => post({ kind: "event", id, event });
    const body = await answer(request, { state, host, emit, signal: asked.signal });
    post({ kind: "reply", id, body });
    // What training needs is fetched before anybody presses Train (no request while training), and what a target needs read.
    setTimeout(() => {
      engines.warmUp();
      members?.prepare();
      if (request.type === "openTable" && state.open) prepareForTargets(state.open);
    }, WARM_UP_AFTER_MS);
  } catch (error) {
    post({ kind: "error", id, error: detailsOf(outOfMemory(error) ?? error, "E_WORKER_UNEXPECTED") });
  } finally {
    state.asked.delete(id);
  }
};

setInterval(() => post({ kind: "beat" }), BEAT_MS);
// Held until the worker ends, in whatever way: nothing else tells a page that it did.
navigator.locks?.request(self.name, () => {
  post({ kind: "locked" });
  return new Promise(() => undefined);
});
