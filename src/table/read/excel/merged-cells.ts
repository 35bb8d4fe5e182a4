/** Cells that are merged over several rows: files hold their text in the first alone, people read it in each. */
import { assertWithin } from "../reading-limits.ts";
import { placeOf, type SheetRow } from "./sheet-rows.ts";
import { orDamaged, partTexts, type Sheet, type Workbook } from "./workbook.ts";
import { attributeOf, XmlScanner } from "./xml-scanner.ts";

/** 1-based, both ends included. */
interface MergedRange {
  readonly column: number;
  readonly first: number;
  readonly last: number;
}

/** The merged ranges of a sheet that span rows. They stand behind its rows, which need them: the sheet is inflated once for them. */
export async function mergedRanges(workbook: Workbook, sheet: Sheet): Promise<readonly MergedRange[]> {
  const ranges: MergedRange[] = [];
  let nCells = 0;
  const scanner = new XmlScanner({
    open: (name, attributes) => {
      if (name !== "mergeCell") return;
      const ref = attributeOf(attributes, "ref") ?? "";
      const colon = ref.indexOf(":");
      const from = colon < 0 ? undefined : placeOf(ref.slice(0, colon));
      const to = from && placeOf(ref.slice(colon + 1));
      if (!from || !to || to[1] <= from[1]) return;
      ranges.push({ column: from[0], first: from[1], last: to[1] });
      nCells += to[1] - from[1];
      assertWithin(workbook.zip.file, "mergedRanges", ranges.length);
      assertWithin(workbook.zip.file, "mergedCells", nCells);
    },
    close: () => undefined,
    text: () => undefined,
  });
  let isBehind = false;
  let held = "";
  try {
    for await (const text of partTexts(workbook.zip, sheet.entry)) {
      if (isBehind) {
        scanner.push(text, false);
        continue;
      }
      const all = held + text;
      const end = endOfRows(all);
      held = all.slice(-100);
      if (end < 0) continue;
      isBehind = true;
      scanner.push(all.slice(end), false);
    }
  } catch (error) {
    throw orDamaged(error, workbook.zip.file, sheet.name);
  }
  return ranges;
}

/** Where the rows of a sheet have ended, or −1. */
function endOfRows(text: string): number {
  for (let at = text.indexOf("sheetData"); at >= 0; at = text.indexOf("sheetData", at + 1)) {
    const end = text.indexOf(">", at) + 1;
    const isClosed = /<\/(?:[\w.-]+:)?$/.test(text.slice(Math.max(0, at - 50), at)) || text[end - 2] === "/";
    if (end > 0 && isClosed) return end;
  }
  return -1;
}

/** Writes the text of merged cells into each row that they span; rows come in their order. */
export class MergedCells {
  private readonly waiting: MergedRange[];
  private spanning: { readonly range: MergedRange; readonly text: string }[] = [];

  constructor(ranges: readonly MergedRange[]) {
    this.waiting = [...ranges].sort((a, b) => b.first - a.first);
  }

  filled({ line, cells }: SheetRow): readonly string[] {
    this.spanning = this.spanning.filter(({ range }) => range.last >= line);
    const whole = [...cells];
    for (const { range, text } of this.spanning) {
      while (whole.length < range.column) whole.push("");
      whole[range.column - 1] ||= text;
    }
    for (let next = this.waiting.at(-1); next && next.first <= line; next = this.waiting.at(-1)) {
      this.waiting.pop();
      const text = next.first === line ? (cells[next.column - 1] ?? "") : "";
      if (text !== "") this.spanning.push({ range: next, text });
    }
    return whole;
  }
}
