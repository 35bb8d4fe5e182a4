import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { AreaTexts } from "../base/define-texts.ts";
import { errorCatalogue, noticeCatalogue } from "../base/errors/catalogue.ts";
import { CODE_AREAS } from "../base/errors/code-areas.ts";
import { ENGLISH, type ErrorText, type ErrorWords, speak, spoken, type Text } from "../base/language.ts";
import { formatBytes, formatDifference, formatNumber, formatShare, formatTaken, percent } from "../base/numbers.ts";
import { uiText } from "../base/texts/studio/ui.ts";
import { BLOCK_CATEGORIES } from "../blocks/block-spec.ts";
import { blocks } from "../blocks/catalogue.generated.ts";
import { settingFields, trainingFields } from "../studio/document/setting-fields.ts";
import { inSpokenLanguage, parseSamples } from "../studio/session/samples.ts";
import { germanErrors, germanNotices } from "./german/errors.ts";
import { GERMAN } from "./german/german.ts";
import { languageTag, nameWithLanguage, speakAsNamed, speakIn } from "./languages.ts";

afterEach(() => speak(ENGLISH));

const src = join(import.meta.dirname, "..");

/** Every area of the product, with its English. */
async function allAreas(): Promise<readonly AreaTexts<Readonly<Record<string, Text>>>[]> {
  const paths = readdirSync(src, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|(?:^|\/)testing\//.test(path))
    .filter((path) => /= defineTexts\(/.test(readFileSync(join(src, path), "utf8")));
  const modules = await Promise.all(paths.map((path) => import(join(src, path))));
  return modules.flatMap((module) => Object.values<AreaTexts<Record<string, Text>>>(module).filter(isArea));
}

const isArea = (value: Partial<AreaTexts<Record<string, Text>>> | undefined) => value?.english !== undefined;

/** Says what German has in the place of a text; undefined where it says the English. */
const germanOf = (area: string, key: string, english: Text): Text | undefined => {
  const said = GERMAN.textOf(area, key, english);
  return said === english ? undefined : said;
};

/** Words that are the same in both languages: names, symbols and loan words. */
const SHARED =
  /^(?:[^\p{L}]*|2 Pipeline|In|Block|DiffML Studio|WebGPU|Engine|Browser|Training|Validierung|Validation|Pipeline|Details|Code|Name|Test|test|Start|Starts|Pause|ROC AUC|F1|Python|Median|median|Adam|Dropout|Weight decay|Precision|Recall|Status)$/u;

test("German says every text of every area", async () => {
  const lacking = (await allAreas()).flatMap(({ area, english }) =>
    Object.entries(english).flatMap(([key, text]) => {
      const german = germanOf(area, key, text);
      if (german === undefined) return typeof text === "string" && SHARED.test(text) ? [] : [`${area}.${key}`];
      return typeof german === "function" && typeof text === "string" ? [`${area}.${key} takes arguments`] : [];
    }),
  );
  expect(lacking).toEqual([]);
});

/** Such as no German sentence has. */
const ENGLISH_WORDS = /\b(?:the|and|with|which|these|those|of a|rows are|is not|are not)\b/;
const NONSENSE = /undefined|\[object|NaN|=>/;

test("no sentence was left in English", async () => {
  const folder = join(import.meta.dirname, "german");
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .flatMap((path) =>
      readFileSync(join(folder, path), "utf8")
        .split("\n")
        .filter((line) => /["'`]/.test(line) && !/^\s*(?:\/\*|\*|\/\/|import|\} from|case )/.test(line))
        .filter((line) => ENGLISH_WORDS.test(line.replace(/^\s*(?:"[^"]*"|\w+): /, "")))
        .map((line) => `${path}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});

test("every code has German words, which are said of its samples", () => {
  speak(GERMAN);
  const german: Readonly<Record<string, ErrorText | Text>> = { ...germanErrors, ...germanNotices };
  const codes = [...Object.keys(errorCatalogue), ...Object.keys(noticeCatalogue)];
  expect(codes.filter((code) => german[code] === undefined)).toEqual([]);
  expect(Object.keys(german).filter((code) => !codes.includes(code))).toEqual([]);
  const bad: string[] = [];
  for (const { reference } of CODE_AREAS) {
    for (const [code, { samples = [undefined] }] of Object.entries(reference)) {
      for (const sample of samples) {
        const entry = german[code];
        const words = typeof entry === "function" ? entry(sample as never) : entry;
        const texts: readonly string[] = typeof words === "string" ? [words] : Object.values(words as ErrorWords);
        const own = JSON.stringify(sample ?? "");
        if (texts.some((text) => text === "" || (NONSENSE.test(text) && !own.includes(text))))
          bad.push(`${code}: ${texts.join(" | ")}`);
      }
    }
  }
  expect(bad).toEqual([]);
});

test("rows of tables are said in German: blocks, their settings and alternatives, training", () => {
  const lacking = new Set<string>();
  speak({
    ...GERMAN,
    textOf: (area, key, english) => {
      if (
        typeof english === "string" &&
        english !== "" &&
        !SHARED.test(english) &&
        germanOf(area, key, english) === undefined
      )
        lacking.add(`${area}.${key}`);
      return english;
    },
  });
  for (const block of blocks) {
    const { spec } = block;
    for (const said of [spec, ...spec.inputs, ...spec.outputs]) expect(said.title).not.toBe("");
    expect(spec.summary).not.toBe("");
    for (const { words } of [
      ...(spec.triedBeside ?? []),
      ...(spec.triedLast ?? []),
      ...(spec.suggested ? [spec.suggested] : []),
    ])
      expect(words).not.toBe("");
    for (const field of settingFields(block)) {
      for (const option of field.kind === "select" ? field.options : []) spoken().textOf("option", option, option);
    }
  }
  for (const category of BLOCK_CATEGORIES) spoken().textOf("blockCategory", category, category);
  trainingFields();
  const samples: unknown = JSON.parse(readFileSync(join(src, "..", "public", "samples", "samples.json"), "utf8"));
  parseSamples(samples).map(inSpokenLanguage);
  expect([...lacking].filter((row) => !/^option\.(?:relu|tanh|robust)$/.test(row))).toEqual([]);
});

test("numbers are written as German writes them", () => {
  speak(GERMAN);
  expect([1234.5, 0.12345, 1e-7, 12_345].map(formatNumber)).toEqual(["1.235", "0,1235", "1E−7", "12.345"]);
  expect([percent(0.1234, 1), percent(1e-9, 1), formatShare(0.5), formatShare(0.001)]).toEqual([
    "12,3 %",
    "unter 0,1 %",
    "0,50",
    "<0,01",
  ]);
  expect([formatTaken(1.24), formatDifference(-0.0123), formatBytes(1)]).toEqual(["1,2 s", "−0,0123", "1 Byte"]);
});

test("a language is known by its tag, and handed to workers by their names", async () => {
  expect(["de", "de-AT", "DE_at.UTF-8", "en-GB", "fr", "", undefined].map((word) => languageTag(word))).toEqual([
    "de",
    "de",
    "de",
    "en",
    undefined,
    undefined,
    undefined,
  ]);
  await speakIn("de");
  expect(uiText("close")).toBe("Schließen");
  const name = nameWithLanguage("worker/1");
  speak(ENGLISH);
  await speakAsNamed("worker/1");
  expect(uiText("close")).toBe("Close");
  await speakAsNamed(name);
  expect(uiText("close")).toBe("Schließen");
});

test("what a table calls its columns reaches nothing that objects inherit", () => {
  expect(GERMAN.textOf("option", "constructor", "constructor")).toBe("constructor");
  expect(GERMAN.textOf("constructor", "name", "as it is")).toBe("as it is");
});
