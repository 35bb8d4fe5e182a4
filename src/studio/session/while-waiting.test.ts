import { expect, test } from "vitest";
import { studioError } from "../../base/error.ts";
import { whileWaiting } from "./while-waiting.ts";

/** A page on which time passes when the test says so. */
function page() {
  const timers: { readonly ms: number; readonly job: () => void }[] = [];
  const notices: { readonly message: string; readonly action: { readonly run: () => void } }[] = [];
  const drop = <Item>(list: Item[], item: Item) => void list.splice(list.indexOf(item), 1);
  return {
    timers,
    notices,
    pass: (ms: number) => {
      for (const timer of timers.filter((each) => each.ms === ms)) timer.job();
    },
    ports: {
      later: (ms: number, job: () => void) => {
        const timer = { ms, job };
        timers.push(timer);
        return () => drop(timers, timer);
      },
      notifyLasting: (message: string, action: { readonly run: () => void }) => {
        const notice = { message, action };
        notices.push(notice);
        return () => drop(notices, notice);
      },
    },
  };
}

/** As the worker's client does: whoever asked is told at once. */
const never = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(studioError("E_SESSION_CANCELLED"))));

test("after half a minute it is said for how long, and Cancel is still there", async () => {
  const { ports, notices, timers, pass } = page();
  const waiting = whileWaiting(ports, { message: "Opening “a.json”…" }, never);
  pass(700);
  expect(notices.map(({ message }) => message)).toEqual(["Opening “a.json”…"]);
  pass(30_000);
  expect(notices.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Opening “a.json”… It has taken 30 s/),
  ]);
  notices[0].action.run();
  await expect(waiting).rejects.toThrow("E_SESSION_CANCELLED");
  expect([notices, timers]).toEqual([[], []]);
});

test("what has a budget is given up by itself, in words that say so", async () => {
  const { ports, notices, timers, pass } = page();
  const waiting = whileWaiting(ports, { message: "Opening…", mostMs: 120_000 }, never);
  pass(120_000);
  await expect(waiting).rejects.toThrow("E_SESSION_LONG");
  expect([notices, timers]).toEqual([[], []]);
  const failed = whileWaiting(ports, { message: "Opening…", mostMs: 120_000 }, async () => {
    throw studioError("E_SESSION_TABLE");
  });
  await expect(failed).rejects.toThrow("E_SESSION_TABLE");
});
