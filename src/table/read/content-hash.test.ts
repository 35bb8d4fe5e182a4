import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { ContentHash } from "./content-hash.ts";

const MB = 2 ** 20;

function sha256(...parts: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

const streamed = () => {
  const hash = createHash("sha256");
  return { push: (bytes: Uint8Array) => void hash.update(bytes), digest: () => hash.digest("hex") };
};

test.each([3 * MB + 17, 65 * MB + 5])("a file of %i bytes is named alike, however its bytes come", async (size) => {
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index += 97) bytes[index] = index >> 3;
  const edges = [bytes.subarray(0, MB), bytes.subarray(-MB), new TextEncoder().encode(String(size))];
  const expected = size <= 64 * MB ? sha256(bytes) : `edges-${sha256(...edges)}`;
  const slice = async (start: number, end: number) => bytes.slice(start, end);
  for (const input of [undefined, {}, { slice }, { slice, sha256: streamed }]) {
    const hash = new ContentHash(input);
    for (let start = 0; start < size; start += 700_001) hash.push(bytes.subarray(start, start + 700_001));
    expect(await hash.digest()).toBe(expected);
  }
});
