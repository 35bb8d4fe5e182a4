/** Every call to the system fails in turn, and power is lost between any two: what is found afterwards is the old content or the new. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type OutputSystem, writeAtomically } from "./atomic-write.ts";
import type { FilePath } from "./file-path.ts";

interface Inode {
  content: string;
  /** What a loss of power leaves of it, at least. */
  flushed: string;
}

type Names = ReadonlyMap<string, Inode>;

class PowerLoss extends Error {}

/**
 * A file system as journalling ones promise to be: names change in order, and outlive a loss of power from some point of that
 * order on; contents outlive it where they were flushed.
 */
class ModelSystem implements OutputSystem {
  /** As programs see it, after each change of a name. */
  readonly history: Names[] = [new Map()];
  private firstSure = 0;
  private nCalls = 0;

  constructor(
    private readonly fault: { readonly at: number; readonly kind: "error" | "power"; readonly isLasting: boolean },
    private readonly isFlushing = true,
  ) {}

  get names(): Names {
    return this.history[this.history.length - 1];
  }

  put(path: string, content: string): void {
    this.history.splice(0, 1, new Map([[path, { content, flushed: content }]]));
  }

  /** What may be found when the power is back. @param draw 0 … 1 */
  found(path: string, draw: number): string | undefined {
    const choices = this.history.slice(this.firstSure);
    const inode = choices[Math.min(choices.length - 1, Math.floor(draw * choices.length))].get(path);
    if (inode === undefined) return undefined;
    return inode.content.slice(0, Math.max(inode.flushed.length, Math.floor(draw * inode.content.length)));
  }

  private call(half: () => void = () => undefined): void {
    const { at, kind, isLasting } = this.fault;
    const index = this.nCalls++;
    if (index !== at && !(isLasting && index > at)) return;
    half();
    throw kind === "power" ? new PowerLoss() : Object.assign(new Error("ENOSPC"), { syscall: "write" });
  }

  private change(edit: (names: Map<string, Inode>) => void): void {
    const names = new Map(this.names);
    edit(names);
    this.history.push(names);
  }

  async create(path: FilePath) {
    this.call();
    if (this.names.has(String(path))) throw new Error("EEXIST");
    const inode: Inode = { content: "", flushed: "" };
    this.change((names) => names.set(String(path), inode));
    return {
      write: async (bytes: string | Uint8Array) => {
        const text = String(bytes);
        this.call(() => {
          inode.content += text.slice(0, text.length / 2);
        });
        inode.content += text;
      },
      flush: async () => {
        this.call();
        if (this.isFlushing) inode.flushed = inode.content;
      },
      close: async () => this.call(),
    };
  }

  async rename(from: FilePath, to: FilePath) {
    this.call();
    this.change((names) => {
      names.set(String(to), names.get(String(from))!);
      names.delete(String(from));
    });
  }

  async remove(path: FilePath) {
    this.call();
    this.change((names) => names.delete(String(path)));
  }

  async flushFolder() {
    this.call();
    this.firstSure = this.history.length - 1;
  }
}

const PLACE = { folder: "/data", name: "out.csv", mode: undefined };
const PATH = "/data/out.csv";

const cases = fc.record({
  old: fc.option(fc.string({ minLength: 1, maxLength: 20 }), { nil: undefined }),
  chunks: fc.array(fc.string({ maxLength: 10 }), { maxLength: 4 }),
  fault: fc.record({ at: fc.nat(12), kind: fc.constantFrom("error", "power"), isLasting: fc.boolean() }),
  draw: fc.double({ min: 0, max: 1, noNaN: true }),
});

async function outcomeOf(
  { old, chunks, fault, draw }: typeof cases extends fc.Arbitrary<infer T> ? T : never,
  isFlushing = true,
) {
  // Without power, nothing works any more.
  const isLasting = fault.isLasting || fault.kind === "power";
  const system = new ModelSystem({ ...fault, isLasting }, isFlushing);
  if (old !== undefined) system.put(PATH, old);
  const error: unknown = await writeAtomically(PLACE, chunks, system).then(
    () => undefined,
    (reason) => reason,
  );
  const isLost = error instanceof PowerLoss || fault.kind === "power";
  const now = isLost ? system.found(PATH, draw) : system.names.get(PATH)?.content;
  return { now, error, old, fresh: chunks.join(""), names: [...system.names.keys()] };
}

test("after any fault at any call, a place has its old content or the new one, whole", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(cases, async (given) => {
      const { now, error, old, fresh } = await outcomeOf(given);
      expect([old, fresh]).toContain(now);
      if (error === undefined && given.fault.kind === "error") expect(now).toBe(fresh);
      seen.add(error === undefined ? "written" : now === old ? "old" : "new");
    }),
    { numRuns: 2000 },
  );
  expect(seen).toEqual(new Set(["written", "old", "new"]));
});

test("what fails is told, and leaves nothing behind where that can be removed", async () => {
  for (let at = 0; at < 8; at++) {
    const fault = { at, kind: "error" as const, isLasting: false };
    const { error, names, now } = await outcomeOf({ old: "old", chunks: ["a", "b"], fault, draw: 0 });
    expect(names).toEqual([PATH]);
    expect([at, error instanceof Error, now]).toEqual([at, at < 7, at < 6 ? "old" : "ab"]);
  }
});

test("the model would find a file that has its name before it is flushed", async () => {
  const fault = { at: 6, kind: "power" as const, isLasting: true };
  const lost = (isFlushing: boolean) => outcomeOf({ old: "old", chunks: ["a", "b"], fault, draw: 0.99 }, isFlushing);
  expect(["old", "ab"]).toContain((await lost(true)).now);
  expect(["old", "ab"]).not.toContain((await lost(false)).now);
});

test("chunks that break off leave the old content", async () => {
  const system = new ModelSystem({ at: -1, kind: "error", isLasting: false });
  system.put(PATH, "old");
  const breaking = (function* () {
    yield "a";
    throw new Error("no more");
  })();
  await expect(writeAtomically(PLACE, breaking, system)).rejects.toThrow("no more");
  expect([...system.names.entries()].map(([name, { content }]) => [name, content])).toEqual([[PATH, "old"]]);
});
