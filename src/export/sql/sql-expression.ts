/** Expressions of SQL over columns, and the layers of a WITH in which intermediate ones get names. */
import { studioError } from "../../base/error.ts";

/** A number for each row. */
export interface Expression {
  readonly sql: string;
  /** The layer that has all columns which it names; 0: the cells. */
  readonly layer: number;
  /** A name or a number: nothing stands round it. */
  readonly isAtom: boolean;
  /** Where it is the same for all rows. */
  readonly constant?: number;
}

/** A text that long gets a name. */
const LONGEST_INLINE = 60;
/** What a person could still read, and what SQLite and others take as one statement. */
export const MOST_COLUMNS = 600;

/** A number with a point or an exponent, so that 1 / 2 is no 0. */
export function sqlNumber(value: number): string {
  return /[.e]/.test(String(value)) ? String(value) : `${value}.0`;
}

/** A zero that is a float64 in every database: where DuckDB has no other, 1.0 is a decimal number of two digits. */
export const SQL_ZERO = "0e0";

export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const constant = (value: number): Expression => ({
  sql: sqlNumber(value),
  layer: 0,
  isAtom: true,
  constant: value,
});

const inParts = ({ sql, isAtom }: Expression) => (isAtom && !sql.startsWith("-") ? sql : `(${sql})`);

/** Writes expressions; each that is long, or asked about more than once, becomes a column. */
export class SqlWriter {
  /** [layer][column]: "expression AS name" */
  readonly layers: string[][] = [];
  /** What columns are called from here on: the block that they belong to. */
  scope = "";
  private readonly counts = new Map<string, number>();
  private nColumns = 0;

  constructor(private readonly isTaken: (name: string) => boolean) {}

  /** The expression by a name, where it has none. @throws E_EXPORT_SQL where there are too many. */
  atom(value: Expression): Expression {
    if (value.isAtom) return value;
    if (++this.nColumns > MOST_COLUMNS) throw studioError("E_EXPORT_SQL", { reason: "size", most: MOST_COLUMNS });
    const layer = value.layer + 1;
    const name = this.freeName();
    while (this.layers.length < layer) this.layers.push([]);
    this.layers[layer - 1].push(`${value.sql} AS ${name}`);
    return { sql: name, layer, isAtom: true };
  }

  private freeName(): string {
    const base = `${
      this.scope
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "_")
        .replace(/^_|_$/g, "") || "value"
    }_`;
    for (;;) {
      const count = (this.counts.get(base) ?? 0) + 1;
      this.counts.set(base, count);
      if (!this.isTaken(`${base}${count}`)) return `${base}${count}`;
    }
  }

  private made(sql: string, parts: readonly Expression[]): Expression {
    const value = { sql, layer: Math.max(0, ...parts.map(({ layer }) => layer)), isAtom: false };
    return sql.length > LONGEST_INLINE ? this.atom(value) : value;
  }

  add(a: Expression, b: Expression): Expression {
    if (a.constant === 0) return b;
    if (b.constant === 0) return a;
    if (a.constant !== undefined && b.constant !== undefined) return constant(a.constant + b.constant);
    return this.made(`${a.sql} + ${inParts(b)}`, [a, b]);
  }

  sub(a: Expression, b: Expression): Expression {
    if (b.constant === 0) return a;
    if (a.constant !== undefined && b.constant !== undefined) return constant(a.constant - b.constant);
    return this.made(`${a.sql} - ${inParts(b)}`, [a, b]);
  }

  mul(a: Expression, b: Expression): Expression {
    if (a.constant === 0 || b.constant === 0) return constant(0);
    if (a.constant === 1) return b;
    if (b.constant === 1) return a;
    if (a.constant !== undefined && b.constant !== undefined) return constant(a.constant * b.constant);
    return this.made(`${inParts(a)} * ${inParts(b)}`, [a, b]);
  }

  div(a: Expression, b: Expression): Expression {
    if (b.constant === 1) return a;
    return this.made(`${inParts(a)} / ${inParts(b)}`, [a, b]);
  }

  call(name: "exp" | "ln" | "sqrt" | "abs", x: Expression): Expression {
    return this.made(`${name}(${x.sql})`, [x]);
  }

  /** e^x; of more than 700, which no float64 has, as of 700. */
  exp(x: Expression): Expression {
    return this.call("exp", this.choose("<", x, constant(700)));
  }

  /** The smaller ("<") or the larger (">") of two. */
  choose(mark: "<" | ">", first: Expression, second: Expression): Expression {
    const [a, b] = [this.atom(first), this.atom(second)];
    if (a.constant !== undefined && b.constant !== undefined) {
      return constant(mark === "<" ? Math.min(a.constant, b.constant) : Math.max(a.constant, b.constant));
    }
    return this.atom(this.made(`CASE WHEN ${a.sql} ${mark} ${b.sql} THEN ${a.sql} ELSE ${b.sql} END`, [a, b]));
  }

  /** A number for each code, 0 for others. */
  ofCode(code: Expression, numbers: ReadonlyMap<number, number>): Expression {
    const cases = [...numbers].filter(([, number]) => number !== 0);
    if (cases.length === 0) return constant(0);
    const when = cases.map(([at, number]) => `WHEN ${at} THEN ${sqlNumber(number)}`).join(" ");
    return this.atom(this.made(`CASE ${code.sql} ${when} ELSE ${SQL_ZERO} END`, [code]));
  }

  /** A sum, a term a line. */
  total(terms: readonly Expression[]): Expression {
    const fixed = terms.reduce((sum, term) => sum + (term.constant ?? 0), 0);
    const others = terms.filter((term) => term.constant === undefined);
    if (others.length === 0) return constant(fixed);
    const all = fixed === 0 ? others : [constant(fixed), ...others];
    const sql = all.map((term, at) => (at === 0 ? term.sql : inParts(term))).join("\n      + ");
    return all.length === 1 ? all[0] : this.atom(this.made(sql, all));
  }
}
