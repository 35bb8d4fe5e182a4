import { expect, test } from "vitest";
import type { ErrorText, Text } from "../language.ts";
import { errorCatalogue, noticeCatalogue } from "./catalogue.ts";
import { CODE_AREAS } from "./code-areas.ts";
import { variantsOf } from "./reference.ts";

const told = new Map(CODE_AREAS.flatMap(({ reference }) => Object.entries(reference)));
const errors = Object.entries<ErrorText>(errorCatalogue);
const notices = Object.entries<Text>(noticeCatalogue);
const isWhole = /^(?!.*(?:undefined|NaN|\[object)).+$/s;

function variants<Words>(code: string, words: Words | ((args: never) => Words)): readonly Words[] {
  const found = told.get(code);
  if (!found) throw new Error(`the reference page has no area for ${code}`);
  expect(found.when).toMatch(/^[A-Z].*\.$/);
  return variantsOf(words, found);
}

test.each(errors)("%s says where, expected, got and fix", (code, words) => {
  expect(code).toMatch(/^E_[A-Z]+_[A-Z_]+$/);
  for (const said of variants(code, words)) {
    expect(Object.keys(said).sort()).toEqual(["expected", "fix", "got", "where"]);
    for (const text of Object.values(said)) expect(text).toMatch(isWhole);
    expect(said.fix).toMatch(/\.$/);
  }
});

test.each(notices)("%s says one thing", (code, words) => {
  expect(code).toMatch(/^[EW]_[A-Z]+_[A-Z_]+$/);
  for (const said of variants(code, words)) {
    expect(said).toMatch(isWhole);
    expect(said).toMatch(/\.$/);
  }
});
