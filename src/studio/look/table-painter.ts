/** Writes the table that leaves a block onto the page, past React: while a run goes on, its cells change several times a second. */
import type { BlockColumn, BlockTable } from "../../app/look/block-table.ts";
import { formatCount } from "../../base/numbers.ts";
import { lookText } from "../../base/texts/studio/look.ts";
import { setText } from "../ui/set-text.ts";
import { type LookColours, paintBins } from "./bins-painter.ts";

/** A head as it stands on the page. */
interface Head {
  readonly canvas: HTMLCanvasElement;
  readonly lines: HTMLElement;
}

interface Cell {
  readonly element: HTMLTableCellElement;
  /** What it showed last. */
  shown: string;
}

/** What was made for a table, to be written over as long as its rows and columns stay the same. */
interface Made {
  readonly shape: string;
  readonly heads: readonly Head[];
  readonly cells: readonly (readonly Cell[])[];
}

const made = new WeakMap<HTMLTableElement, Made>();

const shapeOf = ({ rows, columns, target }: BlockTable) =>
  JSON.stringify([rows, target.name, columns.map(({ name, isNew }) => [name, isNew])]);

export function paintTable(table: HTMLTableElement, view: BlockTable, colours: LookColours): void {
  const known = made.get(table);
  const own = known?.shape === shapeOf(view) ? known : build(table, view);
  made.set(table, own);
  for (const [index, column] of view.columns.entries()) {
    const { canvas, lines } = own.heads[index];
    const isText = column.bins?.kind === "levels";
    paintBins(canvas, column, colours);
    setText(lines, headLines(column));
    for (const [row, cell] of own.cells[index].entries()) {
      write(cell, { text: column.cells[row], before: column.before[row], isText });
    }
  }
}

/** What stands below a picture: how the column lies and what changed in it, and what was learned about it. */
function headLines({ bins, marks, isNew, isWhole, nChanged, nFilled }: BlockColumn): string {
  const range =
    bins?.kind === "numbers"
      ? lookText("range", bins)
      : bins
        ? lookText("levels", { labels: bins.labels.slice(0, 2), shares: sharesOf(bins.after) })
        : "";
  const changes = isWhole
    ? [lookText("whole")]
    : [
        ...(nFilled > 0 ? [lookText("filled", { count: nFilled })] : []),
        ...(nChanged > nFilled ? [lookText("changed", { count: nChanged - nFilled })] : []),
      ];
  const first = [range, ...(isNew ? [lookText("new")] : changes)].filter((part) => part !== "").join(" · ");
  return [first, markLine(marks)].filter((line) => line !== "").join("\n");
}

function markLine(marks: BlockColumn["marks"]): string {
  const [lower, upper] = ["lower", "upper"].map((name) => marks.find((mark) => mark.name === name));
  const others = marks.filter((mark) => !lower || !upper || (mark !== lower && mark !== upper));
  return [
    ...(lower && upper ? [lookText("caps", { now: [lower.now, upper.now], start: [lower.start, upper.start] })] : []),
    ...others.map((mark) => lookText("mark", mark)),
  ].join(" · ");
}

function sharesOf(counts: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / Math.max(total, 1));
}

interface Shown {
  readonly text: string;
  readonly before: string | null;
  readonly isText: boolean;
}

function write(cell: Cell, { text, before, isText }: Shown): void {
  const shown = `${isText} ${before ?? " "} ${text}`;
  if (cell.shown === shown) return;
  cell.shown = shown;
  const { element } = cell;
  element.className = isText ? "look__text" : "";
  element.classList.toggle("look__missing", before === null && text === "");
  element.classList.toggle("look__changed", before !== null);
  if (before === null) {
    setText(clean(element), text === "" ? lookText("missing") : text);
    return;
  }
  const was = document.createElement("del");
  was.textContent = before === "" ? lookText("missing") : before;
  const is = document.createElement("ins");
  is.textContent = text === "" ? lookText("missing") : text;
  element.replaceChildren(was, document.createTextNode(" "), is);
}

/** An element that holds nothing but one text. */
function clean(element: HTMLElement): HTMLElement {
  if (element.childElementCount > 0) element.replaceChildren();
  return element;
}

function build(table: HTMLTableElement, view: BlockTable): Made {
  const { rows, columns, target } = view;
  const head = document.createElement("thead");
  const titles = head.insertRow();
  const heads = columns.map(({ name }): Head => {
    const title = headCell(name);
    const canvas = document.createElement("canvas");
    canvas.className = "look__picture";
    canvas.setAttribute("aria-hidden", "true");
    const lines = document.createElement("span");
    lines.className = "look__lines";
    title.append(canvas, lines);
    return { canvas, lines };
  });
  const first = headCell(lookText("row"));
  const label = headCell(lookText("target", { name: target.name }));
  titles.append(first, label, ...heads.map(({ canvas }) => canvas.closest("th") ?? first));
  const body = document.createElement("tbody");
  const cells: Cell[][] = columns.map(() => []);
  for (const [place, row] of rows.entries()) {
    const line = body.insertRow();
    const number = document.createElement("th");
    number.scope = "row";
    number.textContent = formatCount(row + 1);
    line.append(number);
    const said = line.insertCell();
    said.textContent = target.cells[place];
    said.className = target.isNumber ? "" : "look__text";
    for (const own of cells) own.push({ element: line.insertCell(), shown: "\n" });
  }
  table.replaceChildren(head, body);
  return { shape: shapeOf(view), heads, cells };
}

function headCell(name: string): HTMLTableCellElement {
  const cell = document.createElement("th");
  cell.scope = "col";
  const title = document.createElement("span");
  title.className = "look__name";
  title.textContent = name;
  title.title = name;
  cell.append(title);
  return cell;
}
