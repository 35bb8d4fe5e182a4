/** Words of formulas: what is wrong with one, and where. */
import { defineTexts } from "../../base/define-texts.ts";
import type { FormulaProblem } from "./formula.ts";

const EXPECTED = {
  operand: "a column, a number or an opening bracket",
  operator: "+, −, *, / or the end",
  bracket: "a closing bracket",
  closing: "a name of a column that ends with ]",
  less: "fewer brackets within brackets",
} as const;

export const text = defineTexts("explain.computed-column", {
  problem: ({ at, expected, got, name, functions }: FormulaProblem & { readonly functions: readonly string[] }) => {
    const place = `at character ${at} of the formula`;
    if (expected === "function") return `one of the functions ${functions.join(", ")} ${place}, not “${got}”`;
    if (expected === "arguments") {
      const nExpected = name === "max" || name === "min" ? "two values, separated by a comma" : "one value";
      return `${nExpected} in the brackets of ${name} ${place}, not ${got}`;
    }
    return `${EXPECTED[expected]} ${place}, not ${got === "" ? "its end" : `“${got}”`}`;
  },
  none: "No formula is set: nothing is computed.",
  computed: ({ name, formula }: { readonly name: string; readonly formula: string }) =>
    `Computes ${name} = ${formula} for each row; nothing is learned here.`,
  missing: ({ name }: { readonly name: string }) =>
    `${name} is missing where a column of the formula is, where it divides by 0, and where it takes the logarithm or root of what has none.`,
});
