import { afterEach, expect, test } from "vitest";
import { ENGLISH, speak } from "../../base/language.ts";
import { GERMAN } from "../../languages/german/german.ts";
import { formatMoment, writtenLike } from "./moments.ts";

afterEach(() => speak(ENGLISH));

test("moments are written in the language of the page, as the browser's country writes it where that is the same one", () => {
  expect(writtenLike("en", ["de-AT", "en-GB", "en-US"])).toBe("en-GB");
  expect(writtenLike("de", ["en-US", "fr"])).toBe("de");
  const at = new Date(2026, 10, 3, 14, 5, 6).getTime();
  speak(GERMAN);
  expect(formatMoment(at)).toBe("3.11.2026, 14:05:06");
});
