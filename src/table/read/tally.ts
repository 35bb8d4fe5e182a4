/** Counts rows, and remembers the first few places. */
export class Tally {
  count = 0;
  readonly firstRows: number[] = [];
  readonly lines: number[] = [];
  readonly examples: string[] = [];

  add(row: number, line: number, example = ""): void {
    this.count++;
    if (this.firstRows.length < 10) {
      this.firstRows.push(row);
      this.lines.push(line);
      this.examples.push(example);
    }
  }

  where(file: string): string {
    const rows = this.firstRows.join(", ");
    return `${file}, ${this.count === 1 ? "row" : "rows"} ${rows}${this.count > this.firstRows.length ? ", …" : ""}`;
  }
}
