/** Finished runs and the one in progress, kept on this device after a yes. */
import { z } from "zod";
import { documentSchema } from "../../pipeline/document.ts";
import { type Checkpoint, checkpointSchema } from "../../training/checkpoint/checkpoint.ts";
import { engineSchema } from "../../worker/protocol.ts";
import { openDatabase } from "./database.ts";

/** Older ones make room for newer ones. */
const MOST_RUNS = 10;

const runSchema = z.object({
  /** Milliseconds since 1970. */
  at: z.number(),
  /** The trained pipeline's file. */
  text: z.string(),
  files: z.array(z.object({ name: z.string(), hash: z.string() })),
  /** Curves of the run, as the page drew them. */
  curves: z.unknown().optional(),
});
export type KeptRun = z.infer<typeof runSchema>;

const headSchema = z.object({
  /** Milliseconds since 1970 when it was written. */
  at: z.number(),
  /** What the worker calls this run's table and pipeline. */
  key: z.string(),
  document: documentSchema,
  files: z.array(z.object({ name: z.string(), hash: z.string() })),
  engine: engineSchema,
  paceMs: z.number(),
  /** The file of the trained pipeline that training went on from. */
  earlier: z.string().optional(),
});
/** What a run is of: all that is needed to begin it again. */
export type RunHead = z.infer<typeof headSchema>;

const soFarSchema = checkpointSchema.omit({ done: true });
const doneSchema = checkpointSchema.shape.done.element;

export interface KeptCheckpoint {
  readonly head: RunHead;
  readonly checkpoint: Checkpoint;
}

/** The newest first. Those that this studio cannot read are passed over. */
export async function listRuns(): Promise<readonly (KeptRun & { readonly key: number })[]> {
  const { store } = (await openDatabase()).transaction("runs");
  const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
  return keys
    .flatMap((key, index) => {
      const parsed = runSchema.safeParse(values[index]);
      return parsed.success ? [{ ...parsed.data, key }] : [];
    })
    .reverse();
}

/** Keeps a run that is over, and forgets its checkpoints, in one. */
export async function keepRun(run: KeptRun): Promise<void> {
  const transaction = (await openDatabase()).transaction(["runs", "checkpoint"], "readwrite", { durability: "strict" });
  transaction.done.catch(() => undefined);
  const runs = transaction.objectStore("runs");
  const keys = await runs.getAllKeys();
  for (const key of keys.slice(0, Math.max(keys.length + 1 - MOST_RUNS, 0))) runs.delete(key).catch(() => undefined);
  runs.add(run).catch(() => undefined);
  transaction
    .objectStore("checkpoint")
    .clear()
    .catch(() => undefined);
  await transaction.done;
}

export async function deleteRun(key: number): Promise<void> {
  await (await openDatabase()).delete("runs", key);
}

/**
 * Keeps what is new of the run in progress.
 *
 * @param isFirst nothing of it was kept before: what is kept of another run goes.
 */
export async function keepCheckpoint(head: RunHead, news: Checkpoint, isFirst: boolean): Promise<void> {
  const { done, ...soFar } = news;
  const transaction = (await openDatabase()).transaction("checkpoint", "readwrite", { durability: "strict" });
  transaction.done.catch(() => undefined);
  const { store } = transaction;
  const write = (value: unknown, key: string) => store.put(value, key).catch(() => undefined);
  if (isFirst) store.clear().catch(() => undefined);
  write(head, "head");
  write(soFar, "soFar");
  for (const each of done) write(each, `done/${each.key}`);
  await transaction.done;
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

/** Deletes all that was kept of tables and runs; files are deleted by `tidyFiles`. */
export async function forgetKept(): Promise<void> {
  const transaction = (await openDatabase()).transaction(["tables", "runs", "checkpoint"], "readwrite", {
    durability: "strict",
  });
  await Promise.all([
    transaction.objectStore("tables").clear(),
    transaction.objectStore("runs").clear(),
    transaction.objectStore("checkpoint").clear(),
    transaction.done,
  ]);
}
