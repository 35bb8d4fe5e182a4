import { expect, test } from "vitest";
import { studioError } from "../base/error.ts";
import { decided, rowsAsked, setUp } from "./testing/bench.ts";

const csv = (name: string, nRows: number) => ({
  name,
  file: new Blob(["x,y\n", ...Array.from({ length: nRows }, (_, row) => `${row},${name}\n`)]),
});

test("only the newest files become the table, however long older ones take to read", async () => {
  const { ask } = setUp();
  const open = (name: string, nRows: number) => ask({ type: "openTable", files: [csv(name, nRows)], table: decided() });
  const older = open("large", 100_000);
  const refused = expect(older).rejects.toMatchObject({ details: { code: "E_SESSION_REPLACED" } });
  expect(await open("small", 3)).toMatchObject({ nRows: 3 });
  await refused;
  const { rows } = await ask(rowsAsked(0, 1));
  expect(rows.map(({ cells }) => cells)).toEqual([["0", "small"]]);
});

test("what is given up while it is read leaves the table that was open", async () => {
  const { ask } = setUp();
  await ask({ type: "openTable", files: [csv("small", 3)], table: decided() });
  const giveUp = new AbortController();
  const files = [csv("large", 30_000)];
  const reading = ask(
    { type: "openTable", files, table: decided() },
    () => giveUp.abort(studioError("E_SESSION_CANCELLED")),
    giveUp.signal,
  );
  await expect(reading).rejects.toMatchObject({ details: { code: "E_SESSION_CANCELLED" } });
  const { rows } = await ask(rowsAsked(0, 1));
  expect(rows.map(({ cells }) => cells)).toEqual([["0", "small"]]);
});
