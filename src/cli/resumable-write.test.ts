/** Whatever ends the writer between any two parts, what is written in the end is every line once, in order. */
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { writeResumably as Write } from "./resumable-write.ts";

/** Calls of the system that change something; one of them fails, once. */
const system = vi.hoisted(() => ({ nCalls: 0, failsAt: -1 }));

vi.mock("node:fs/promises", async (importOriginal) => {
  const real = await importOriginal<typeof import("node:fs/promises")>();
  const call = () => {
    if (system.nCalls++ === system.failsAt) throw Object.assign(new Error("no more room"), { code: "ENOSPC" });
  };
  type Handle = Awaited<ReturnType<typeof real.open>>;
  const withFaults = (handle: Handle): Handle =>
    new Proxy(handle, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          try {
            call();
          } catch (error) {
            // Half of it is written, and a file that cannot be closed is closed.
            if (name === "write" && Buffer.isBuffer(args[0])) await target.write(args[0], 0, 3, Number(args[3]));
            if (name === "close") await target.close();
            throw error;
          }
          // Nobody takes the power away here, and bringing bytes to the disk is slow.
          return name === "sync" ? undefined : Reflect.apply(value, target, args);
        };
      },
    });
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      call();
      return withFaults(await real.open(...args));
    },
    rename: async (...args: Parameters<typeof real.rename>) => {
      call();
      return real.rename(...args);
    },
    rm: async (...args: Parameters<typeof real.rm>) => {
      call();
      return real.rm(...args);
    },
  };
});

let folder = "";
let writeResumably: typeof Write;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "diffml-resume-"));
  // Files of tests share a process: another one may have loaded it with the system as it is, or may do so next.
  vi.resetModules();
  ({ writeResumably } = await import("./resumable-write.ts"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  vi.resetModules();
});

const N_ROWS = 23;
const lineOf = (row: number) => `${"x".repeat(row % 5)}${row}\n`;
const WHOLE = `head\n${Array.from({ length: N_ROWS }, (_, row) => lineOf(row)).join("")}`;

/** Parts of three rows; the writer is ended before the one after so many. */
async function* partsFrom(nDone: number, nParts = Number.POSITIVE_INFINITY) {
  if (nDone === 0) yield { text: "head\n", nRows: 0 };
  let left = nParts;
  for (let first = nDone; first < N_ROWS; first += 3) {
    if (left-- === 0) throw new Error("ended");
    const end = Math.min(first + 3, N_ROWS);
    yield { text: Array.from({ length: end - first }, (_, at) => lineOf(first + at)).join(""), nRows: end };
  }
}

async function write(name: string, nParts?: number, of = "this") {
  const found: number[] = [];
  await writeResumably(
    { folder, name, mode: undefined },
    {
      path: name,
      of,
      parts: (nDone) => partsFrom(nDone, nParts),
      onFound: (nRows) => found.push(nRows),
      flushedBytes: 20,
    },
  );
  return found;
}

test.each([0, 1, 2, 4, 7])(
  "ended behind %i parts, again and again, and with half a line behind what is sure",
  async (nParts) => {
    const name = `p${nParts}.csv`;
    for (let time = 0; time < 3; time++) {
      await expect(write(name, nParts)).rejects.toThrow("ended");
      expect(existsSync(join(folder, name))).toBe(false);
      appendFileSync(join(folder, `${name}.part`), "half a li");
      if (nParts > 2) break;
    }
    const found = await write(name);
    if (nParts > 2) expect(found[0]).toBeGreaterThan(0);
    expect(readFileSync(join(folder, name), "utf8")).toBe(WHOLE);
    expect(readdirSync(folder).filter((each) => each.startsWith(`${name}.`))).toEqual([]);
  },
);

test("what was cut below what was sure is written anew", async () => {
  await expect(write("cut.csv", 4)).rejects.toThrow("ended");
  writeFileSync(join(folder, "cut.csv.part"), "he");
  expect(await write("cut.csv")).toEqual([]);
  expect(readFileSync(join(folder, "cut.csv"), "utf8")).toBe(WHOLE);
});

test("a part of another command, and a file of somebody else, are kept and refused", async () => {
  await expect(write("other.csv", 4)).rejects.toThrow("ended");
  const before = readFileSync(join(folder, "other.csv.part"), "utf8");
  await expect(write("other.csv", 4, "that")).rejects.toThrow("E_CLI_RESUME");
  expect(readFileSync(join(folder, "other.csv.part"), "utf8")).toBe(before);
  writeFileSync(join(folder, "mine.csv.part"), "mine");
  await expect(write("mine.csv")).rejects.toThrow("E_CLI_RESUME");
  expect(readFileSync(join(folder, "mine.csv.part"), "utf8")).toBe("mine");
});

test("after a fault at any call of the system the place has its old content or all lines, and the same command writes the rest", async () => {
  const callsOf = async (name: string, failsAt: number) => {
    Object.assign(system, { nCalls: 0, failsAt });
    const error: unknown = await write(name).then(
      () => undefined,
      (reason) => reason,
    );
    system.failsAt = -1;
    return { error, nCalls: system.nCalls };
  };
  const { nCalls } = await callsOf("none.csv", -1);
  expect(nCalls).toBeGreaterThan(40);
  for (let at = 0; at < nCalls; at++) {
    const name = `fault${at}.csv`;
    const place = join(folder, name);
    writeFileSync(place, "old");
    const { error } = await callsOf(name, at);
    const now = readFileSync(place, "utf8");
    expect(["old", WHOLE], `call ${at}`).toContain(now);
    // Of folders that cannot be flushed nothing is told: some systems know no such thing.
    if (error === undefined) expect(now).toBe(WHOLE);
    await write(name);
    expect(readFileSync(place, "utf8"), `call ${at}`).toBe(WHOLE);
    expect(readdirSync(folder).filter((each) => each.startsWith(`${name}.part`))).toEqual([]);
  }
});
