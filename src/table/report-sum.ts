/** What rules did not foresee in a table that comes in parts. */
import type { ApplyReport, UnknownLevels, UnreadableCells } from "./apply-rules.ts";

const MOST_EXAMPLES = 5;
/** Texts beyond are counted, and are no examples: a column may have a text of its own in each row. */
const MOST_TEXTS = 10_000;

interface Counted {
  count: number;
  readonly texts: Map<string, number>;
}

/** Adds up the reports of parts, each with all of its examples. */
export class ReportSum {
  private first: ApplyReport | undefined;
  private nRows = 0;
  private nUnlabelled = 0;
  private readonly unknown = new Map<string, Counted>();
  private readonly pooled = new Map<string, Counted>();
  private readonly unreadable = new Map<string, { count: number; examples: UnreadableCells["examples"] }>();

  /** The next part. */
  add(report: ApplyReport, nRows: number): void {
    this.first ??= report;
    this.nUnlabelled += report.nUnlabelled;
    addLevels(this.unknown, report.unknownLevels);
    addLevels(this.pooled, report.pooledLevels);
    for (const { column, count, examples } of report.unreadableCells) {
      const known = this.unreadable.get(column) ?? { count: 0, examples: [] };
      const placed = examples.map(({ row, text }) => ({ row: row + this.nRows, text }));
      const shown = [...known.examples, ...placed].slice(0, MOST_EXAMPLES);
      this.unreadable.set(column, { count: known.count + count, examples: shown });
    }
    this.nRows += nRows;
  }

  /** Of all parts so far: what `applyRules` says of them as one table. @param order of columns. */
  total(order: readonly string[]): ApplyReport {
    const place = new Map(order.map((name, index) => [name, index]));
    const inOrder = <Found>(found: ReadonlyMap<string, Found>): readonly (readonly [string, Found])[] =>
      [...found].sort(([a], [b]) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
    return {
      missingColumns: this.first?.missingColumns ?? [],
      extraColumns: this.first?.extraColumns ?? [],
      unknownLevels: levelsOf(inOrder(this.unknown)),
      pooledLevels: levelsOf(inOrder(this.pooled)),
      unreadableCells: inOrder(this.unreadable).map(([column, found]) => ({ column, ...found })),
      nUnlabelled: this.nUnlabelled,
    };
  }
}

function addLevels(sums: Map<string, Counted>, parts: readonly UnknownLevels[]): void {
  for (const { column, count, examples } of parts) {
    const sum = sums.get(column) ?? { count: 0, texts: new Map<string, number>() };
    sums.set(column, sum);
    sum.count += count;
    for (const example of examples) {
      const before = sum.texts.get(example.text);
      if (before === undefined && sum.texts.size >= MOST_TEXTS) continue;
      sum.texts.set(example.text, (before ?? 0) + example.count);
    }
  }
}

function levelsOf(sums: readonly (readonly [string, Counted])[]): readonly UnknownLevels[] {
  return sums.map(([column, { count, texts }]) => {
    const ranked = [...texts].sort((a, b) => b[1] - a[1]).slice(0, MOST_EXAMPLES);
    return { column, count, examples: ranked.map(([text, times]) => ({ text, count: times })) };
  });
}
