/** How many steps are on their way to a device, and how long submissions become. */
import { expect, it } from "vitest";
import { Submissions } from "./submissions.ts";

/** A device that takes a millisecond a step, one submission after the other, and does as much as it is told to. */
function fakeDevice(msOf: (nSteps: number) => number = (nSteps) => nSteps) {
  const going: { readonly nSteps: number; readonly resolve: () => void }[] = [];
  let now = 0;
  const submitted: number[] = [];
  let last = 0;
  const queue = {
    onSubmittedWorkDone: () => new Promise<void>((resolve) => going.push({ nSteps: last, resolve })),
  };
  const device = { queue, lost: new Promise<never>(() => {}) } as unknown as GPUDevice;
  return {
    submitted,
    options: {
      device,
      submit: ({ nSteps }: { readonly nSteps: number }) => {
        last = nSteps;
        submitted.push(nSteps);
      },
      clock: () => now,
      firstLength: 4,
      maxLength: 2048,
    },
    get stepsGoing() {
      return going.reduce((sum, { nSteps }) => sum + nSteps, 0);
    },
    async finishOne() {
      const first = going.shift();
      if (!first) throw new Error("nothing is on its way");
      now += msOf(first.nSteps);
      first.resolve();
      await new Promise((done) => setTimeout(done, 0));
    },
  };
}

async function grown() {
  const device = fakeDevice();
  const submissions = new Submissions(device.options);
  for (let i = 0; i < 8; i++) {
    submissions.add({ nSteps: submissions.length });
    await device.finishOne();
  }
  return { device, submissions };
}

it("submissions grow until they take about 75 ms, by at most twice each time", async () => {
  const { device, submissions } = await grown();
  expect(device.submitted).toEqual([4, 8, 16, 32, 64, 75, 75, 75]);
  expect(submissions.length).toBe(75);
});

it("two of full length are on their way at most, or as many short ones as have so many steps", async () => {
  const { device, submissions } = await grown();
  const before = device.submitted.length;
  for (const nSteps of [4, 8, 16, 32, 64, 75, 75, 75]) submissions.add({ nSteps });
  expect(device.submitted.slice(before)).toEqual([4, 8, 16, 32, 64]);
  for (let i = 0; i < 4; i++) await device.finishOne();
  expect(device.submitted.slice(before)).toEqual([4, 8, 16, 32, 64, 75]);
  while (device.stepsGoing > 0) {
    expect(device.stepsGoing).toBeLessThanOrEqual(150);
    await device.finishOne();
  }
  await submissions.sent();
  expect(device.submitted.slice(before)).toEqual([4, 8, 16, 32, 64, 75, 75, 75]);
});

it("what is much shorter than submissions have become says nothing of how long they should be", async () => {
  const { device, submissions } = await grown();
  for (const nSteps of [4, 8, 16, 32]) {
    submissions.add({ nSteps });
    await device.finishOne();
  }
  expect(submissions.length).toBe(75);
  submissions.add({ nSteps: 40 });
  await device.finishOne();
  expect(submissions.length).toBe(75);
});

it("one that is longer than may be on their way goes alone", async () => {
  const device = fakeDevice(() => 10_000);
  const submissions = new Submissions(device.options);
  submissions.add({ nSteps: 4 });
  await device.finishOne();
  expect(submissions.length).toBe(1);
  for (const nSteps of [32, 1, 0, 1]) submissions.add({ nSteps });
  expect(device.submitted).toEqual([4, 32]);
  await device.finishOne();
  expect(device.submitted).toEqual([4, 32, 1, 0]);
});
