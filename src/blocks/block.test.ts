import { expect, test } from "vitest";
import { z } from "zod";
import { type BlockParts, defineBlock } from "./block.ts";
import { defineSpec } from "./block-spec.ts";
import { alongColumns, numbers, texts } from "./kit/statistics.ts";

const spec = defineSpec({
  ...{ id: "halve", version: 1, title: "Halve", summary: "Halves numbers.", category: "Cleaning", migrations: {} },
  inputs: [{ name: "numbers", type: "number", title: "Numbers" }],
  outputs: [{ name: "numbers", type: "number", title: "Halves" }],
  settings: z.object({ factor: z.number().min(0).default(0.5) }),
  statistics: z.object({ columns: texts, mean: numbers, range: numbers }).superRefine(alongColumns({ range: 2 })),
  probes: ["shares"],
  plain: { factor: 1 },
});

const parts: BlockParts<typeof spec> = {
  spec,
  fit: ({ inputs }) => ({ columns: inputs.numbers.columns.map(({ name }) => name), mean: [1], range: [0, 2] }),
  program: ({ inputs }) => ({ numbers: inputs.numbers }),
  explain: ({ statistics, probes }) => ({
    summary: `${statistics.mean[0]} ${probes.shares?.values[0] ?? "nothing"}`,
    details: [],
    certainty: "none",
  }),
};
const block = defineBlock(parts);

test("a wrong or absent name of a statistic, a port, a probe or a setting does not compile", () => {
  const wrong: readonly BlockParts<typeof spec>[] = [
    // @ts-expect-error the statistic is called "mean"
    { ...parts, explain: ({ statistics }) => ({ summary: String(statistics.means), details: [], certainty: "none" }) },
    // @ts-expect-error "range" is absent
    { ...parts, fit: () => ({ columns: [], mean: [] }) },
    // @ts-expect-error "columns" are texts
    { ...parts, fit: () => ({ columns: [1], mean: [1], range: [0, 2] }) },
    // @ts-expect-error the port is called "numbers"
    { ...parts, program: ({ inputs }) => ({ numbers: inputs.number }) },
    // @ts-expect-error the output "numbers" is not optional
    { ...parts, program: () => ({}) },
    // @ts-expect-error the spec names no probe "gates"
    { ...parts, explain: ({ probes }) => ({ summary: String(probes.gates), details: [], certainty: "none" }) },
    // @ts-expect-error the setting is called "factor"
    { ...parts, program: ({ inputs, settings }) => (settings.by ? { numbers: inputs.numbers } : inputs) },
  ];
  expect(wrong).toHaveLength(7);
  // @ts-expect-error the plain pipeline sets a number
  expect(defineSpec({ ...spec, plain: { factor: "one" } }).id).toBe("halve");
});

test("an explanation gets its probes by name, and those that were not written are absent", () => {
  const reading = { name: "shares", kind: "weight", rowLabels: ["a"], columnLabels: [], values: [0.25] };
  const explain = (probes: readonly (typeof reading)[]) =>
    block.explain({
      settings: { factor: 1 },
      statistics: { columns: ["a"], mean: [7], range: [0, 1] },
      probes,
      unitOf: () => "",
    }).summary;
  expect(explain([reading])).toBe("7 0.25");
  expect(explain([])).toBe("7 nothing");
});

test.each([
  ["no object", [], "statistics: expected object, got []"],
  ["a list that is absent", { columns: ["a"], range: [0, 1] }, "statistics.mean: expected array, got nothing"],
  [
    "a text among numbers",
    { columns: ["a"], mean: ["1"], range: [0, 1] },
    'statistics.mean[0]: expected a number, got "1"',
  ],
  [
    "too few for the columns",
    { columns: ["a", "b"], mean: [1, 2], range: [0, 1] },
    "statistics.range: expected 4 entries",
  ],
])("statistics from a file: %s is refused", (_, statistics, message) => {
  expect(() => block.parseStatistics(statistics, "halve (block n1)")).toThrow(`halve (block n1), ${message}`);
});

test("bad settings are refused with their path and in few words", () => {
  const parse = () => block.parseSettings({ factor: "one" }, "halve (block n1)");
  expect(parse).toThrow('halve (block n1), settings.factor: expected number, got "one"');
});
