import { beforeEach, expect, test } from "vitest";
import { SaveQueue } from "./save-queue.ts";

/** A page whose changes are counted, and a browser that writes when the test says so. */
function setUp() {
  const page = { nChanges: 0, status: "saved" };
  let onQuiet: () => void = () => undefined;
  const writes: {
    readonly holds: number;
    readonly isToDisk: boolean;
    readonly end: (result?: "failed") => Promise<void>;
  }[] = [];
  const queue = new SaveQueue({
    mostWrites: () => 3,
    write: (isToDisk) =>
      new Promise((resolve) => {
        const end = async (result?: "failed") => resolve(result ?? "saved");
        writes.push({ holds: page.nChanges, isToDisk, end });
      }),
    tell: (status) => {
      page.status = status;
    },
    later: (job) => {
      onQuiet = job;
      return () => {
        onQuiet = () => undefined;
      };
    },
  });
  const change = async () => {
    page.nChanges++;
    queue.change();
    // The browser has it with the next microtask, before anything else can happen to the page.
    await Promise.resolve();
  };
  return { page, writes, queue, change, beQuiet: () => onQuiet() };
}

let all: ReturnType<typeof setUp>;
beforeEach(() => {
  all = setUp();
});
const holds = () => all.writes.map((write) => write.holds);

test("a change is written at once, and called saved once all that came since is written, too", async () => {
  const { page, writes, change } = all;
  await change();
  await change();
  expect([holds(), page.status]).toEqual([[1, 2], "saving"]);
  await writes[0].end();
  expect(page.status).toBe("saving");
  await writes[1].end();
  expect(page.status).toBe("saved");
});

test("where writes are slow, the newest state waits for its turn, and nothing is called saved meanwhile", async () => {
  const { page, writes, change } = all;
  for (let count = 0; count < 6; count++) await change();
  expect(holds()).toEqual([1, 2, 3]);
  for (let at = 0; at < writes.length; at++) {
    expect(page.status).toBe("saving");
    await writes[at].end();
  }
  expect([holds(), page.status]).toEqual([[1, 2, 3, 6], "saved"]);
});

test("what was written is brought to the disk when nothing changes for a while", async () => {
  const { page, writes, change, beQuiet } = all;
  await change();
  await writes[0].end();
  beQuiet();
  expect(writes.map(({ isToDisk }) => isToDisk)).toEqual([false, true]);
  expect(page.status).toBe("saved");
  await writes[1].end("failed");
  expect(page.status).toBe("failed");
});

test("what could not be written is called so, until the next change is written", async () => {
  const { page, writes, change } = all;
  await change();
  await writes[0].end("failed");
  expect(page.status).toBe("failed");
  await change();
  await writes[1].end();
  expect(page.status).toBe("saved");
});

test("once it was stopped, nothing is written and nothing said", async () => {
  const { writes, queue, change, beQuiet } = all;
  await change();
  const stopped = queue.stop();
  await writes[0].end();
  await stopped;
  await change();
  beQuiet();
  expect(holds()).toEqual([1]);
});
