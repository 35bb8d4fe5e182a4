/** Code → its German words, one line an area of codes. */
import type { Words } from "../translation.ts";
import { projectErrors } from "./errors/project.ts";
import { storageNotices, studioErrors } from "./errors/studio.ts";

export const germanErrors: Words["errors"] = {
  ...projectErrors,
  ...studioErrors,
};

/** What is listed and not thrown: in the area "notice" of the texts. */
export const germanNotices: Words["areas"][string] = {
  ...storageNotices,
};
