/**
 * Keeps the view of the table what follows from the open files and the document: files are read, decisions are asked about
 * before they become the document's, and whatever else changes the document (Undo, a pipeline that is opened) is followed.
 */
import type { TableView } from "../../app/view-table.ts";
import { StudioError } from "../../base/error.ts";
import type { SplitSettings, TableDecisions } from "../../pipeline/document.ts";
import { haveSameDialects } from "../../pipeline/table-decisions.ts";
import type { Task } from "../../table/types.ts";
import type { FileInput } from "../../worker/protocol.ts";
import type { Decided } from "./ports.ts";
import { inTurn, newestOnly, type SliceTools } from "./slice.ts";
import { nextTableState, type TableSignal, type TableState, viewOf } from "./table-state.ts";
import { wordsOf } from "./worker-link.ts";

type Decide = (table: TableDecisions) => TableDecisions;

/** What of the document a view follows from. */
interface Basis {
  readonly table: TableDecisions;
  readonly split: SplitSettings["split"];
}

const isSameBasis = (a: Basis, b: Basis | undefined) => a.table === b?.table && a.split === b.split;

/** Decisions that come with files: they become the document's once the files are read. */
interface Arriving extends Decided {
  readonly how: "step" | "silent";
  /** The task is left to be inferred, with its reason, and set only where that comes out differently. */
  readonly task?: Task;
}

export interface TableFollower {
  /** Reads files in place of those that are open. */
  read(files: readonly FileInput[], arriving?: Arriving): Promise<void>;
  /** A decision that the table cannot meet is refused in words, and the document stays as it was. */
  decide(next: Decide): Promise<void>;
  /** Those of the table that the worker holds; undefined before there is one. */
  openFiles(): readonly FileInput[] | undefined;
}

export function createTableFollower({
  set,
  get,
  ports,
  link,
  fail,
}: SliceTools<{ readonly table: TableState }>): TableFollower {
  const { document } = ports;
  const begin = newestOnly();
  const wait = inTurn();
  let files: readonly FileInput[] | undefined;
  let followed: Basis | undefined;
  /** Whether the table that is open is still the one that was read last. */
  let isCurrent = begin();

  const basisNow = (): Basis => {
    const { table, training } = document.read();
    return { table, split: training.split };
  };
  const signal = (next: TableSignal) => set(({ table }) => ({ table: nextTableState(table, next) }));

  async function read(next: readonly FileInput[], arriving?: Arriving): Promise<void> {
    const isNewest = begin();
    isCurrent = isNewest;
    signal({ type: "readingBegan", names: next.map(({ name }) => name) });
    let basis = { ...basisNow(), ...(arriving ? { table: arriving.table } : {}) };
    try {
      let view = await link.request({ type: "openTable", files: [...next], ...basis }, (event) => {
        if (event.type === "reading" && isNewest()) signal({ ...event, type: "readingWentOn" });
      });
      if (!isNewest()) return;
      files = next;
      const { target } = view;
      if (target && arriving?.task && target.task !== arriving.task) {
        const aimed = { ...basis.table, target: { name: target.name, task: arriving.task } };
        basis = { ...basis, table: aimed };
        view = await link.request({ type: "describe", ...basis });
        if (!isNewest()) return;
      }
      tellUnmet(view);
      show(view, basis, arriving);
    } catch (error) {
      const details = wordsOf(error);
      // Reading was begun anew after a crash: people still want to know that there was one.
      if (isNewest() || details.code === "E_WORKER_CRASH") ports.notifyError(error);
      if (isNewest()) signal({ type: "readingFailed", error: details });
    }
  }

  /** Decisions become the document's before the view is shown, so that a pipeline proposed for it joins the same step. */
  function show(view: TableView, basis: Basis, arriving?: Omit<Arriving, "table">): void {
    followed = basis;
    if (arriving) document.decide({ ...arriving, table: basis.table }, arriving.how);
    signal({ type: "described", view });
    void follow();
  }

  /** Says what of the document this table cannot meet. That it lacks the target's column is plain to see. */
  function tellUnmet({ unmet }: TableView): void {
    if (unmet && unmet.code !== "E_TARGET_COLUMN") ports.notifyError(new StudioError(unmet));
  }

  function follow(): Promise<void> {
    return wait(async () => {
      const now = basisNow();
      if (isSameBasis(now, followed) || !files || get().table.kind !== "ready") return;
      const names = files.map(({ name }) => name);
      if (followed && !haveSameDialects(now.table, followed.table, names)) return read(files);
      await describe(
        (table) => table,
        (view, basis) => {
          tellUnmet(view);
          show(view, basis);
        },
      );
    });
  }

  function decide(next: Decide): Promise<void> {
    return wait(() =>
      describe(next, (view, basis) => {
        // What could not be met before is no reason to refuse something else.
        const before = viewOf(get().table)?.unmet;
        if (view.unmet && view.unmet.code !== before?.code) throw new StudioError(view.unmet);
        show(view, basis, { how: "step" });
      }),
    );
  }

  async function describe(next: Decide, then: (view: TableView, basis: Basis) => void): Promise<void> {
    if (get().table.kind !== "ready") return;
    const isSameTable = isCurrent;
    signal({ type: "descriptionAsked" });
    try {
      for (;;) {
        const before = basisNow();
        const basis = { ...before, table: next(before.table) };
        const view = await link.request({ type: "describe", ...basis });
        if (!isSameTable()) return;
        // Undo has changed the document in the meantime: the answer is to another question.
        if (!isSameBasis(basisNow(), before)) continue;
        then(view, basis);
        return;
      }
    } catch (error) {
      if (isSameTable()) signal({ type: "descriptionRefused" });
      fail(error);
    }
  }

  document.subscribe(() => void follow());
  link.onCrash(() => {
    const again = files;
    // Files that bring down the new worker too are not tried a third time.
    files = undefined;
    followed = undefined;
    if (again) void read(again);
  });
  return { read, decide, openFiles: () => files };
}
