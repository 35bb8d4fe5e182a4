import { afterEach, describe, expect, test, vi } from "vitest";
import type { GridView } from "../app/grid/grid-rows.ts";
import { StudioError, type StudioErrorDetails } from "../base/error.ts";
import { WorkerClient, type WorkerLike } from "./client.ts";
import type { Request, RequestMessage, TrainingEvent, WorkerMessage } from "./protocol.ts";

/** A worker that does what a test says; messages cross as copies, as they do between threads. */
class FakeWorker implements WorkerLike {
  readonly received: RequestMessage[] = [];
  onmessage: WorkerLike["onmessage"] = null;
  onerror: WorkerLike["onerror"] = null;

  postMessage(message: RequestMessage): void {
    this.received.push(structuredClone(message));
  }

  say(message: WorkerMessage): void {
    this.onmessage?.(Object.assign(new Event("message"), { data: structuredClone(message) }) as MessageEvent);
  }

  crash(message: string): void {
    this.onerror?.(Object.assign(new Event("error"), { message }) as ErrorEvent);
  }
}

const preview = (firstRow: number): Extract<Request, { type: "gridRows" }> => ({
  ...{ type: "gridRows", table: { overrides: [], dialects: [] }, query: { filters: [] } },
  ...{ firstRow, nRows: 1, firstColumn: 0, nColumns: 1 },
});
const page = (firstRow: number): GridView => ({ nRows: 9, firstRow, rows: [] });
const refusal: StudioErrorDetails = { code: "E_SESSION_BUSY", where: "here", expected: "this", got: "that", fix: "so" };

function setUp() {
  const worker = new FakeWorker();
  return { worker, client: new WorkerClient(worker) };
}

async function errorOf(promise: Promise<unknown>): Promise<StudioError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof StudioError) return error;
  throw new Error(`expected a StudioError, got ${String(error)}`);
}

describe("requests", () => {
  test("get their own reply, in whatever order replies come", async () => {
    const { worker, client } = setUp();
    const [first, second] = [client.request(preview(1)), client.request(preview(2))];
    expect(worker.received.map(({ body }) => body)).toEqual([preview(1), preview(2)]);
    const [a, b] = worker.received.map(({ id }) => id);
    expect(a).not.toBe(b);
    worker.say({ kind: "reply", id: b, body: page(2) });
    worker.say({ kind: "reply", id: a, body: page(1) });
    expect(await first).toEqual(page(1));
    expect(await second).toEqual(page(2));
  });

  test("hear of events until the reply, and of nobody else's", async () => {
    const { worker, client } = setUp();
    const heard: TrainingEvent[] = [];
    const request = client.request(preview(1), (event) => heard.push(event));
    void client.request(preview(2));
    const [mine, other] = worker.received.map(({ id }) => id);
    const reading = (fraction: number): TrainingEvent => ({ type: "reading", fraction, rows: 0 });
    worker.say({ kind: "event", id: mine, event: reading(0.1) });
    worker.say({ kind: "event", id: other, event: reading(0.2) });
    worker.say({ kind: "event", id: mine, event: reading(0.3) });
    worker.say({ kind: "reply", id: mine, body: page(1) });
    worker.say({ kind: "event", id: mine, event: reading(0.4) });
    worker.say({ kind: "reply", id: 999, body: page(9) });
    await request;
    expect(heard).toEqual([reading(0.1), reading(0.3)]);
  });

  test("fail with the worker's own words", async () => {
    const { worker, client } = setUp();
    const request = client.request(preview(1));
    worker.say({ kind: "error", id: worker.received[0].id, error: refusal });
    expect((await errorOf(request)).details).toEqual(refusal);
    // An error ends one request, not the worker.
    const next = client.request(preview(2));
    worker.say({ kind: "reply", id: worker.received[1].id, body: page(2) });
    expect(await next).toEqual(page(2));
  });
});

describe("a worker that crashes", () => {
  test("fails all that were waiting, with its message or a plain one", async () => {
    for (const [message, got] of [
      ["out of memory", "out of memory"],
      ["", "it stopped"],
    ]) {
      const { worker, client } = setUp();
      const waiting = [client.request(preview(1)), client.request(preview(2))];
      worker.crash(message);
      for (const request of waiting) {
        expect((await errorOf(request)).details).toMatchObject({ code: "E_WORKER_CRASH", got });
      }
    }
  });

  test("fails what is asked afterwards at once, rather than never", async () => {
    const { worker, client } = setUp();
    worker.crash("the script did not load");
    expect((await errorOf(client.request(preview(1)))).details.code).toBe("E_WORKER_CRASH");
    expect(worker.received).toEqual([]);
  });
});

