import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concluded, concludedTogether, type Evidence } from "./evidence.ts";

const measured = (delta: number, standardError: number) => ({
  kind: "pipeline" as const,
  subject: "a",
  alternative: "plain",
  delta,
  standardError,
  method: "retrained" as const,
  seconds: 1,
});
const conclusions = (all: readonly Evidence[]) => all.map(({ conclusion }) => conclusion);

describe("by itself", () => {
  test("1.96 standard errors are told from chance", () => {
    // scipy.stats.norm.isf(0.025) = 1.959963984540054
    expect(concluded(measured(-1.95997, 1)).conclusion).toBe("better");
    expect(concluded(measured(-1.95996, 1)).conclusion).toBe("cannot tell");
    expect(concluded(measured(1.95997, 1)).conclusion).toBe("worse");
  });

  test("what is nothing, or has no error, is not told", () => {
    expect(concluded(measured(0, 0)).conclusion).toBe("cannot tell");
    expect(concluded(measured(-3, Number.NaN)).conclusion).toBe("cannot tell");
    expect(concluded(measured(Number.NaN, 1)).conclusion).toBe("cannot tell");
    expect(concluded(measured(-1e-9, 0)).conclusion).toBe("better");
  });
});

describe("together", () => {
  test("Holm's procedure as statsmodels does it", () => {
    // multipletests([.01, .04, .03, .005], method="holm").reject = [True, False, False, True], with norm.isf(p / 2) as differences.
    const all = concludedTogether([2.575829, 2.053749, 2.17009, 2.807034].map((delta) => measured(-delta, 1)));
    expect(conclusions(all)).toEqual(["better", "cannot tell", "cannot tell", "better"]);
    expect(all.every(({ isCorrected }) => isCorrected)).toBe(true);
  });

  test("one alone is as by itself, and what has no error does not count among the others", () => {
    expect(conclusions(concludedTogether([measured(-1.97, 1), measured(-9, Number.NaN), measured(0, 0)]))).toEqual([
      "cannot tell",
      "cannot tell",
      "cannot tell",
    ]);
    expect(conclusions(concludedTogether([measured(-1.97, 1), measured(-9, Number.NaN)]))).toEqual([
      "better",
      "cannot tell",
    ]);
    expect(concludedTogether([])).toEqual([]);
  });

  test("tells no more than each by itself, and no less than Bonferroni", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { maxLength: 9 }), (deltas) => {
        const all = deltas.map((delta) => measured(delta, 1));
        concludedTogether(all).forEach(({ conclusion }, index) => {
          if (conclusion !== "cannot tell") expect(concluded(all[index]).conclusion).toBe(conclusion);
          // norm.isf(.05 / 2 / 9)
          if (Math.abs(deltas[index]) > 2.774) expect(conclusion).not.toBe("cannot tell");
        });
      }),
    );
  });
});
