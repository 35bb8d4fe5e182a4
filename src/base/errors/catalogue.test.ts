import { expect, test } from "vitest";
import { errorCatalogue, noticeCatalogue } from "./catalogue.ts";
import { type AnyRow, variantsOf } from "./row.ts";

const errors: readonly (readonly [string, AnyRow<object>])[] = Object.entries(errorCatalogue);
const notices: readonly (readonly [string, AnyRow<string>])[] = Object.entries(noticeCatalogue);

test.each(errors)("%s says where, expected, got and fix", (code, row) => {
  expect(code).toMatch(/^E_[A-Z]+_[A-Z_]+$/);
  expect(row.when).toMatch(/^[A-Z].*\.$/);
  for (const words of variantsOf(row)) {
    expect(Object.keys(words).sort()).toEqual(["expected", "fix", "got", "where"]);
    for (const text of Object.values(words)) expect(text).toMatch(/^(?!.*(?:undefined|NaN|\[object)).+$/s);
    expect(Reflect.get(words, "fix")).toMatch(/\.$/);
  }
});

test.each(notices)("%s says one thing", (code, row) => {
  expect(code).toMatch(/^[EW]_[A-Z]+_[A-Z_]+$/);
  expect(row.when).toMatch(/^[A-Z].*\.$/);
  for (const text of variantsOf(row)) expect(text).toMatch(/^(?!.*(?:undefined|NaN|\[object)).+\.$/s);
});
