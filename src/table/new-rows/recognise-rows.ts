/**
 * New rows as a pipeline is to read them: which column is which, and how its cells are written. What is clear is applied and
 * said, what is not is a doubt.
 */

import { nearestName } from "../infer/column-names.ts";
import { inferRules } from "../infer/infer-rules.ts";
import type { ColumnRule, DecimalMark, RawColumn, RawTable } from "../types.ts";
import type { ColumnStatistics } from "./column-statistics.ts";
import { matchNames, matchPlaces, type NameMatch } from "./match-names.ts";
import type { ColumnToRead, ReadAs } from "./read-as.ts";
import { recogniseDates } from "./recognise-dates.ts";
import { recogniseLevels } from "./recognise-levels.ts";
import { isAmbiguous, recogniseNumbers } from "./recognise-numbers.ts";
import type { FarValues, Recognised, RowsDoubt, RowsReading } from "./types.ts";

export interface RowsToRead {
  readonly table: RawTable;
  /** Of training, in the order of its columns. */
  readonly rules: readonly ColumnRule[];
  /** The name of what is predicted. */
  readonly target: string;
  /** Of the columns of training; none in pipelines that were saved without. */
  readonly usual: readonly ColumnStatistics[];
  /** What a person decided about these rows. */
  readonly readings: readonly RowsReading[];
}

export interface RecognisedRows {
  /** The rows, their columns under the names that the rules know. */
  readonly table: RawTable;
  /** Those of training, as these rows are written. */
  readonly rules: readonly ColumnRule[];
  readonly recognised: readonly Recognised[];
  readonly doubts: readonly RowsDoubt[];
  /** Of the target, which matter only where rows are measured. */
  readonly targetDoubts: readonly RowsDoubt[];
  readonly far: readonly FarValues[];
}

export function recogniseRows(given: RowsToRead): RecognisedRows {
  const { rules, target, usual, readings } = given;
  const { table, recognised, absent } = named(given);
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const inferred = onceFor(table);
  const reading = new Map(readings.map((each) => [each.column, each]));
  const seen = new Map(usual.map((each) => [each.name, each]));
  const ask = (rule: ColumnRule, column: RawColumn, habit?: DecimalMark): ColumnToRead => ({
    column,
    rule,
    usual: seen.get(rule.name),
    reading: reading.get(rule.name),
    found: () => inferred().get(rule.name),
    habit,
  });
  const read = new Map<string, ReadAs>();
  for (const rule of rules) {
    const column = byName.get(rule.name);
    if (column && (rule.role === "used" || rule.name === target)) read.set(rule.name, readAs(ask(rule, column)));
  }
  const habit = habitOf([...read.values()]) ?? habitOfFiles(given);
  for (const rule of rules) {
    const column = byName.get(rule.name);
    if (habit === undefined || rule.type !== "number" || !column || !read.has(rule.name)) continue;
    if (rule.decimalMark !== habit && isAmbiguous(column)) read.set(rule.name, readAs(ask(rule, column, habit)));
  }
  const outcomes = [...read].map(([name, outcome]) => ({ name, ...outcome }));
  const used = outcomes.filter(({ name }) => name !== target);
  return {
    table,
    rules: rules.map((rule) => read.get(rule.name)?.rule ?? rule),
    recognised: [...recognised, ...outcomes.flatMap((each) => each.recognised)],
    doubts: [...absent, ...used.flatMap(({ doubts }) => doubts)],
    targetDoubts: outcomes.filter(({ name }) => name === target).flatMap(({ doubts }) => doubts),
    far: used.flatMap(({ far }) => far ?? []),
  };
}

function readAs(asked: ColumnToRead): ReadAs {
  const { type } = asked.rule;
  switch (type) {
    case "number":
      return recogniseNumbers(asked);
    case "date":
      return recogniseDates(asked);
    case "category":
    case "text":
      return recogniseLevels(asked);
    default:
      return type satisfies never;
  }
}

/** The rules that the rows would have by themselves, by name; inferred when first asked for. */
function onceFor(table: RawTable): () => ReadonlyMap<string, ColumnRule> {
  let known: ReadonlyMap<string, ColumnRule> | undefined;
  return () => {
    known ??= new Map(inferRules(table).map((rule) => [rule.name, rule]));
    return known;
  };
}

/** The decimal mark that columns of the rows were found to have, where training had the other. */
function habitOf(outcomes: readonly ReadAs[]): DecimalMark | undefined {
  const marks = outcomes.flatMap(({ recognised }) =>
    recognised.flatMap((each) => (each.kind === "mark" ? [each.mark] : [])),
  );
  return new Set(marks).size === 1 ? marks[0] : undefined;
}

/** Where nothing is known of the values of training, a mark that is usual in such files leaves doubt. */
function habitOfFiles({ usual, table }: RowsToRead): DecimalMark | undefined {
  const areSemicolons = table.sources.every(({ dialect }) => dialect.delimiter === ";");
  return usual.length === 0 && areSemicolons ? "," : undefined;
}

interface NamedRows {
  readonly table: RawTable;
  readonly recognised: readonly Recognised[];
  readonly absent: readonly RowsDoubt[];
}

/** Columns under the names of the rules. */
function named({ table, rules, target, readings }: RowsToRead): NamedRows {
  const names = rules.map(({ name }) => name);
  const columns = table.columns.map(({ name }) => name);
  const chosen = readings.flatMap(({ column, from }): NameMatch[] =>
    from !== undefined && columns.includes(from) ? [{ name: column, found: from }] : [],
  );
  const isChosen = (match: NameMatch) => chosen.some(({ name, found }) => name === match.name || found === match.found);
  const byName = matchNames(names, columns);
  const byPlace = byName.length === 0 ? matchPlaces(names, columns, target) : undefined;
  const matches = [...(byPlace ?? byName).filter((match) => !isChosen(match)), ...chosen];
  const nameOf = new Map(matches.map(({ name, found }) => [found, name]));
  const isFound = new Set(matches.map(({ name }) => name));
  const free = columns.filter((name) => !nameOf.has(name));
  const absent = rules.flatMap(({ name, role }): RowsDoubt[] => {
    if (role !== "used" || name === target || isFound.has(name)) return [];
    const near = nearestName(free, name);
    const offered = free.length <= MOST_OFFERED ? free : near === undefined ? [] : [near];
    const choices = offered.map((from) => ({ column: name, from }));
    return [
      {
        kind: "absent",
        column: name,
        choices: choices.sort((a, b) => Number(b.from === near) - Number(a.from === near)),
      },
    ];
  });
  const said: readonly Recognised[] = byPlace
    ? [{ kind: "place", columns: byPlace.map(({ name }) => name) }]
    : matches
        .filter(({ name, found }) => name !== found)
        .map(({ name, found }) => ({ kind: "name", column: name, found }));
  return { table: renamed(table, nameOf), recognised: said, absent };
}

/** More columns that could be meant are no choice by buttons. */
const MOST_OFFERED = 4;

/** A column that no rule knows gives way where its name is one of the rules'. */
function renamed(table: RawTable, nameOf: ReadonlyMap<string, string>): RawTable {
  const taken = new Set(nameOf.values());
  const columns = table.columns.map((column) => {
    const name = nameOf.get(column.name);
    if (name !== undefined) return name === column.name ? column : { ...column, name };
    if (!taken.has(column.name)) return column;
    let free = `${column.name} (2)`;
    for (let copy = 3; taken.has(free); copy++) free = `${column.name} (${copy})`;
    return { ...column, name: free };
  });
  return { ...table, columns };
}
