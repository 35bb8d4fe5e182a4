import { describe, expect, it } from "vitest";
import { RunControl } from "./run-control.ts";

describe("RunControl", () => {
  it("tells that it is paused once the chunk in progress has ended, and again after a single step", async () => {
    const told: boolean[] = [];
    const control = new RunControl((isPaused) => told.push(isPaused));
    expect(await control.gate()).toBe("run");
    expect(told).toEqual([]);

    control.command("pause");
    expect(told).toEqual([]);
    const waiting = control.gate();
    expect(told).toEqual([true]);

    control.command("step");
    expect(await waiting).toBe("single step");
    const after = told.length;
    const again = control.gate();
    expect(told.slice(after)).toEqual([true]);

    control.command("resume");
    expect(await again).toBe("run");
    expect(told.at(-1)).toBe(false);
  });

  it("rests between pieces of work while it is paused, and leaves a single step to the chunk that it is for", async () => {
    const control = new RunControl();
    await control.rest();
    control.command("pause");
    const resting = [control.rest(), control.rest()];
    control.command("step");
    await Promise.all(resting);
    expect(await control.gate()).toBe("single step");
    const again = control.rest();
    control.command("resume");
    await again;
    expect(await control.gate()).toBe("run");
  });

  it("lets a paused run go on to its end when it is stopped", async () => {
    const control = new RunControl(() => {});
    control.command("pause");
    const waiting = control.gate();
    control.command("stop");
    expect(await waiting).toBe("run");
    expect(control.isStopped()).toBe(true);
  });
});
