import { afterEach, expect, test } from "vitest";
import { CODE_AREAS } from "../base/errors/code-areas.ts";
import { ENGLISH, type ErrorWords, speak } from "../base/language.ts";
import { uiText } from "../base/texts/studio/ui.ts";
import { germanErrors, germanNotices } from "./german/errors.ts";
import { GERMAN } from "./german/german.ts";

afterEach(() => speak(ENGLISH));

test("German takes the place of English, text by text", () => {
  speak(GERMAN);
  expect(uiText("close")).toBe("Schließen");
  expect(GERMAN.textOf("studio.ui", "constructor", "as it is")).toBe("as it is");
  expect(GERMAN.textOf("constructor", "name", "as it is")).toBe("as it is");
});

const NONSENSE = /undefined|\[object|NaN|=>/;

test("every code's German words are said of its samples", () => {
  speak(GERMAN);
  const bad: string[] = [];
  for (const { reference } of CODE_AREAS) {
    for (const [code, { samples = [undefined] }] of Object.entries(reference)) {
      const entry = germanErrors[code] ?? germanNotices[code];
      for (const sample of entry === undefined ? [] : samples) {
        const words = typeof entry === "function" ? entry(sample as never) : entry;
        const texts: readonly string[] = typeof words === "string" ? [words] : Object.values(words as ErrorWords);
        if (texts.some((text) => text === "" || NONSENSE.test(text))) bad.push(`${code}: ${texts.join(" | ")}`);
      }
    }
  }
  expect(bad).toEqual([]);
});
