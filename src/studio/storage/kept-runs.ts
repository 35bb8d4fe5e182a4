/** Finished runs and the one in progress, kept on this device after a yes; how finished ones are listed: `run-list.ts`. */
import { z } from "zod";
import { documentSchema } from "../../pipeline/document.ts";
import { isJsonObject } from "../../pipeline/json-object.ts";
import { type Checkpoint, checkpointSchema } from "../../training/checkpoint/checkpoint.ts";
import { engineSchema } from "../../worker/protocol.ts";
import { inTransaction, openDatabase, writeAtOnce } from "./database.ts";
import { byNewest, type KeptRun, type RunChange, type RunParts } from "./run-record.ts";

/** Of those that nobody pinned; older ones make room for newer ones. */
export const MOST_RUNS = 50;

/** So much of a record as tells which ones make room. */
const roomSchema = z.object({
  at: z.number(),
  order: z.number().optional(),
  isPinned: z.boolean().default(false),
});

const partsSchema: z.ZodType<RunParts> = z.object({ text: z.string(), curves: z.unknown() });

const headSchema = z.object({
  /** Milliseconds since 1970 when it was written. */
  at: z.number(),
  /** What the worker calls this run's table and pipeline. */
  key: z.string(),
  document: documentSchema,
  files: z.array(z.object({ name: z.string(), hash: z.string() })),
  engine: engineSchema,
  paceMs: z.number(),
  /** The file of the trained pipeline that training went on from; a text in what earlier studios kept. */
  earlier: z.union([z.instanceof(Blob), z.string()]).optional(),
});
/** What a run is of: all that is needed to begin it again. */
export type RunHead = z.infer<typeof headSchema>;

const soFarSchema = checkpointSchema.omit({ done: true });
const doneSchema = checkpointSchema.shape.done.element;

export interface KeptCheckpoint {
  readonly head: RunHead;
  readonly checkpoint: Checkpoint;
}

/**
 * Keeps a run that is over, and waits until it is on the disk. Nothing is read before it is written.
 *
 * @param how isOver: it ends just now, and its checkpoints are forgotten in the same transaction.
 */
export async function keepRun({ record, parts }: KeptRun, { isOver }: { readonly isOver: boolean }): Promise<void> {
  await writeAtOnce(["runs", "runParts", "checkpoint"], (storeOf, add) => {
    add(storeOf("runs").put(record, record.id));
    add(storeOf("runParts").put(parts, record.id));
    if (isOver) add(storeOf("checkpoint").clear());
  });
  // The run is kept already; where older ones could not make room, they do with the next one.
  await makeRoom(record.id).catch(() => undefined);
}

/** Deletes the oldest runs beyond `MOST_RUNS`, but for the newest one. */
function makeRoom(newest: string): Promise<void> {
  return inTransaction(["runs", "runParts"], async (transaction) => {
    const [runs, allParts] = [transaction.objectStore("runs"), transaction.objectStore("runParts")];
    const keys = await runs.getAllKeys();
    if (keys.length <= MOST_RUNS) return;
    const values = await runs.getAll();
    const others = keys.flatMap((key, index) => {
      const room = roomSchema.safeParse(values[index]);
      return room.success && !room.data.isPinned && key !== newest
        ? [{ key, order: room.data.order ?? room.data.at }]
        : [];
    });
    const tooOld = others.sort(byNewest).slice(MOST_RUNS - 1);
    for (const { key } of tooOld) {
      await runs.delete(key);
      if (typeof key === "string") await allParts.delete(key);
    }
  });
}

/** What a person says of a run, in the record that is kept of it; of one that is not kept, nothing is. */
export function updateRun(id: string, change: RunChange): Promise<void> {
  return inTransaction(["runs"], async (transaction) => {
    const store = transaction.objectStore("runs");
    const record: unknown = await store.get(id);
    if (isJsonObject(record)) await store.put({ ...record, ...change }, id);
  });
}

export async function deleteRun(id: string): Promise<void> {
  await writeAtOnce(["runs", "runParts"], (storeOf, add) => {
    add(storeOf("runs").delete(id));
    add(storeOf("runParts").delete(id));
  });
}

/** @returns undefined where the run is not kept, or cannot be read. */
export async function runParts(id: string): Promise<RunParts | undefined> {
  const parsed = partsSchema.safeParse(await (await openDatabase()).get("runParts", id));
  return parsed.success ? parsed.data : undefined;
}

/**
 * Keeps what is new of the run in progress.
 *
 * @param isFirst nothing of it was kept before: what is kept of another run goes.
 */
export async function keepCheckpoint(head: RunHead, news: Checkpoint, isFirst: boolean): Promise<void> {
  const { done, ...soFar } = news;
  await writeAtOnce(["checkpoint"], (storeOf, add) => {
    const store = storeOf("checkpoint");
    if (isFirst) add(store.clear());
    add(store.put(head, "head"));
    add(store.put(soFar, "soFar"));
    for (const each of done) add(store.put(each, `done/${each.key}`));
  });
}

/** The run that was in progress; undefined where there was none, or where this studio cannot read it. */
export async function keptCheckpoint(): Promise<KeptCheckpoint | undefined> {
  const { store } = (await openDatabase()).transaction("checkpoint");
  const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
  const at = (key: string) => values[keys.indexOf(key)];
  const head = headSchema.safeParse(at("head"));
  const soFar = soFarSchema.safeParse(at("soFar"));
  if (!head.success || !soFar.success) return undefined;
  const done = keys.flatMap((key, index) => {
    const parsed = key.startsWith("done/") ? doneSchema.safeParse(values[index]) : undefined;
    return parsed?.success ? [parsed.data] : [];
  });
  return { head: head.data, checkpoint: { ...soFar.data, done } };
}

export async function forgetCheckpoint(): Promise<void> {
  await (await openDatabase()).clear("checkpoint");
}

/** Whether anything of tables and runs is kept. */
export async function isAnythingKept(): Promise<boolean> {
  const database = await openDatabase();
  const counts = await Promise.all((["tables", "runs", "checkpoint"] as const).map((store) => database.count(store)));
  return counts.some((count) => count > 0);
}

/** Deletes all that was kept of tables and runs; files are deleted by `tidyFiles`. */
export async function forgetKept(): Promise<void> {
  const stores = ["tables", "runs", "runParts", "sweeps", "checkpoint"] as const;
  await writeAtOnce(stores, (storeOf, add) => {
    for (const store of stores) add(storeOf(store).clear());
  });
}
