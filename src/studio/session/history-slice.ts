/** The runs that are over: of this visit, and after a yes those that are kept on this device. */
import { shareEqual } from "../../base/share-equal.ts";
import { yieldToEventLoop } from "../../base/yield.ts";
import { MOST_RUNS } from "../storage/kept-runs.ts";
import { byNewest, type KeptRun, nextOrder, type RunParts, type RunRecord } from "../storage/run-record.ts";
import type { DecisionSlice } from "./decision-slice.ts";
import { asideOf, detailsOf, type Held, takenBack, withDetails, withoutDetails } from "./held-run.ts";
import type { HistorySlice } from "./history.ts";
import { keptCurvesSchema } from "./live-series.ts";
import type { PipelineFileSlice } from "./pipeline-file-slice.ts";
import { originOfKept } from "./run-origin.ts";
import type { SliceTools } from "./slice.ts";
import { isActive } from "./training-machine.ts";
import type { TrainingSlice } from "./training-slice.ts";

/** Of files that this visit holds; of older runs no more than the report is left. */
const MOST_BYTES = 200_000_000;

type Own = HistorySlice &
  Pick<TrainingSlice, "report" | "reportOf" | "hasTrained" | "goesOn" | "training" | "liveOf"> &
  Pick<PipelineFileSlice, "opened"> &
  Pick<DecisionSlice, "decision">;

const hashesOf = ({ files }: Pick<RunRecord, "files">): string => files.map(({ hash }) => hash).join(" ");

