/** What a page's heap holds, told apart by a snapshot of it. */
import type { CDPSession } from "@playwright/test";
import { z } from "zod";

/** Bytes. */
export interface HeapParts {
  /** Objects, texts, numbers, functions that close over something: what a program can forget to let go. */
  readonly data: number;
  /** Compiled code, bytecode and what V8 noted for it: grows until each function was used as often as it is worth compiling. */
  readonly code: number;
  /**
   * What V8 keeps in its heap for itself: templates of the page's interfaces, and a list of what was ever compiled of each script, which has another
   * entry each time that code comes back that was dropped.
   */
  readonly system: number;
  /** What the browser holds for them: elements, styles, layouts. Outside of V8's own count, as the following are. */
  readonly page: number;
  /** Contents of typed arrays. */
  readonly buffers: number;
  /** Texts outside of the heap: of scripts. */
  readonly texts: number;
  /** Elements that are in no document any more, and that something still holds. */
  readonly nDetached: number;
}

const snapshotSchema = z.object({
  snapshot: z.object({
    meta: z.object({ node_fields: z.array(z.string()), node_types: z.tuple([z.array(z.string())]).rest(z.unknown()) }),
  }),
  // Millions of them: each by itself would take seconds.
  nodes: z.custom<number[]>(Array.isArray),
  strings: z.custom<string[]>(Array.isArray),
});

/** As V8 writes it. */
const DETACHED = 2;

/** By the names that V8 gives what is neither an object nor code. */
function partOf(type: string, name: string): keyof Omit<HeapParts, "nDetached"> {
  if (type === "code") return "code";
  if (type !== "native") return "data";
  if (name === "system / JSArrayBufferData") return "buffers";
  if (name === "system / ExternalStringData") return "texts";
  return name.startsWith("system / ") ? "system" : "page";
}

export async function heapParts(session: CDPSession): Promise<HeapParts> {
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }) => chunks.push(chunk);
  session.on("HeapProfiler.addHeapSnapshotChunk", take);
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  session.off("HeapProfiler.addHeapSnapshotChunk", take);
  const { snapshot, nodes, strings } = snapshotSchema.parse(JSON.parse(chunks.join("")));
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, nameAt, sizeAt, detachedAt] = ["type", "name", "self_size", "detachedness"].map((name) =>
    fields.indexOf(name),
  );
  const parts = { data: 0, code: 0, system: 0, page: 0, buffers: 0, texts: 0, nDetached: 0 };
  for (let at = 0; at < nodes.length; at += fields.length) {
    parts[partOf(types[0][nodes[at + typeAt]], strings[nodes[at + nameAt]])] += nodes[at + sizeAt];
    if (nodes[at + detachedAt] === DETACHED) parts.nDetached++;
  }
  return parts;
}