describe("what is given up", () => {
  function stuck() {
    vi.useFakeTimers();
    const worker = new FakeWorker();
    let nStuck = 0;
    const client = new WorkerClient(worker, { onStuck: () => nStuck++ });
    const giveUp = new AbortController();
    const failed = errorOf(client.request(preview(1), undefined, giveUp.signal));
    giveUp.abort();
    return { worker, client, failed, nStuck: () => nStuck };
  }
  afterEach(() => void vi.useRealTimers());

  test("fails at once, and the worker is told which request it was", async () => {
    const { worker, failed, nStuck } = stuck();
    expect((await failed).details.code).toBe("E_SESSION_CANCELLED");
    const [asked, cancelled] = worker.received;
    expect(cancelled.body).toEqual({ type: "cancel", id: asked.id });
    worker.say({ kind: "error", id: asked.id, error: refusal });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(nStuck()).toBe(0);
  });

  test("and still goes on after two seconds means a worker that does not listen", async () => {
    const { nStuck, failed } = stuck();
    await failed;
    await vi.advanceTimersByTimeAsync(1900);
    expect(nStuck()).toBe(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(nStuck()).toBe(1);
  });

  test("holds the worker until it lets go, or is replaced", async () => {
    for (const end of ["lets go", "replaced"]) {
      const { worker, client, failed } = stuck();
      await failed;
      let isFree = false;
      void client.lettingGo()?.then(() => {
        isFree = true;
      });
      await vi.advanceTimersByTimeAsync(1000);
      expect(isFree).toBe(false);
      if (end === "replaced") client.fail("it does not listen");
      else worker.say({ kind: "error", id: worker.received[0].id, error: refusal });
      await vi.advanceTimersByTimeAsync(0);
      expect([isFree, client.lettingGo()]).toEqual([true, undefined]);
    }
  });

  test("before it is asked is not asked, and after its answer changes nothing", async () => {
    const { worker, client } = setUp();
    const early = errorOf(client.request(preview(1), undefined, AbortSignal.abort()));
    expect((await early).details.code).toBe("E_SESSION_CANCELLED");
    expect(worker.received).toEqual([]);
    const late = new AbortController();
    const answered = client.request(preview(2), undefined, late.signal);
    worker.say({ kind: "reply", id: worker.received[0].id, body: page(2) });
    await answered;
    late.abort();
    expect(worker.received).toHaveLength(1);
  });
});

describe("a worker that says nothing", () => {
  function silent() {
    vi.useFakeTimers();
    const worker = new FakeWorker();
    const told: boolean[] = [];
    let nLocked = 0;
    const client = new WorkerClient(worker, {
      onSilence: (isSilent) => told.push(isSilent),
      onLocked: () => nLocked++,
    });
    return { worker, client, told, nLocked: () => nLocked };
  }
  afterEach(() => void vi.useRealTimers());

  test("is told of within five seconds, once, and when it speaks again", async () => {
    const { worker, client, told } = silent();
    void client.request(preview(1));
    await vi.advanceTimersByTimeAsync(4400);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(600);
    expect(told).toEqual([true]);
    await vi.advanceTimersByTimeAsync(20_000);
    worker.say({ kind: "beat" });
    expect(told).toEqual([true, false]);
  });

  test("is waited for where it beats, or where nothing is asked of it", async () => {
    const { worker, client, told } = silent();
    void client.request(preview(1));
    for (let second = 0; second < 30; second++) {
      await vi.advanceTimersByTimeAsync(1000);
      worker.say({ kind: "beat" });
    }
    worker.say({ kind: "reply", id: worker.received[0].id, body: page(1) });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([]);
    void client.request(preview(2));
    await vi.advanceTimersByTimeAsync(4400);
    expect(told).toEqual([]);
  });

  test("is not told of where the page itself was held up", async () => {
    const { client, told } = silent();
    void client.request(preview(1));
    await vi.advanceTimersByTimeAsync(1000);
    // Nothing runs for half a minute; then the timer comes first.
    vi.setSystemTime(Date.now() + 30_000);
    const now = performance.now() + 30_000;
    vi.spyOn(performance, "now").mockImplementation(() => now);
    await vi.advanceTimersByTimeAsync(500);
    expect(told).toEqual([]);
    vi.restoreAllMocks();
  });

  test("has a lock, which is told of; one that is known to have ended fails what was asked", async () => {
    const { worker, client, told, nLocked } = silent();
    worker.say({ kind: "locked" });
    expect(nLocked()).toBe(1);
    const request = client.request(preview(1));
    const failed = errorOf(request);
    client.fail("it ended");
    expect((await failed).details).toMatchObject({ code: "E_WORKER_CRASH", got: "it ended" });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(told).toEqual([]);
  });
});
