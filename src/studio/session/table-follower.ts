/**
 * Keeps the view of the table what follows from the open files and the document: files are read, decisions are asked about
 * before they become the document's, and whatever else changes the document (Undo, a pipeline that is opened) is followed.
 */
import type { TableView } from "../../app/view-table.ts";
import { StudioError } from "../../base/error.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import type { SplitSettings, TableDecisions } from "../../pipeline/document.ts";
import { haveSameDialects, withDialect } from "../../pipeline/table-decisions.ts";
import { SAMPLE_SEED } from "../../table/drawn-rows.ts";
import type { Task } from "../../table/types.ts";
import type { FileInput, TrainingEvent } from "../../worker/protocol.ts";
import { NO_FILES, type OpenFiles } from "../document/open-files.ts";
import type { Decided } from "./ports.ts";
import { readWhatCanBeRead } from "./read-files.ts";
import { inTurn, newestOnly, type SliceTools } from "./slice.ts";
import { nextTableState, type TableSignal, type TableState, viewOf } from "./table-state.ts";
import { wordsOf } from "./worker-link.ts";

type Decide = (table: TableDecisions) => TableDecisions;

/** What is answered sooner needs no sign that it is awaited, and the page is not drawn twice for one decision. */
const PATIENCE_MS = 100;

/** What of the document a view follows from. */
interface Basis {
  readonly table: TableDecisions;
  readonly split: SplitSettings["split"];
  readonly settings: SplitSettings;
}

const isSameBasis = (a: Basis, b: Basis | undefined) =>
  a.table === b?.table && a.split === b.split && (a.table.dirt === undefined || haveSameTestRows(a, b));

/** Dirt is planted anew where other rows test. */
function haveSameTestRows({ settings: a }: Basis, { settings: b }: Basis): boolean {
  const sources = [a, b].map(({ trainingOnlySources }) => trainingOnlySources.join("\n"));
  const isSameShare = a.trainFraction === b.trainFraction && a.validationFraction === b.validationFraction;
  return a.seed === b.seed && isSameShare && sources[0] === sources[1];
}

/** What comes with files: it becomes the document's once they are read. */
interface Arriving extends Omit<Decided, "open"> {
  readonly how: "step" | "silent";
  /** The task is left to be inferred, with its reason, and set only where that comes out differently. */
  readonly task?: Task;
  /** Those of the files that are left out where they cannot be read, as long as one of them can. */
  readonly mayLack?: readonly FileInput[];
  /** Whether other files wait to be read next. */
  readonly isFollowed?: () => boolean;
}

/** The column of the split, where other files do not have it. */
function columnLacking({ columns }: TableView, split: Basis["split"]): string | undefined {
  if (!("column" in split)) return undefined;
  return columns.some(({ rule }) => rule.name === split.column) ? undefined : split.column;
}

/** What the page has of the table. */
export interface FollowedTable {
  readonly table: TableState;
  /** What follows from a decision is being asked about. */
  readonly isDeciding: boolean;
}

export interface TableFollower {
  /** Reads files in place of those that are open. @returns whether they are open now. */
  read(open: OpenFiles, arriving: Arriving): Promise<boolean>;
  /** When nothing is being read any more. */
  settled(): Promise<void>;
  /** Gives up what is being read: the table stays that was open before. */
  cancel(): void;
  /** Does not read files that come back with the document. @returns what reads them after all. */
  holdBack(open: OpenFiles): () => void;
  /** Leaves no table open. */
  close(arriving: Arriving): void;
  /** A decision that the table cannot meet is refused in words, and the document stays as it was. */
  decide(next: Decide): Promise<void>;
  /** Those of the table that the worker holds. */
  openFiles(): OpenFiles;
}

