import { expect, test } from "vitest";
import { ProgramBuilder } from "./builder.ts";
import { hardenParameters, initialParameters, parameterNodes } from "./parameters.ts";
import type { Initial } from "./types.ts";

function withParameter(name: string, initial: Initial, shape = [4000]): ProgramBuilder {
  const builder = new ProgramBuilder();
  builder.inBlock("n1", () => builder.parameter(name, { shape, role: "model", initial }));
  return builder;
}

function moments(values: Float32Array): [number, number] {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return [mean, values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length];
}

test("parameters start as they say", () => {
  expect(initialParameters(withParameter("c", { kind: "constant", value: 0.5 }, [2]), 1)).toEqual({
    "n1/c": Float32Array.of(0.5, 0.5),
  });
  expect(initialParameters(withParameter("v", { kind: "values", values: [1, 2, 3] }, [3]), 1)["n1/v"]).toEqual(
    Float32Array.of(1, 2, 3),
  );
  const signs = initialParameters(withParameter("s", { kind: "signs" }), 1)["n1/s"];
  expect(new Set(signs)).toEqual(new Set([-1, 1]));
  expect(Math.abs(moments(signs)[0])).toBeLessThan(0.05);
  const uniform = initialParameters(withParameter("u", { kind: "uniform", limit: 2 }), 1)["n1/u"];
  expect(Math.max(...uniform)).toBeLessThanOrEqual(2);
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(-2);
  expect(moments(uniform)[0]).toBeCloseTo(0, 0);
  expect(moments(uniform)[1]).toBeCloseTo(4 / 3, 1);
  const [mean, variance] = moments(initialParameters(withParameter("n", { kind: "normal", deviation: 3 }), 1)["n1/n"]);
  expect(Math.abs(mean)).toBeLessThan(0.2);
  expect(Math.abs(variance - 9)).toBeLessThan(0.8);
});

test("the start depends on seed and name alone, not on neighbours", () => {
  const initial = { kind: "normal", deviation: 1 } as const;
  const alone = initialParameters(withParameter("w", initial, [5]), 7)["n1/w"];
  const builder = new ProgramBuilder();
  builder.inBlock("n1", () => {
    builder.parameter("before", { shape: [9], role: "model", initial });
    builder.parameter("w", { shape: [5], role: "model", initial });
  });
  const both = initialParameters(builder, 7);
  expect(both["n1/w"]).toEqual(alone);
  expect(Array.from(both["n1/before"].subarray(0, 5))).not.toEqual(Array.from(alone));
  expect(initialParameters(withParameter("w", initial, [5]), 8)["n1/w"]).not.toEqual(alone);
});

test("hardening makes choices one-hot and gates open or closed, and leaves the rest", () => {
  const builder = new ProgramBuilder();
  const zero = { kind: "constant", value: 0 } as const;
  builder.inBlock("n1", () => {
    builder.parameter("choice", { shape: [3, 3], role: "pipeline", initial: zero, discrete: { kind: "choice" } });
    const gate = { kind: "gate", threshold: -0.5, open: 10, closed: -10 } as const;
    builder.parameter("gates", { shape: [3], role: "pipeline", initial: zero, discrete: gate });
    builder.parameter("w", { shape: [2], role: "model", initial: zero });
  });
  expect(parameterNodes(builder.nodes).map((node) => node.name)).toEqual(["n1/choice", "n1/gates", "n1/w"]);
  const values = {
    "n1/choice": Float32Array.of(0, 2, 1, -1, -3, -2, 5, 5, 5),
    "n1/gates": Float32Array.of(-0.6, -0.5, -0.4),
    "n1/w": Float32Array.of(1, 2),
  };
  const { values: hard, frozen } = hardenParameters(builder, values);
  expect(Array.from(hard["n1/choice"])).toEqual([-60, 60, -60, 60, -60, -60, 60, -60, -60]);
  expect(Array.from(hard["n1/gates"])).toEqual([-10, -10, 10]);
  expect(hard["n1/w"]).toEqual(values["n1/w"]);
  expect(frozen).toEqual(["n1/choice", "n1/gates"]);
  expect(values["n1/choice"][0]).toBe(0);
});
