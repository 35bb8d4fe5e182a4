import { describe, expect, test } from "vitest";
import { namesOf, rowsOf } from "../testing/read-text.ts";
import { readTable } from "./read-table.ts";
import { HEAD_BYTES, withHead } from "./table-input.ts";

/** Hands out its chunks one a pull, and counts them. */
function streamOf(chunks: readonly Uint8Array[]): { stream: ReadableStream<Uint8Array>; pulled: () => number } {
  let next = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        if (next < chunks.length) controller.enqueue(chunks[next++]);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, pulled: () => next };
}

const chunkOf = (size: number, value: number) => new Uint8Array(size).fill(value);

async function allOf(stream: ReadableStream<Uint8Array>): Promise<number[]> {
  const sizes: number[] = [];
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return sizes;
    sizes.push(value.length, value[0]);
  }
}

describe("the first bytes of a file", () => {
  test("are looked at without reading on, and none of them is lost", async () => {
    const { stream, pulled } = streamOf([40_000, 40_000, 7, 9].map((size, index) => chunkOf(size, index)));
    const { head, input } = await withHead({ name: "a.csv", sizeBytes: 0, bytes: stream });
    expect([head.length, head[39_999], head[40_000], pulled()]).toEqual([HEAD_BYTES, 0, 1, 2]);
    expect(await allOf(input.bytes as ReadableStream<Uint8Array>)).toEqual([40_000, 0, 40_000, 1, 7, 2, 9, 3]);
  });

  test("come by themselves where any part can be had", async () => {
    const { stream, pulled } = streamOf([chunkOf(10, 1)]);
    const slice = async (start: number, end: number) => chunkOf(end - start, 5);
    const { head, input } = await withHead({ name: "a.csv", sizeBytes: 10, bytes: stream, slice });
    expect([head.length, head[0], pulled()]).toEqual([10, 5, 0]);
    expect(input.bytes).toBe(stream);
  });
});

test("CSV is read while it streams by: no more than a few chunks wait", async () => {
  const line = new TextEncoder().encode(`${"1,2,3\n".repeat(20_000)}`);
  const { stream, pulled } = streamOf(Array.from({ length: 20 }, () => line));
  const seen: number[] = [];
  const table = await readTable(
    { name: "a.csv", sizeBytes: line.length * 20, bytes: stream },
    { onProgress: (_, rows) => seen.push(pulled() - rows / 20_000) },
  );
  expect(table.nRows).toBe(400_000);
  expect(Math.max(...seen)).toBeLessThanOrEqual(3);
});

test("a text is read as what it is", async () => {
  const table = await readTable({ name: "a.csv", sizeBytes: 0, bytes: "x;y\n1;2\n3;4\n" });
  expect([namesOf(table), rowsOf(table)]).toEqual([
    ["x", "y"],
    [
      ["1", "2"],
      ["3", "4"],
    ],
  ]);
});
