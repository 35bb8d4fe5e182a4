import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type AreaTexts, defineTexts, rowText } from "../define-texts.ts";
import { studioError } from "../error.ts";
import { noticeWords } from "../errors/catalogue.ts";
import { ENGLISH, speak } from "../language.ts";

const src = join(import.meta.dirname, "..", "..");
const sources = new Map(
  readdirSync(src, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|(?:^|\/)testing\/|^languages\//.test(path))
    .map((path) => [path, readFileSync(join(src, path), "utf8")] as const),
);

afterEach(() => speak(ENGLISH));

test("another language takes the place of English, text by text", () => {
  const text = defineTexts("fruit", {
    apple: "apple",
    apples: ({ count }: { readonly count: number }) => `${count} apples`,
    pear: "pear",
  });
  expect([text("apple"), text("apples", { count: 2 }), text("pear")]).toEqual(["apple", "2 apples", "pear"]);
  const german: Readonly<Record<string, typeof text.english.apples | string>> = {
    apple: "Apfel",
    apples: ({ count }) => `${count} Äpfel`,
  };
  speak({
    ...ENGLISH,
    tag: "de",
    textOf: (area, key, english) => (area === "fruit" ? (german[key] ?? english) : english),
  });
  expect(rowText("vegetable", "leek", "leek")).toBe("leek");
  expect(rowText("fruit", "apple", "apple")).toBe("Apfel");
  expect([text("apple"), text("apples", { count: 2 }), text("pear")]).toEqual(["Apfel", "2 Äpfel", "pear"]);
});

test("errors and warnings follow, and keep their codes", () => {
  const upper = (text: string) => text.toUpperCase();
  speak({
    tag: "en-x-upper",
    textOf: (_area, _key, english) => (typeof english === "string" ? upper(english) : (args) => upper(english(args))),
    errorOf: (_code, english) => {
      if (typeof english !== "function") return english;
      return (args) => ({ ...english(args), fix: upper(english(args).fix) });
    },
  });
  expect(noticeWords("W_CSV_SHORT_ROWS", { width: 4 })).toMatch(/^ROWS HAVE FEWER THAN 4/);
  const { details } = studioError("E_TRAIN_COLUMNS", { target: "y" });
  expect(details).toMatchObject({
    code: "E_TRAIN_COLUMNS",
    where: "table",
    fix: expect.stringMatching(/^USE A COLUMN/),
  });
});

/** Every area of the product: the name of its function, and its keys. */
async function allAreas(): Promise<readonly (readonly [name: string, text: AreaTexts<Record<string, never>>])[]> {
  const paths = [...sources].flatMap(([path, text]) => (/= defineTexts\(/.test(text) ? [path] : []));
  const modules = await Promise.all(paths.map((path) => import(join(src, path))));
  return modules.flatMap((module) =>
    Object.entries<AreaTexts<Record<string, never>>>(module).filter(([, value]) => value?.english !== undefined),
  );
}

test("areas have names of their own, and every text is said somewhere", async () => {
  const areas = await allAreas();
  expect(areas.length).toBeGreaterThan(0);
  const names = areas.map(([, { area }]) => area);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  const product = [...sources.values()].join("\n");
  const unused = areas.flatMap(([name, { english }]) =>
    Object.keys(english).filter((key) => !new RegExp(`\\b${name}\\((?:[^()]|\\([^()]*\\))*"${key}"`).test(product)),
  );
  expect(unused).toEqual([]);
});
