/** German. */
import type { Language } from "../../base/language.ts";
import { languageOf } from "../translation.ts";
import { germanAreas } from "./areas.ts";
import { germanBlockAreas } from "./block-areas.ts";
import { germanErrors, germanNotices } from "./errors.ts";
import { germanStudioAreas } from "./studio-areas.ts";

export const GERMAN: Language = languageOf({
  tag: "de",
  areas: { ...germanAreas, ...germanStudioAreas, ...germanBlockAreas, notice: germanNotices },
  errors: germanErrors,
});
