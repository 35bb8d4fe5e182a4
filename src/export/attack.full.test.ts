import { expect, test } from "vitest";
import { runAttack } from "./testing/attack/run-attack.ts";

const BATCH = 2000;
/** Beside other work; seeds have limits of their own. */
const TIMEOUT_MS = 3_600_000;

const batches = (count: number) => Array.from({ length: count / BATCH }, (_, batch) => batch * BATCH);

/** Edited and damaged pipeline files: refused in words, said to be changed, or the very same pipeline. A failure names its seed. */
test.each(batches(20_000))(
  "pipelines, seeds from %i on",
  async (first) => {
    expect(await runAttack("pipelines", { first, count: BATCH })).toEqual([]);
  },
  TIMEOUT_MS,
);

test.each(batches(20_000))(
  "records of storage, seeds from %i on",
  async (first) => {
    expect(await runAttack("records", { first, count: BATCH })).toEqual([]);
  },
  TIMEOUT_MS,
);

test.each(batches(10_000))(
  "messages to the worker, seeds from %i on",
  async (first) => {
    expect(await runAttack("messages", { first, count: BATCH })).toEqual([]);
  },
  TIMEOUT_MS,
);
