import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { mayNotify, setNotify, watchRunEnds } from "./run-end.ts";
import { originOfRun } from "./run-origin.ts";
import { useSession } from "./session-store.ts";
import { emptyDocument, error, view } from "./testing/fake-worker.ts";

const TITLE = "DiffML Studio";

class Page extends EventTarget {
  title = TITLE;
  hidden = true;

  show(): void {
    this.hidden = false;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

/** A browser's notifications, with the answer that a person gives to its question. */
class Notice {
  static permission = "default";
  static answer = "granted";
  static readonly shown: Notice[] = [];
  onclick: (() => void) | undefined;

  static async requestPermission(): Promise<string> {
    Notice.permission = Notice.answer;
    return Notice.answer;
  }

  constructor(
    readonly title: string,
    readonly options: { readonly body: string },
  ) {
    Notice.shown.push(this);
  }
}

let page: Page;
let leave: () => void;
let seconds = 0;

const BEGUN = { kind: "running", phase: "preparing", isStopping: false } as const;
const DONE = { kind: "done", wasStopped: false } as const;

/** A run of a file that takes so long. */
function run(duration: number, end: ReturnType<typeof useSession.getState>["training"] = DONE): void {
  const liveOf = originOfRun({ document: emptyDocument, view: view("fruit.csv"), before: undefined });
  useSession.setState({ training: BEGUN, liveOf });
  seconds += duration;
  useSession.setState({ training: { ...end } });
}

beforeEach(() => {
  page = new Page();
  const kept = new Map<string, string>();
  vi.stubGlobal("document", page);
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("Notification", Notice);
  Object.assign(Notice, { permission: "default", answer: "granted" });
  Notice.shown.length = 0;
  useSession.setState(useSession.getInitialState(), true);
  const subscribed = vi.spyOn(useSession, "subscribe");
  watchRunEnds(() => 1000 * seconds);
  [leave] = subscribed.mock.results.map(({ value }) => value);
  subscribed.mockRestore();
});

afterEach(() => {
  // The session outlasts this file.
  leave();
  useSession.setState(useSession.getInitialState(), true);
  vi.unstubAllGlobals();
});

test("the title of a hidden tab says that a run is over, or failed, until somebody looks", () => {
  run(1);
  expect(page.title).toBe(`✓ Run over – ${TITLE}`);
  run(1, { kind: "failed", error: error("E_TRAIN_NOT_FINITE").details });
  expect(page.title).toBe(`✗ Run failed – ${TITLE}`);
  page.show();
  expect(page.title).toBe(TITLE);
  run(60);
  expect(page.title, "of a page that is looked at").toBe(TITLE);
});

test("after a yes a notification tells of a long run: with its files and its time, and not of a short one", async () => {
  run(60);
  expect(Notice.shown, "nobody was asked").toEqual([]);
  expect(await setNotify(true)).toBe(true);
  run(9);
  expect(Notice.shown, "a short run").toEqual([]);
  run(83);
  expect(Notice.shown).toMatchObject([{ title: "The run is over", options: { body: "fruit.csv, 1 min 23 s" } }]);
  await setNotify(false);
  run(60);
  expect(Notice.shown, "taken back").toHaveLength(1);
});

test("a browser that says no is not asked to notify, whatever was wished", async () => {
  Notice.answer = "denied";
  expect(await setNotify(true)).toBe(false);
  expect(mayNotify()).toBe(false);
  run(60);
  expect(Notice.shown).toEqual([]);
  vi.stubGlobal("Notification", undefined);
  expect(mayNotify()).toBe(false);
});

test("of a sweep its last run is told of, and one after which it was halted", async () => {
  await setNotify(true);
  const variants = [1, 2].map(() => ({ document: emptyDocument, variant: "" }));
  const sweep = { id: "a", variants, nFailed: 0, files: [], isRunning: true };
  useSession.setState({ sweep: { ...sweep, nDone: 0 } });
  run(60);
  expect([page.title, Notice.shown.length]).toEqual([TITLE, 0]);
  useSession.setState({ sweep: { ...sweep, nDone: 1 } });
  run(60);
  expect([page.title, Notice.shown.length]).toEqual([`✓ Run over – ${TITLE}`, 1]);
  useSession.setState({ sweep: { ...sweep, nDone: 0, isRunning: false } });
  run(60);
  expect(Notice.shown).toHaveLength(2);
});

test("a run that never began, because it was stopped while it was made ready, is no failure", () => {
  for (const training of [{ kind: "idle" }, DONE] as const) {
    useSession.setState({ training });
    useSession.setState({ training: BEGUN });
    useSession.setState({ training });
    expect(page.title).toBe(TITLE);
  }
});
