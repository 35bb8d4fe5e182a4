import fc from "fast-check";
import { expect, test } from "vitest";
import { numberPort, runBlock } from "../testing/run-block.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { nameInFormula, parseFormula } from "./formula.ts";
import { program } from "./program.ts";
import { spec } from "./spec.ts";

const parts = { spec, fit, program, explain };

const numbers = { a: [3, -1, 0, Number.NaN], "b c": [2, 0, 5, 1] };

/** The computed column, NaN where it is missing. */
function computed(formula: string, table: Parameters<typeof runBlock>[1] = { numbers }): number[] {
  const run = runBlock(parts, table, { settings: { name: "y", formula } });
  const port = numberPort(run);
  const width = port.columns.length;
  const [values, missing] = [run.read(port.value), run.read(port.missing)];
  const offset = port.columns[width - 1].offset ?? 0;
  return values.flatMap((value, cell) => {
    if (cell % width !== width - 1) return [];
    return [missing[cell] === 1 ? Number.NaN : value + offset];
  });
}

const none = Number.NaN;

test.each([
  ["a + 2 * [b c]", [7, -1, 10, none]],
  ["(a + 2) * [b c]", [10, 0, 10, none]],
  ["a / [b c]", [1.5, none, 0, none]],
  ["-a - -1", [-2, 2, 1, none]],
  ["log(a)", [Math.log(3), none, none, none]],
  ["sqrt(a)", [Math.sqrt(3), none, 0, none]],
  ["exp(a)", [Math.exp(3), Math.exp(-1), 1, none]],
  ["max(a, [b c]) - min(a, 1.5)", [1.5, 1, 5, none]],
  ["abs(a) * 1e2", [300, 100, 0, none]],
  ["2 * [b c] / 4", [1, 0, 2.5, 0.5]],
  ["[b c] / 0", [none, none, none, none]],
  ["6 / [b c] / 3", [1, none, 0.4, 2]],
  ["1 - 2 - [b c]", [-3, -1, -6, -2]],
] as const)("%s", (formula, expected) => {
  computed(formula).forEach((value, row) => {
    // Constants of a program are float32.
    expect(value).toEqual(Number.isNaN(expected[row]) ? none : expect.closeTo(expected[row], 6));
  });
});

/** JavaScript's own arithmetic is the oracle: of formulas that are JavaScript too. */
test("sums, products and brackets mean what they mean everywhere", () => {
  const leaf = fc.oneof(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 9 }).map(String));
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.tuple(tie("tree"), fc.constantFrom("+", "-", "*"), tie("tree")).map((each) => each.join(" ")),
      tie("tree").map((inside) => `(${inside})`),
    ),
  }));
  fc.assert(
    fc.property(tree, fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: -9, max: 9 }))), (formula, [a, b, c]) => {
      if (!/[abc]/.test(formula)) return;
      const expected = new Function("a", "b", "c", `return ${formula}`)(a, b, c);
      const [value] = computed(formula, { numbers: { a: [a], b: [b], c: [c] } });
      expect(value).toBeCloseTo(Math.max(-1e18, Math.min(1e18, expected)), 3);
    }),
    { numRuns: 60 },
  );
});

test("dates and other columns with an offset keep their digits", () => {
  const table = {
    numbers: { "from (days)": [0, 31], "to (days)": [1, 30.5] },
    offsets: { "from (days)": 19723, "to (days)": 19724 },
  };
  expect(computed("to - from", table)).toEqual([2, 0.5]);
  const [january, february] = computed("year(from)", table);
  expect(january).toBeCloseTo(2024, 2);
  expect(february - january).toBeCloseTo(31 / 365.2425, 9);
});

test("names stand as they are or in brackets, whatever is in them", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      if (name.includes("]")) return;
      expect(parseFormula(`1 + ${nameInFormula(name)}`).formula).toMatchObject({ right: { kind: "column", name } });
    }),
  );
});

test.each([
  ["a +", "a column, a number or an opening bracket at character 4 of the formula, not its end"],
  ["a b", "+, −, *, / or the end at character 3 of the formula, not “b”"],
  ["(a", "a closing bracket at character 3 of the formula, not its end"],
  ["[a", "a name of a column that ends with ] at character 1 of the formula, not “[”"],
  ["sin(a)", "one of the functions abs, exp, log, max, min, sqrt, year at character 1 of the formula, not “sin”"],
  ["max(a)", "two values, separated by a comma in the brackets of max at character 1 of the formula, not 1"],
  ["a.b", "+, −, *, / or the end at character 2 of the formula, not “.”"],
  ["constructor(1)", "one of the functions abs, exp, log, max, min, sqrt, year at character 1"],
  [`${"(".repeat(40)}a${")".repeat(40)}`, "fewer brackets within brackets at character 32 of the formula"],
])("%s is refused, and it is said where", (formula, words) => {
  const { success, error } = spec.settings.safeParse({ formula });
  expect(success).toBe(false);
  expect(error?.issues[0].message).toContain(words);
});

test("columns that do not arrive, names that are taken and formulas without a column are refused", () => {
  const run =
    (formula: string, name = "y") =>
    () =>
      runBlock(parts, { numbers }, { settings: { name, formula } });
  expect(run("a + nothing")).toThrow(/E_BLOCK_FORMULA/);
  expect(run("a + 1", "b c")).toThrow(/E_BLOCK_FORMULA/);
  expect(run("2 + 2")).toThrow(/E_BLOCK_FORMULA/);
});

test("without a formula columns pass; with one it shares the gate of the first column that it names", () => {
  expect(numberPort(runBlock(parts, { numbers })).columns).toHaveLength(2);
  const run = runBlock(parts, { numbers }, { settings: { name: "ratio", formula: "[b c] / a" } });
  expect(numberPort(run).columns.at(-1)).toEqual({ name: "ratio", original: "b c" });
  expect(run.explain().summary).toBe("Computes ratio = [b c] / a for each row; nothing is learned here.");
});
