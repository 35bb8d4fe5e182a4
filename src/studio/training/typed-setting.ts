/** Training settings that are typed: a number, or a list of them, from a text and back. */
import { settingText } from "../../base/texts/studio/training.ts";
import { trainingSettingsSchema } from "../../pipeline/document.ts";

export type TextSetting =
  | "learningRate"
  | "otherLearningRates"
  | "starts"
  | "batchSize"
  | "seed"
  | "weightDecay"
  | "quantile"
  | "huberWidth";

/** "0.001 0.02", "0.001; 0.02" and one number a line are all lists. */
const wordsOf = (text: string) => text.split(/[\s;,]+/).filter((word) => word !== "");

export function read(name: TextSetting, text: string): number | readonly number[] {
  return name === "otherLearningRates" ? wordsOf(text).map(Number) : Number(text);
}

export const written = (value: number | readonly number[]) =>
  typeof value === "number" ? String(value) : value.join(" ");

/** What keeps a text from being taken over, such as “abc” is not a number; "" where nothing does. */
export function problemOf(name: TextSetting, text: string): string {
  if (name !== "otherLearningRates") return problemOfNumber(name, text.trim());
  const words = wordsOf(text);
  const problem = words.map((word) => problemOfNumber("learningRate", word)).find((found) => found !== "") ?? "";
  // "0,001" has been read as 0 and 1.
  if (problem !== "") return /\d,\d/.test(text) ? settingText("withPoint", { problem }) : problem;
  return trainingSettingsSchema.shape[name].safeParse(read(name, text)).success
    ? ""
    : settingText("tooMany", { count: words.length });
}

function problemOfNumber(name: Exclude<TextSetting, "otherLearningRates">, word: string): string {
  if (word === "") return settingText("noNumber");
  const value = Number(word);
  if (!Number.isFinite(value)) {
    const problem = settingText("notNumber", { word });
    return /\d,\d/.test(word) ? settingText("withPoint", { problem }) : problem;
  }
  const parsed = trainingSettingsSchema.shape[name].safeParse(value);
  if (parsed.success) return "";
  const [issue] = parsed.error.issues;
  switch (issue.code) {
    case "too_small":
      return settingText("tooSmall", { word, least: String(issue.minimum), isIncluded: issue.inclusive === true });
    case "too_big":
      return settingText("tooLarge", { word, most: String(issue.maximum) });
    default:
      return settingText("notWhole", { word });
  }
}