export function createHistorySlice({ set, get, ports, link, fail }: SliceTools<Own>): HistorySlice {
  const { live, keeper } = ports;
  const held = new Map<string, Held>();
  /** Of all runs. */
  const details = new Map<string, Blob>();
  const sizes = new Map<string, number>();

  const find = (id: string) => get().history.find((run) => run.id === id);

  /** Holds a file as long as there is room; the oldest goes first. */
  function hold(id: string, file: Promise<Blob | undefined>): void {
    held.set(id, { curves: held.get(id)?.curves, file });
    void file.then((content) => {
      if (content === undefined) return;
      sizes.set(id, content.size);
      let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      for (const [other, size] of [...sizes]) {
        if (total <= MOST_BYTES || other === id) break;
        total -= size;
        sizes.delete(other);
        held.set(other, { curves: held.get(other)?.curves });
      }
    });
  }

  /** One run after the other: of hundreds together it would take seconds. */
  async function setAside(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await yieldToEventLoop();
      const record = find(id);
      if (record) details.set(id, detailsOf(record.report));
    }
    const aside = new Set(ids);
    set(({ history }) => ({ history: history.map((run) => (aside.has(run.id) ? withoutDetails(run) : run)) }));
  }

  const wholeOf = async (record: RunRecord): Promise<RunRecord> => ({
    ...record,
    report: await withDetails(record.report, details.get(record.id)),
  });

  async function partsOf(id: string): Promise<Partial<RunParts> & Pick<RunParts, "curves">> {
    const mine = held.get(id);
    const file = await mine?.file;
    if (mine && file !== undefined) return { text: await file.text(), curves: await takenBack(mine.curves) };
    return (await keeper.partsOf(id)) ?? { curves: await takenBack(mine?.curves) };
  }

  async function keepOne(record: RunRecord): Promise<void> {
    const { file, curves } = held.get(record.id) ?? {};
    const content = await file;
    if (content === undefined) return;
    const [text, drawn] = [await content.text(), await takenBack(curves)];
    const now = find(record.id);
    if (now) keeper.add({ record: await wholeOf(now), parts: { text, curves: drawn } });
  }

  function secureTrained(): void {
    const { shownRun, hasTrained } = get();
    if (shownRun === undefined || !hasTrained || !held.has(shownRun) || held.get(shownRun)?.file) return;
    // Asked before whatever comes: a worker answers from what it holds when it is asked.
    hold(
      shownRun,
      link.request({ type: "exportPipeline" }).then(
        ({ content }) => new Blob([content]),
        () => undefined,
      ),
    );
  }

  return {
    history: [],
    shownRun: undefined,
    secureTrained,
    refreshFile: async () => {
      const { shownRun: id } = get();
      if (id === undefined) return;
      const { content } = await link.request({ type: "exportPipeline" });
      const { curves } = await partsOf(id);
      held.set(id, { curves: asideOf(curves) });
      hold(id, Promise.resolve(new Blob([content])));
      const record = find(id);
      if (record) await keepOne(record);
    },
    addRun: (run, file) => {
      const at = keeper.now();
      const order = nextOrder(at, get().history);
      const own = { ...withoutDetails(run), id: ports.newId(), at, order, note: "", tags: [], isPinned: false };
      // Runs of one table are mostly of one pipeline, too: the page holds once what they say alike.
      const { history } = get();
      const hashes = hashesOf(own);
      const record = shareEqual(own, history.find((other) => hashesOf(other) === hashes) ?? history[0]);
      details.set(record.id, detailsOf(run.report));
      held.set(record.id, { curves: asideOf(live.toKeep()) });
      if (file) hold(record.id, Promise.resolve(new Blob([file])));
      set(({ history }) => ({ history: [record, ...history], shownRun: record.id }));
      return { ...record, report: run.report };
    },
    bringHistory: (records) =>
      set(({ history }) => {
        const known = new Set(history.map(({ id }) => id));
        const fresh = records.filter(({ id }) => !known.has(id));
        void setAside(fresh.map(({ id }) => id));
        return { history: [...history, ...fresh] };
      }),
    changeRun: (id, change) => {
      const record = find(id);
      if (!record) return;
      const changed = { ...record, ...change };
      set(({ history }) => ({ history: history.map((run) => (run === record ? changed : run)) }));
      keeper.update(id, change);
    },
    deleteRun: (id) => {
      held.delete(id);
      details.delete(id);
      sizes.delete(id);
      set(({ history }) => ({ history: history.filter((run) => run.id !== id) }));
      keeper.remove(id);
    },
    showRun: async (id, { withDocument }) => {
      const record = find(id);
      if (!record || isActive(get().training)) return false;
      secureTrained();
      try {
        const { text, curves } = await partsOf(id);
        const opened =
          text === undefined
            ? undefined
            : await link.request({ type: "openPipeline", name: record.document.name, text });
        if (withDocument) ports.document.replace(record.document);
        const origin = originOfKept({ ...record, before: get().liveOf });
        set({
          report: (await wholeOf(record)).report,
          reportOf: origin,
          liveOf: origin,
          shownRun: id,
          hasTrained: text !== undefined,
          decision: opened?.decision,
          goesOn: false,
          opened: undefined,
          training: { kind: "idle" },
        });
        const drawn = keptCurvesSchema.safeParse(curves);
        if (drawn.success) live.bring(drawn.data);
        else live.restore(record.report.history);
        return true;
      } catch (error) {
        fail(error);
        return false;
      }
    },
    evidenceOf: async (id) => {
      const record = find(id);
      return record ? ((await wholeOf(record)).report.evidence ?? []) : [];
    },
    textOfRun: async (id) => {
      if (id === get().shownRun) secureTrained();
      try {
        return (await partsOf(id)).text;
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    wholeRuns: async () => {
      secureTrained();
      const runs: KeptRun[] = [];
      for (const record of [...get().history].reverse()) {
        const { text, curves } = await partsOf(record.id);
        if (text !== undefined) runs.push({ record: await wholeOf(record), parts: { text, curves } });
      }
      return runs;
    },
    takeRuns: async (runs) => {
      const { history } = get();
      const known = new Set(history.map(({ id }) => id));
      const fresh = runs.filter(({ record }) => !known.has(record.id));
      const room = MOST_RUNS - history.filter(({ isPinned }) => !isPinned).length;
      let nUnkept = 0;
      for (const [index, { record, parts }] of fresh.entries()) {
        await yieldToEventLoop();
        details.set(record.id, detailsOf(record.report));
        held.set(record.id, { curves: asideOf(parts.curves) });
        hold(record.id, Promise.resolve(new Blob([parts.text])));
        if (ports.mayKeep() && fresh.length - index <= room) keeper.add({ record, parts });
        else nUnkept++;
      }
      const taken = fresh.map(({ record }) => withoutDetails(record));
      set(({ history: now }) => ({ history: [...now, ...taken].sort(byNewest) }));
      return nUnkept;
    },
    keepRuns: async () => {
      secureTrained();
      // The oldest first: where there is no room for all, the newest stay.
      for (const record of [...get().history].reverse()) await keepOne(record);
    },
    forgetKeptRuns: () => {
      for (const id of details.keys()) if (!held.has(id)) details.delete(id);
      set(({ history }) => ({ history: history.filter(({ id }) => held.has(id)) }));
    },
  };
}
