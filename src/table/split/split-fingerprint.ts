import type { Dataset } from "../types.ts";
import { SPLITS } from "./shares.ts";

/** A short name for which rows a split has where; two splits that differ in a row have different ones, up to chance. */
export function splitFingerprint(split: Dataset["split"]): string {
  return SPLITS.map((name) => {
    const hash = split[name].reduce((sofar, row) => Math.imul(sofar ^ row ^ (sofar >>> 15), 0x01000193), 0x811c9dc5);
    return (hash >>> 0).toString(16).padStart(8, "0");
  }).join("-");
}