export function createTableFollower({ set, get, ports, link, fail }: SliceTools<FollowedTable>): TableFollower {
  const { document } = ports;
  const begin = newestOnly();
  const wait = inTurn();
  /** The files of the table that the worker holds; undefined where it holds none. */
  let held: OpenFiles | undefined;
  /** Files that brought down a worker, and the next one too, are not tried a third time; nor are those that were given up. */
  const deadly = new WeakSet<OpenFiles>();
  let givesUp = new AbortController();
  let followed: Basis | undefined;
  /** Whether the table that is open is still the one that was read last. */
  let isCurrent = begin();
  /** The end of what is being read, or was last. */
  let reading: Promise<unknown> = Promise.resolve();

  const basisNow = (): Basis => {
    const { table, training } = document.read();
    return { table, split: training.split, settings: training };
  };
  const signal = (next: TableSignal) => set(({ table }) => ({ table: nextTableState(table, next) }));

  function read(wanted: OpenFiles, arriving?: Arriving): Promise<boolean> {
    const isOpen = readNow(wanted, arriving);
    reading = isOpen;
    return isOpen;
  }

  /** @param arriving absent where the document says all of it already. */
  async function readNow(wanted: OpenFiles, arriving?: Arriving): Promise<boolean> {
    const freed = link.lettingGo();
    if (freed) await freed;
    const isNewest = begin();
    isCurrent = isNewest;
    const now = basisNow();
    const { table = now.table, split = now.split, trainingOnlySources } = { ...now.settings, ...now, ...arriving };
    let basis: Basis = { table, split, settings: { ...now.settings, split, trainingOnlySources } };
    givesUp = new AbortController();
    const { signal: givenUp } = givesUp;
    const problems: unknown[] = [];
    /** Of a file that is too large, a sample of its rows is offered. */
    const tellProblem = (problem: unknown) => {
      const { where: file, oneRowIn: oneIn } = wordsOf(problem);
      if (oneIn === undefined) return ports.notifyError(problem);
      const change = { rowSample: { oneIn, seed: SAMPLE_SEED } };
      const sampled = withDialect(basis.table, { files: [file], change });
      const run = () => void read(wanted, { ...arriving, table: sampled, how: arriving?.how ?? "step" });
      ports.notifyError(problem, { label: sessionText("readSample", { oneIn }), run });
    };
    try {
      const { files, answer } = await readWhatCanBeRead({
        files: wanted.files,
        mayLack: arriving?.mayLack ?? [],
        problems,
        isNewest,
        read: (files) => {
          signal({ type: "readingBegan", names: files.map(({ name }) => name) });
          const tell = (event: TrainingEvent) => {
            if (event.type === "reading" && isNewest()) signal({ ...event, type: "readingWentOn" });
          };
          return link.request({ type: "openTable", files: [...files], ...basis }, tell, givenUp);
        },
      });
      if (!isNewest()) return false;
      held = files === wanted.files ? wanted : { ...wanted, files };
      let view = answer;
      const { target } = view;
      if (target && arriving?.task && target.task !== arriving.task) {
        const aimed = { ...basis.table, target: { name: target.name, task: arriving.task } };
        basis = { ...basis, table: aimed };
        view = await link.request({ type: "describe", ...basis });
        if (!isNewest()) return false;
      }
      for (const problem of problems) tellProblem(problem);
      tellUnmet(view);
      const lacking = arriving && columnLacking(view, basis.split);
      if (lacking !== undefined) {
        const split = { by: "random" } as const;
        basis = { ...basis, split, settings: { ...basis.settings, split } };
        ports.notifyNews(sessionText("splitAtRandom", { column: lacking }));
      }
      show(view, basis, arriving && { ...arriving, split: basis.split, open: held });
      return true;
    } catch (error) {
      const details = wordsOf(error);
      if (details.code === "E_SESSION_CANCELLED") {
        deadly.add(wanted);
        if (isNewest()) signal({ type: "readingCancelled" });
        return false;
      }
      // Reading was begun anew after a crash: people still want to know that there was one.
      if (!isNewest() && details.code !== "E_WORKER_CRASH") return false;
      for (const problem of problems) tellProblem(problem);
      // The strip of the table says it, where the file was dropped, unless what is read next takes its place there.
      if (isNewest() && details.oneRowIn === undefined && !arriving?.isFollowed?.()) ports.rememberError(details.code);
      else tellProblem(error);
      if (isNewest()) signal({ type: "readingFailed", error: details, isLost: held === undefined });
      return false;
    }
  }

  function close(arriving: Arriving): void {
    isCurrent = begin();
    held = undefined;
    followed = undefined;
    document.decide({ ...arriving, open: NO_FILES }, arriving.how);
    signal({ type: "closed" });
  }

  /** Decisions become the document's before the view is shown, so that a pipeline proposed for it joins the same step. */
  function show(view: TableView, basis: Basis, decided?: Omit<Decided, "table"> & Pick<Arriving, "how">): void {
    followed = basis;
    if (decided) document.decide({ ...decided, table: basis.table }, decided.how);
    signal({ type: "described", view });
    void follow();
  }

  /** Says what of the document this table cannot meet. That it lacks the target's column is plain to see. */
  function tellUnmet({ unmet }: TableView): void {
    if (unmet && unmet.code !== "E_TARGET_COLUMN") ports.notifyError(new StudioError(unmet));
  }

  function follow(): Promise<void> {
    return wait(async () => {
      // What is being read is shown when it has been read, and then this is asked again.
      if (get().table.kind === "reading") return;
      const open = document.openFiles();
      if (open !== (held ?? NO_FILES) && !deadly.has(open)) return followFiles(open);
      const now = basisNow();
      if (isSameBasis(now, followed) || !held || get().table.kind !== "ready") return;
      const names = held.files.map(({ name }) => name);
      if (followed && !haveSameDialects(now.table, followed.table, names)) {
        await read(held);
        return;
      }
      await describe(
        (table) => table,
        (view, basis) => {
          tellUnmet(view);
          show(view, basis);
        },
      );
    });
  }

  /** The files of a document that Undo has brought back. */
  async function followFiles(open: OpenFiles): Promise<void> {
    const { table } = document.read();
    if (open.files.length > 0) {
      if ((await read(open)) || !held) return;
      // They cannot be read any more: those that are open stay, and the document says so.
      document.decide({ table: document.read().table, open: held }, "silent");
    } else if (held) {
      close({ table, how: "silent" });
    }
  }

  function decide(next: Decide): Promise<void> {
    return wait(async () => {
      for (;;) {
        const isAnswered = await describe(next, (view, basis) => {
          // What could not be met before is no reason to refuse something else.
          const before = viewOf(get().table)?.unmet;
          if (view.unmet && view.unmet.code !== before?.code) throw new StudioError(view.unmet);
          show(view, basis, { how: "step" });
        });
        if (isAnswered) return;
        // Files that were added in the meantime make another table, of which the same is decided.
        const awaited = reading;
        await awaited;
        if (get().table.kind === "reading" && reading === awaited) return;
      }
    });
  }

  /** @returns false where another table is being read, or has been. */
  async function describe(next: Decide, then: (view: TableView, basis: Basis) => void): Promise<boolean> {
    const { kind } = get().table;
    if (kind !== "ready") return kind !== "reading";
    const isSameTable = isCurrent;
    set({ isDeciding: true });
    const late = setTimeout(() => isSameTable() && signal({ type: "descriptionAsked" }), PATIENCE_MS);
    try {
      for (;;) {
        const before = basisNow();
        const basis = { ...before, table: next(before.table) };
        const view = await link.request({ type: "describe", ...basis });
        if (!isSameTable()) return false;
        // Undo has changed the document in the meantime: the answer is to another question.
        if (!isSameBasis(basisNow(), before)) continue;
        then(view, basis);
        return true;
      }
    } catch (error) {
      if (isSameTable()) signal({ type: "descriptionRefused" });
      fail(error);
      return true;
    } finally {
      clearTimeout(late);
      set({ isDeciding: false });
    }
  }

  document.subscribe(() => void follow());
  link.onCrash(() => {
    const again = held;
    held = undefined;
    followed = undefined;
    if (!again) return;
    deadly.add(again);
    void read(again).then((isOpen) => isOpen && deadly.delete(again));
  });
  async function settled(): Promise<void> {
    for (let awaited: unknown; awaited !== reading; ) {
      awaited = reading;
      await awaited;
    }
  }

  function holdBack(open: OpenFiles): () => void {
    deadly.add(open);
    return () => {
      deadly.delete(open);
      void follow();
    };
  }

  return { read, settled, cancel: () => givesUp.abort(), holdBack, close, decide, openFiles: () => held ?? NO_FILES };
}
