/** Area → its German texts, one line an area. */
import type { Words } from "../translation.ts";
import { ui } from "./texts/studio/ui.ts";

export const germanAreas: Words["areas"] = {
  "studio.ui": ui,
};
