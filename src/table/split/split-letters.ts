import { studioError } from "../../base/error.ts";
import type { Split } from "../types.ts";
import type { SplitOfRow } from "./split-task.ts";

const SPLIT_OF_LETTER: Readonly<Record<string, Split>> = { T: "train", V: "validation", E: "test" };

/**
 * Reads a split from letters, one per data row: T training, V validation, E test; white space is ignored.
 *
 * @throws StudioError E_SPLIT_LETTERS where a letter is another or their number differs from the rows.
 */
export function splitOfLetters(text: string, nRows: number): SplitOfRow {
  const letters = text.replace(/[\s\uFEFF]+/g, "").toUpperCase();
  const wrong = letters.search(/[^TVE]/);
  if (wrong >= 0) throw studioError("E_SPLIT_LETTERS", { position: wrong + 1, letter: letters[wrong] });
  if (letters.length !== nRows) throw studioError("E_SPLIT_LETTERS", { nRows, nLetters: letters.length });
  return (row) => SPLIT_OF_LETTER[letters[row]];
}
