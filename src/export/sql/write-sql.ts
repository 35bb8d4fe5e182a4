/** A trained pipeline as one SELECT of SQLite or DuckDB: cells, then what each block makes of them, then the prediction. */
import { TABLE_INPUTS } from "../../program/inputs.ts";
import { predictionOp } from "../../program/op-traits.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import { blockTitles } from "../block-titles.ts";
import { predictionHeader } from "../prediction-writer.ts";
import { type ExportOptions, prunedPredictor, rulesRead } from "../pruned-predictor.ts";
import { cellColumns, SQL_SOURCE } from "./cell-columns.ts";
import { SQL_DIALECTS, type SqlDialect } from "./sql-dialects.ts";
import { constant, type Expression, SQL_ZERO, SqlWriter, sqlName, sqlText } from "./sql-expression.ts";
import { type SqlValue, sqlElements } from "./sql-rules.ts";

/** What a person puts the name of their table in the place of. */
export const SQL_TABLE = "my_table";

/**
 * Writes the statement. The same pipeline gives the same text.
 *
 * @throws E_EXPORT_SQL for what SQL cannot say: cells with units, other dates than ISO, too large a program, the normal distribution, names that differ by case alone.
 */
export function writeSql(trained: TrainedPipeline, options: ExportOptions & { readonly dialect: SqlDialect }): string {
  const rules = rulesRead(trained);
  const { schema, interval } = trained;
  const { target } = schema;
  const { columns, names } = cellColumns(rules, options.dialect);
  const own = new Set(rules.map(({ name }) => name.toLowerCase()));
  const writer = new SqlWriter((name) => own.has(name));
  const values = programElements(trained, options, { writer, names }).map((value) => writer.atom(value));
  const header = predictionHeader({ columns: rules }, { target, interval });
  const added = predictionColumns(values, trained).map((sql, at) => `${sql} AS ${sqlName(header[rules.length + at])}`);
  const selected = [...rules.map(({ name }) => sqlName(name)), ...added];
  const layers = writer.layers.map((layer, at) => {
    const from = at === 0 ? "cells" : `step_${at}`;
    return `step_${at + 1} AS MATERIALIZED (\n  SELECT *,\n    ${layer.join(",\n    ")}\n  FROM ${from}\n)`;
  });
  const cells = `cells AS MATERIALIZED (\n  SELECT ${columns.join(",\n    ")}\n  FROM ${SQL_TABLE} AS ${SQL_SOURCE}\n)`;
  const last = writer.layers.length === 0 ? "cells" : `step_${writer.layers.length}`;
  return `${head(trained, options)}
WITH ${[cells, ...layers].join(",\n")}
SELECT ${selected.join(",\n  ")}
FROM ${last};
`;
}

function head(
  { document, schema }: TrainedPipeline,
  { app, dialect }: ExportOptions & { readonly dialect: SqlDialect },
): string {
  const { name, task } = schema.target;
  const lines = [
    `The pipeline ${JSON.stringify(document.name)}, trained by ${app.name} ${app.version}, for ${SQL_DIALECTS[dialect]}.`,
    `Predicts ${JSON.stringify(name)} (${task}). Put the name of your table in the place of ${SQL_TABLE}, and add its key to the columns at the end.`,
    "A number is a number of the database, or a text that JSON takes for one; any other text counts as missing, 1,234 and 5 % among them.",
  ];
  return lines.map((line) => `-- ${line.replace(/\s+/g, " ")}`).join("\n");
}

interface Written {
  readonly writer: SqlWriter;
  readonly names: Readonly<Record<string, readonly string[]>>;
}

function programElements(trained: TrainedPipeline, options: ExportOptions, { writer, names }: Written) {
  const { nodes, value } = prunedPredictor(trained);
  const titleOf = blockTitles(trained, options);
  const column = (name: string): Expression => ({ sql: name, layer: 0, isAtom: true });
  const values: SqlValue[] = [];
  for (const { type, ...node } of nodes) {
    const add = (elements: readonly Expression[]) => values.push({ type, elements });
    switch (node.kind) {
      case "input":
        writer.scope = "cell";
        if (node.name === TABLE_INPUTS.missing) {
          add(names[TABLE_INPUTS.numbers].map((name) => markOf(name)));
        } else if (node.name === TABLE_INPUTS.numbers) {
          add(names[node.name].map((name) => writer.atom({ sql: `coalesce(${name}, 0.0)`, layer: 0, isAtom: false })));
        } else add(names[node.name].map(column));
        break;
      case "constant":
        add(node.data.map(constant));
        break;
      case "op":
        writer.scope = node.block === "" ? "prediction" : titleOf(node.block);
        add(
          sqlElements(
            writer,
            predictionOp(node.op),
            node.inputs.map((input) => values[input]),
            { attributes: node.attributes as never, type },
          ),
        );
        break;
      case "parameter":
        throw new Error(`${node.name}: pruned programs have no parameters`);
      default:
        node satisfies never;
    }
  }
  return values[value].elements;
}

const markOf = (name: string): Expression => ({
  sql: `(CASE WHEN ${name} IS NULL THEN 1.0 ELSE ${SQL_ZERO} END)`,
  layer: 0,
  isAtom: true,
});

/** The class and the probabilities, or the value and its interval. */
function predictionColumns(
  values: readonly Expression[],
  { schema, decision, interval }: Pick<TrainedPipeline, "schema" | "decision" | "interval">,
): string[] {
  const { classes } = schema.target;
  if (classes.length === 0) {
    const [{ sql }] = values;
    const ends = interval ? [interval.low, interval.high] : [];
    return [sql, ...ends.map((end) => `${sql} + ${constant(end).sql}`)];
  }
  const shares = values.map(({ sql }) => sql);
  const labels = classes.map(({ label }) => sqlText(label));
  return [saidSql({ shares, labels }, decision), ...classes.map((_, at) => values[at].sql)];
}

interface OfClasses {
  /** Probabilities, and what the classes are called, as SQL. */
  readonly shares: readonly string[];
  readonly labels: readonly string[];
}

function saidSql({ shares, labels }: OfClasses, decision: TrainedPipeline["decision"]): string {
  switch (decision?.by) {
    case undefined:
      return firstOf(shares, labels, ">=");
    case "threshold": {
      const { code, threshold } = decision;
      const isOther = (_: string, at: number) => at !== code;
      const other = firstOf(shares.filter(isOther), labels.filter(isOther), ">=");
      return `CASE WHEN ${shares[code]} >= ${constant(threshold).sql} THEN ${labels[code]} ELSE ${other} END`;
    }
    case "costs": {
      const expected = shares.map(
        (_, said) =>
          `(${shares.map((share, is) => `${share} * ${constant(decision.costs[is][said]).sql}`).join(" + ")})`,
      );
      return firstOf(expected, labels, "<=");
    }
    default:
      return decision satisfies never;
  }
}

/** The label of the value that is no worse than all others; of equals the first. */
function firstOf(values: readonly string[], labels: readonly string[], noWorse: ">=" | "<="): string {
  const last = labels[labels.length - 1];
  if (labels.length === 1) return last;
  const cases = labels.slice(0, -1).map((label, at) => {
    const beaten = values.slice(at + 1).map((other) => `${values[at]} ${noWorse} ${other}`);
    return `WHEN ${beaten.join(" AND ")} THEN ${label}`;
  });
  return `CASE ${cases.join(" ")} ELSE ${last} END`;
}
