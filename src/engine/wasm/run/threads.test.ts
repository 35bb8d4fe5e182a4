import { expect, it } from "vitest";
import { builtInCase } from "../../select/built-in-case.ts";
import { ThreadStock } from "./threads.ts";
import { createCompiledWasmEngine } from "./wasm-engine.ts";

it("training goes on without threads where one does not start", async () => {
  const { program, data, plan, schedule } = builtInCase({ nRows: 500, nNumbers: 12, hidden: 48, batchSize: 250 });
  let nMade = 0;
  const stock = new ThreadStock(3, () => {
    const isBad = nMade++ === 0;
    return { run: () => (isBad ? Promise.reject(new Error("refused")) : Promise.resolve()) };
  });
  const run = async (threads?: ThreadStock) => {
    const trainable = await (await createCompiledWasmEngine(threads)).compile(program, data, plan);
    const [{ losses }] = await trainable.run(3, schedule);
    trainable.dispose();
    return losses;
  };
  const [got, [wanted]] = [await run(stock), await run()];
  expect(nMade).toBe(2);
  expect(got[0].train).toBeCloseTo(wanted.train, 5);
});
