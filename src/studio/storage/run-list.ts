/** The runs that are kept on this device: their records alone, which is loaded only where there may be some. */
import { z } from "zod";
import { reportSchema } from "../../export/file-schema.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { migrateBlocks, readDocument } from "../../pipeline/migrate.ts";
import { engineSchema } from "../../worker/protocol.ts";
import { openDatabase, writeAtOnce } from "./database.ts";
import { randomName } from "./random-name.ts";
import { byNewest, type RunParts, type RunRecord } from "./run-record.ts";

const filesSchema = z.array(z.object({ name: z.string(), hash: z.string() }));

const recordSchema = z.object({
  id: z.string(),
  at: z.number(),
  order: z.number().optional(),
  note: z.string(),
  tags: z.array(z.string()),
  isPinned: z.boolean(),
  document: z.unknown(),
  files: filesSchema,
  engine: engineSchema,
  wasStopped: z.boolean(),
  report: reportSchema,
  sweep: z.object({ id: z.string(), variant: z.string() }).optional(),
});

/** Of the second version of the database: all of a run in one. */
const oldSchema = z.object({
  at: z.number(),
  text: z.string(),
  files: filesSchema,
  curves: z.unknown().optional(),
});
const oldTextSchema = z.object({ document: z.unknown(), report: reportSchema });

/** The newest first. Those that this studio cannot read are passed over. */
export async function listRuns(): Promise<readonly RunRecord[]> {
  const database = await openDatabase();
  const { store } = database.transaction("runs");
  const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
  const records: RunRecord[] = [];
  for (const [index, value] of values.entries()) {
    const key = keys[index];
    const record = typeof key === "number" ? await moved(key, value) : readRecord(value);
    if (record) records.push(record);
  }
  return records.sort(byNewest);
}

/** @returns undefined where this studio cannot read it. */
export function readRecord(value: unknown): RunRecord | undefined {
  const parsed = recordSchema.safeParse(value);
  const document = parsed.success ? readOrNot(parsed.data.document) : undefined;
  if (!parsed.success || !document) return undefined;
  const { data } = parsed;
  // Earlier studios went by the clock alone.
  return { ...data, order: data.order ?? data.at, document };
}

function readOrNot(document: unknown): RunRecord["document"] | undefined {
  try {
    return migrateBlocks(readDocument(document, { where: "run" }), catalogue).document;
  } catch {
    return undefined;
  }
}

/** Takes a run of an earlier studio apart, and keeps it so, in one transaction. */
async function moved(key: number, value: unknown): Promise<RunRecord | undefined> {
  const old = oldSchema.safeParse(value);
  const file = old.success ? oldTextSchema.safeParse(jsonOf(old.data.text)) : undefined;
  const document = file?.success ? readOrNot(file.data.document) : undefined;
  if (!old.success || !file?.success || !document) return undefined;
  const { at, text, files, curves } = old.data;
  const record: RunRecord = {
    ...{
      id: randomName(),
      at,
      order: at,
      note: "",
      tags: [],
      isPinned: false,
      files,
      engine: "auto",
      wasStopped: false,
    },
    document,
    report: file.data.report,
  };
  const parts: RunParts = { text, curves };
  // Where there is no room for it, it is listed all the same, and taken apart another time.
  await writeAtOnce(["runs", "runParts"], (storeOf, add) => {
    add(storeOf("runs").delete(key));
    add(storeOf("runs").put(record, record.id));
    add(storeOf("runParts").put(parts, record.id));
  }).catch(() => undefined);
  return record;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
