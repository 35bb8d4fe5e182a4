import { expect, test } from "vitest";
import { tinyPipeline, tinyTable } from "../../export/testing/tiny-pipeline.ts";
import { stackTables } from "../../table/stack.ts";
import { rowsOf } from "../../training/dealt-out.ts";
import { predict } from "../../training/predict.ts";
import { lookedPipeline } from "./looked-pipeline.ts";
import { surfaceOf } from "./surface.ts";

const pause = async () => {};

test("the surface is what is predicted of such rows, pinned ones are predicted as they are, and test rows are left out", async () => {
  const trained = tinyPipeline("multiclass");
  const open = stackTables([tinyTable()]);
  const table = { ...trained.document.table, target: { name: "kind", task: "multiclass" as const } };
  const document = { ...trained.document, table };
  const looked = await lookedPipeline({ open, document, trained, replica: 0 });
  expect(looked.of).toBe("trained");
  const { dataset } = looked;
  const [pin, tested] = [dataset.split.validation[0], dataset.split.test[0]];
  const surface = await surfaceOf(
    looked,
    { columns: ["size", "colour"], pinned: [pin, tested], like: pin },
    { trained, pause },
  );
  const [across, up] = surface!.axes;
  expect(across).toMatchObject({ kind: "numbers", name: "size" });
  if (across.kind !== "numbers" || up.kind !== "levels") return expect.fail("other axes");
  const own = rowsOf(dataset, Uint32Array.of(pin));
  const said = await predict(trained.predictor, own);
  expect(surface!.pinned).toEqual([{ row: pin, label: dataset.labels[pin], said: [...said.values] }]);
  // The fifth step of the size, at the second level, all else as the pinned row has it.
  const size = dataset.schema.numbers.findIndex(({ name }) => name === "size");
  const { offset } = dataset.schema.numbers[size];
  const made = { ...own, numbers: own.numbers.slice(), missing: own.missing.slice() };
  made.numbers[size] = across.low - offset + ((across.high - across.low) * 4.5) / across.n;
  made.missing[size] = 0;
  const colour = dataset.schema.categories.findIndex(({ name }) => name === "colour");
  const categories = own.categories.slice();
  categories[colour] = 2 + dataset.schema.categories[colour].levels.indexOf(up.labels[1]);
  const { values } = await predict(trained.predictor, { ...made, categories });
  const place = (1 * across.n + 4) * 3;
  surface!.values.subarray(place, place + 3).forEach((value, index) => {
    expect(value).toBeCloseTo(values[index], 6);
  });
  const { rows } = surface!.points;
  expect([...rows].some((row) => dataset.split.test.includes(row))).toBe(false);
  expect(await surfaceOf(looked, { columns: ["size", "size"], pinned: [] }, { trained, pause })).toBeUndefined();
});
