import { expect, test } from "vitest";
import { createEvaluatorEngine } from "../engine/reference/evaluator-engine.ts";
import { Session } from "./session.ts";

const csv = (name: string, nRows: number) => ({
  name,
  file: new Blob(["x,y\n", ...Array.from({ length: nRows }, (_, row) => `${row},${name}\n`)]),
});

test("only the newest files become the table, however long older ones take to read", async () => {
  const session = new Session({
    chooseEngine: async () => ({ engine: createEvaluatorEngine(), reason: "" }),
    clock: () => 0,
    pause: async () => {},
    wait: async () => {},
    app: { name: "test", version: "0" },
  });
  const open = (name: string, nRows: number) =>
    session.handle({ type: "openTable", files: [csv(name, nRows)] }, () => {});
  const older = open("large", 100_000);
  const refused = expect(older).rejects.toMatchObject({ details: { code: "E_SESSION_REPLACED" } });
  expect(await open("small", 3)).toMatchObject({ nRows: 3 });
  await refused;
  const preview = await session.handle({ type: "preview", firstRow: 0, nRows: 1 }, () => {});
  expect(preview).toEqual({ firstRow: 0, rows: [["0", "small"]] });
});
