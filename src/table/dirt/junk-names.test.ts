import { expect, test } from "vitest";
import { junkNames } from "./junk-names.ts";

const key = { seed: 3, stream: 1, step: 1 };

test("names are made of those of the table, and none is taken", () => {
  const own = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex"];
  const names = junkNames(own, 6, key);
  expect(new Set(names)).toHaveLength(6);
  for (const name of names) {
    expect(own).not.toContain(name);
    expect(name).toMatch(/^(bill|flipper|body)_(length_mm|depth_mm|mass_g)$|^[a-z]+$/);
  }
  expect(junkNames(own, 6, key)).toEqual(names);
  expect(junkNames(own, 6, { ...key, seed: 4 })).not.toEqual(names);
});

test("single words are written as the table writes its own, and there are always enough", () => {
  expect(junkNames(["Age", "Fare", "sex"], 3, key).every((name) => /^[A-Z][a-z]+$/.test(name))).toBe(true);
  expect(junkNames(["AGE", "FARE"], 3, key).every((name) => /^[A-Z]+$/.test(name))).toBe(true);
  expect(new Set(junkNames(["age"], 100, key))).toHaveLength(100);
});
