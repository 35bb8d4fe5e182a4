/** What a page's heap holds, told apart by a snapshot of it. */
import type { CDPSession } from "@playwright/test";
import { z } from "zod";

/** Bytes. */
export interface HeapParts {
  /** Objects, texts, numbers, functions that close over something: what a program can forget to let go. */
  readonly data: number;
  /** Compiled code, bytecode and what V8 noted for it: grows until each function was used as often as it is worth compiling. */
  readonly code: number;
  /** What the browser holds for them: elements, styles, layouts, the text of scripts. Outside of V8's own count. */
  readonly page: number;
  /** Elements that are in no document any more, and that something still holds. */
  readonly nDetached: number;
}

const snapshotSchema = z.object({
  snapshot: z.object({
    meta: z.object({ node_fields: z.array(z.string()), node_types: z.tuple([z.array(z.string())]).rest(z.unknown()) }),
  }),
  // Millions of them: each by itself would take seconds.
  nodes: z.custom<number[]>(Array.isArray),
});

/** As V8 writes it. */
const DETACHED = 2;

export async function heapParts(session: CDPSession): Promise<HeapParts> {
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }) => chunks.push(chunk);
  session.on("HeapProfiler.addHeapSnapshotChunk", take);
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  session.off("HeapProfiler.addHeapSnapshotChunk", take);
  const { snapshot, nodes } = snapshotSchema.parse(JSON.parse(chunks.join("")));
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, sizeAt, detachedAt] = ["type", "self_size", "detachedness"].map((name) => fields.indexOf(name));
  const parts = { data: 0, code: 0, page: 0, nDetached: 0 };
  for (let at = 0; at < nodes.length; at += fields.length) {
    const type = types[0][nodes[at + typeAt]];
    parts[type === "code" || type === "native" ? PART_OF[type] : "data"] += nodes[at + sizeAt];
    if (nodes[at + detachedAt] === DETACHED) parts.nDetached++;
  }
  return parts;
}

const PART_OF = { code: "code", native: "page" } as const;
