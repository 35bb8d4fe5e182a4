/** Whole runs in which the best pipelines are tried once more, with another network. */
import { expect, test } from "vitest";
import { catalogue } from "../../pipeline/catalogue.ts";
import type { Catalogue } from "../../pipeline/checks.ts";
import { plainDocument } from "../../pipeline/default-document.ts";
import type { TrainingSettings } from "../../pipeline/document.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { HandClock, hookedEngine, runTiny, smallDocument } from "../testing/tiny-run.ts";

const dataset = tinyDataset({ nRows: 60 });

/** Whose networks are tried wider on tables of any size. */
const eager: Catalogue = new Map(
  [...catalogue].map(([type, block]) => {
    const { triedLast } = block.spec;
    const anywhere = triedLast?.map((tried) => ({ ...tried, settings: { width: 6 }, leastRows: 0 }));
    return [type, anywhere ? { ...block, spec: { ...block.spec, triedLast: anywhere } } : block];
  }),
);

async function runOf(more: Partial<TrainingSettings>) {
  const clock = new HandClock();
  const { maxSteps: _, ...training } = smallDocument(dataset).training;
  const { trained } = await runTiny({
    dataset,
    catalogue: eager,
    document: {
      ...plainDocument(smallDocument(dataset), catalogue),
      training: { ...training, deploy: "ensemble", batchSize: 64, ...more },
    },
    engine: hookedEngine({
      onRun(_count, steps) {
        clock.now += steps;
      },
    }),
    clock: clock.read,
  });
  const members = trained.report.members ?? [];
  return { members, wide: members.filter(({ id }) => id.endsWith(", a wider network")), seconds: clock.now / 1000 };
}

test("with time enough, the best fixed pipeline is tried with a wider network, and the run holds its time", async () => {
  const { members, wide, seconds } = await runOf({ budgetSeconds: 3 });
  const [{ id, loss, nFolds }] = wide;
  expect(wide).toHaveLength(1);
  const basis = members.find((member) => id === `${member.id}, a wider network`);
  // On the first part, which those were judged by that were given up there.
  const others = members.filter((member) => member.nFolds === 1 && member !== basis && member !== wide[0]);
  expect(others.length).toBeGreaterThan(3);
  for (const other of others) expect(other.loss, other.id).toBeGreaterThanOrEqual(basis?.loss ?? Number.NaN);
  expect(nFolds).toBeGreaterThan(0);
  expect(Number.isFinite(loss)).toBe(true);
  expect(seconds).toBeLessThan(1.1 * 3 + 1);
});

test("neither with little time nor with given steps", async () => {
  expect((await runOf({ budgetSeconds: 1 })).wide).toEqual([]);
  expect((await runOf({ maxSteps: 5 })).wide).toEqual([]);
});
