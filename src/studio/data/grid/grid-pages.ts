/** Pages of rows that the grid has asked the worker for, and those that it is waiting for. */

import type { GridRequest, GridRow, GridView } from "../../../app/grid/grid-rows.ts";
import type { GridQuery } from "../../../table/grid-query.ts";

const PAGE_ROWS = 60;
export const PAGE_COLUMNS = 40;
/** Older ones are asked for again. */
const MOST_PAGES = 60;

export class GridPages {
  private readonly pages = new Map<string, GridView>();
  private readonly asked = new Set<string>();

  constructor(
    private readonly query: GridQuery,
    private readonly fetch: (request: GridRequest) => Promise<GridView | undefined>,
    /** Something has come. */
    private readonly tell: (view: GridView) => void,
    /** The same rows before a cell was edited: shown until they have come anew. */
    private before?: GridPages,
  ) {
    if (before) before.before = undefined;
  }

  /** A row, and its cells from a column on; undefined while it is waited for. */
  rowAt(place: number, column: number): GridRow | undefined {
    const [page, part] = [Math.floor(place / PAGE_ROWS), Math.floor(column / PAGE_COLUMNS)];
    const view = this.pages.get(`${page}/${part}`);
    return view ? view.rows[place - page * PAGE_ROWS] : this.before?.rowAt(place, column);
  }

  /** Asks for what is not there of these rows and columns. */
  want(firstRow: number, nRows: number, firstColumn: number, nColumns: number): void {
    for (let page = Math.floor(firstRow / PAGE_ROWS); page * PAGE_ROWS < firstRow + nRows; page++) {
      for (let part = Math.floor(firstColumn / PAGE_COLUMNS); part * PAGE_COLUMNS < firstColumn + nColumns; part++) {
        this.ask(page, part);
      }
    }
  }

  private ask(page: number, part: number): void {
    const key = `${page}/${part}`;
    if (this.asked.has(key)) return;
    this.asked.add(key);
    const { query } = this;
    const place = { firstRow: page * PAGE_ROWS, nRows: PAGE_ROWS };
    const columns = { firstColumn: part * PAGE_COLUMNS, nColumns: PAGE_COLUMNS };
    void this.fetch({ query, ...place, ...columns }).then((view) => {
      if (!view) {
        this.asked.delete(key);
        return;
      }
      this.pages.set(key, view);
      for (const oldest of [...this.pages.keys()].slice(0, -MOST_PAGES)) {
        this.pages.delete(oldest);
        this.asked.delete(oldest);
      }
      this.tell(view);
    });
  }
}
