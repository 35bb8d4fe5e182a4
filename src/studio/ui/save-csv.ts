/** Tables as CSV files: letter for letter, and safe for spreadsheets where somebody wants them so. */
import { uiText } from "../../base/texts/studio/ui.ts";
import { shortened } from "../../base/words.ts";
import { defused } from "../../table/cells/formula-cell.ts";
import { toCsv } from "./format.ts";
import { notify } from "./notices.ts";
import { saveFile } from "./save-file.ts";

type Rows = readonly (readonly (string | number)[])[];

/** Characters of a text that is shown. */
const LONGEST_EXAMPLE = 40;

const fileOf = (rows: Rows) => new Blob([toCsv(rows)], { type: "text/csv" });

/** Saves rows as they are. Where a spreadsheet would compute a text of them, a file in which it does not is offered. */
export function saveCsv(name: string, rows: Rows, save = saveFile): void {
  save(name, fileOf(rows));
  const safe = rows.map((row) => row.map((cell) => (typeof cell === "string" ? defused(cell) : cell)));
  const example = rows.flatMap((row, at) => row.filter((cell, column) => cell !== safe[at][column]))[0];
  if (example !== undefined) offerSafe({ name, example: String(example), safeCsv: fileOf(safe), saveFile: save });
}

interface OfferedSafe {
  readonly name: string;
  /** What a spreadsheet would compute. */
  readonly example: string;
  readonly safeCsv: Blob;
  readonly saveFile: (name: string, content: Blob) => void;
}

/** Of a file that is saved letter for letter: offers the one in which a spreadsheet computes no cell. */
export function offerSafe({ name, example, safeCsv, saveFile: save }: OfferedSafe): void {
  notify({
    kind: "news",
    message: uiText("computed", { name, example: shortened(example, LONGEST_EXAMPLE) }),
    action: { label: uiText("saveSafe"), run: () => save(name, safeCsv) },
  });
}
