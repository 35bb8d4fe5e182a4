/** German. */
import type { Language } from "../../base/language.ts";
import { languageOf } from "../translation.ts";
import { germanAreas } from "./areas.ts";
import { germanErrors, germanNotices } from "./errors.ts";

export const GERMAN: Language = languageOf({
  tag: "de",
  areas: { ...germanAreas, notice: germanNotices },
  errors: germanErrors,
});
