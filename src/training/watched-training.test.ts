import { expect, test } from "vitest";
import { tinyDataset } from "../pipeline/testing/tiny-pipeline.ts";
import { hookedEngine, runTiny, smallDocument } from "./testing/tiny-run.ts";
import type { WatchedTraining } from "./watched-training.ts";

test("weights are read between chunks, and a run that is looked at comes to the same bits", async () => {
  let watched: WatchedTraining | undefined;
  const looks: Promise<Readonly<Record<string, Float32Array>>>[] = [];
  const engine = hookedEngine({
    // In the middle of a chunk: the look waits for its end.
    onRun: () => {
      if (watched && looks.length < 3) looks.push(watched.weights(0));
    },
  });
  const document = smallDocument(tinyDataset(), { maxSteps: 6 });
  const { trained } = await runTiny({
    ...{ document, engine },
    onWatched: (training) => {
      watched = training;
    },
  });
  const plain = await runTiny({ document });
  expect(trained.soft.state.parameters).toEqual(plain.trained.soft.state.parameters);
  const seen = await Promise.all(looks);
  expect(seen.length).toBeGreaterThan(0);
  const names = Object.keys(trained.soft.state.parameters);
  for (const weights of seen) expect(Object.keys(weights)).toEqual(names);
  // Once it is over, the weights that were kept.
  expect(await watched?.weights(0)).toEqual(trained.soft.state.parameters);
  expect(watched?.of.schema).toEqual(trained.schema);
});
