/** What the stored results come to, as tables of Markdown. */
import { deviation, mean } from "../../src/base/spread.ts";
import { budgetWords } from "./budget.ts";
import { METHOD_NAMES, type MethodName } from "./methods.ts";
import type { ResultLine } from "./results.ts";
import { outcomeOf, type PairedDifference } from "./score.ts";
import { ACCURACY_TABLES, type AccuracyTable, isDiffPrep, isHeldOut, PLANTED_TABLES } from "./tables.ts";

/** Results of one table under one split, by method. */
type Case = ReadonlyMap<MethodName, ResultLine>;

/** Methods with results for fewer of the cases have no place in means over the cases that all have. */
const COVERED = 0.8;
const DIGITS = 4;
const number = (value: number | undefined, digits = DIGITS): string =>
  value === undefined || Number.isNaN(value) ? "" : value.toFixed(digits).replace(/^-(?=[0.]*$)/, "");

/** Mean ± standard error over values that are there. */
function meanWords(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return "";
  return `${number(mean(known))} ± ${number(deviation(known) / Math.sqrt(known.length))}`;
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function casesOf(lines: readonly ResultLine[]): readonly Case[] {
  const cases = new Map<string, Map<MethodName, ResultLine>>();
  for (const line of lines) {
    const key = JSON.stringify([line.dataset, line.split, line.rows.fingerprint, line.seeds.training]);
    const found = cases.get(key) ?? new Map<MethodName, ResultLine>();
    cases.set(key, found.set(line.method, line));
  }
  const order = [...ACCURACY_TABLES, ...PLANTED_TABLES].map(({ name }) => name);
  const placeOf = (each: Case) => order.indexOf(firstOf(each).dataset);
  return [...cases.values()].sort((a, b) => placeOf(a) - placeOf(b)).map(withoutRunaways);
}

const firstOf = (each: Case): ResultLine => [...each.values()][0];

function isOf(each: Case, is: (row: AccuracyTable) => boolean): boolean {
  const row = [...ACCURACY_TABLES, ...PLANTED_TABLES].find(({ name }) => name === firstOf(each).dataset);
  return row !== undefined && is(row);
}

const isHeldOutCase = (each: Case): boolean => isOf(each, isHeldOut);

const isRunaway = ({ method, validationLoss }: ResultLine, constant: ResultLine): boolean =>
  method.startsWith("boosting") && validationLoss > constant.validationLoss;

/**
 * Boosting that is worse on validation rows than the shares of the classes counts as these: nobody would use it. It happens
 * where classes are rare, and would decide every mean.
 */
function withoutRunaways(each: Case): Case {
  const constant = each.get("constant");
  return new Map(
    [...each].map(([method, line]) => [method, constant && isRunaway(line, constant) ? constant : line] as const),
  );
}

/** The loss of the first less that of the second, from whichever line has it. */
function differenceOf(first: ResultLine, second: ResultLine): PairedDifference | undefined {
  const told = first.against[second.id];
  if (told) return { difference: told[0], standardError: told[1] };
  const reverse = second.against[first.id];
  return reverse && { difference: -reverse[0], standardError: reverse[1] };
}

/** Mean of the columns over cases that all methods have; differences to the plain pipeline over tables, splits averaged. */
function meansTable(cases: readonly Case[], methods: readonly MethodName[]): string {
  const shared = cases.filter((each) => methods.every((method) => each.has(method)));
  const rows = methods.map((method) => {
    const lines = shared.map((each) => each.get(method)).filter((line) => line !== undefined);
    const byTable = new Map<string, number[]>();
    for (const each of shared) {
      const [own, plain] = [each.get(method), each.get("plain")];
      if (!own || !plain || own === plain) continue;
      const difference = lossOf(own) - lossOf(plain);
      byTable.set(own.dataset, [...(byTable.get(own.dataset) ?? []), difference]);
    }
    return [
      method,
      meanWords(lines.map(({ accuracy }) => accuracy)),
      meanWords(lines.map(({ logLoss }) => logLoss)),
      meanWords(lines.map(({ r2 }) => r2)),
      byTable.size === 0 ? "" : meanWords([...byTable.values()].map(mean)),
      number(mean(lines.map(({ cpuSeconds, seconds }) => cpuSeconds ?? seconds)), 1),
    ];
  });
  const head = ["method", "accuracy", "log loss", "R²", "loss less that of plain, by table", "core seconds"];
  return `${shared.length} of ${cases.length} table × split have all methods.\n\n${markdown(head, rows)}`;
}

/** How far methods are from the fixed scaling that turned out best on these very test rows, by table. */
function regretNote(cases: readonly Case[], methods: readonly MethodName[]): string {
  const regrets = methods.flatMap((method) => {
    const byTable = new Map<string, number[]>();
    for (const each of cases) {
      const [own, fixed] = [each.get(method), each.get("fixed")];
      if (!own || !fixed?.tried) continue;
      const regret = lossOf(own) - Math.min(...fixed.tried.map(({ loss }) => loss));
      byTable.set(own.dataset, [...(byTable.get(own.dataset) ?? []), regret]);
    }
    return byTable.size === 0 ? [] : [`${method} ${meanWords([...byTable.values()].map(mean))}`];
  });
  return regrets.length === 0
    ? ""
    : `Loss less that of the fixed scaling that turned out best on the test rows, which nobody could know: ${regrets.join(", ")}.`;
}

/** Of the product's own runs: what it deployed beside what it compared that with, on the same rows and of one budget. */
function stagesTable(cases: readonly Case[]): string {
  const runs = cases.flatMap((each) => {
    const run = each.get("learned")?.stages;
    return run ? [run] : [];
  });
  const stages = [...new Set(runs.flatMap((run) => Object.keys(run)))];
  if (runs.length === 0) return "";
  const rows = stages.map((stage) => {
    const own = runs.flatMap((run) => (run[stage] ? [run[stage]] : []));
    const columns = [own.map(({ accuracy }) => accuracy), own.map(({ logLoss }) => logLoss), own.map(({ r2 }) => r2)];
    return [stage, String(own.length), ...columns.map(meanWords)];
  });
  return markdown(["stage of the product's run", "runs", "accuracy", "log loss", "R²"], rows);
}

function lossOf({ losses: { n, sum } }: ResultLine): number {
  return sum / n;
}

/** Of the row's method against the column's: wins, ties, losses, by the loss of test rows. */
function duelsTable(cases: readonly Case[], methods: readonly MethodName[]): string {
  const rows = methods.map((method) => [
    method,
    ...methods.map((other) => {
      if (method === other) return "";
      const counts = { win: 0, tie: 0, loss: 0 };
      for (const each of cases) {
        const [own, theirs] = [each.get(method), each.get(other)];
        const paired = own && theirs && differenceOf(own, theirs);
        if (paired) counts[outcomeOf(paired)]++;
      }
      return `${counts.win} – ${counts.tie} – ${counts.loss}`;
    }),
  ]);
  return markdown(["wins – ties – losses against", ...methods], rows);
}

function eachTable(cases: readonly Case[], methods: readonly MethodName[]): string {
  const rows = cases.map((each) => {
    const { dataset, split, task } = firstOf(each);
    const cells = methods.map((method) => {
      const line = each.get(method);
      if (!line) return "";
      return task === "regression" ? `${number(line.r2)}` : `${number(line.accuracy)} / ${number(line.logLoss)}`;
    });
    return [`${dataset}${isHeldOutCase(each) ? "*" : ""}, ${split}`, ...cells];
  });
  return markdown(["table, split (* held out): accuracy / log loss, or R²", ...methods], rows);
}

function runawayNote(cases: readonly Case[]): string {
  const names = cases.flatMap((each) =>
    [...each].flatMap(([method, line]) => (line.method === method ? [] : [`${method} on ${line.dataset}`])),
  );
  return names.length === 0
    ? ""
    : `Worse on validation rows than the shares of the classes, and counted as these: ${[...new Set(names)].join(", ")}.`;
}

function groupText(title: string, cases: readonly Case[], methods: readonly MethodName[]): string {
  if (cases.length === 0) return "";
  const present = methods.filter((method) => {
    const nCases = cases.filter((each) => each.has(method)).length;
    return nCases >= COVERED * cases.length;
  });
  return [
    `## ${title}`,
    meansTable(cases, present),
    regretNote(cases, present),
    duelsTable(cases, present),
    stagesTable(cases),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

/**
 * Tables with planted damage: how far the product's run is below the other methods, and how much of what the plain pipeline lost by
 * the damage it won back. What was lost is told by the plain pipeline of somebody who is told which cells are damaged.
 */
function plantedText(cases: readonly Case[], methods: readonly MethodName[]): string {
  const planted = cases.filter((each) => isOf(each, (row) => row.planted?.isTold === false));
  if (planted.length === 0) return "";
  const others = methods.filter((method) => method !== "learned" && planted.some((each) => each.has(method)));
  const rows = planted.map((each) => {
    const { dataset, split } = firstOf(each);
    const [own, plain] = [each.get("learned"), each.get("plain")];
    const told = cases
      .find((other) => firstOf(other).dataset === dataset.replace(/planted$/, "told") && firstOf(other).split === split)
      ?.get("plain");
    const isWonBack = own && plain && told;
    return [
      `${dataset.replace(/ planted$/, "")}, ${split}`,
      ...[own, ...others.map((method) => each.get(method))].map((line) => (line ? number(lossOf(line)) : "")),
      told ? number(lossOf(told)) : "",
      isWonBack ? `${Math.round((100 * (lossOf(plain) - lossOf(own))) / (lossOf(plain) - lossOf(told)))} %` : "",
    ];
  });
  const losses = others.map((method) => {
    const differences = planted.flatMap((each) => {
      const [own, other] = [each.get("learned"), each.get(method)];
      return own && other ? [lossOf(own) - lossOf(other)] : [];
    });
    return `${method} ${meanWords(differences)}`;
  });
  const head = ["loss of test rows, table and split", "learned", ...others, "plain, told of the damage", "won back"];
  return [
    "## Tables with planted damage",
    markdown(head, rows),
    `Loss of *learned* less that of the others: ${losses.join(", ")}.`,
    duelsTable(planted, ["learned", ...others]),
  ].join("\n\n");
}

const isPlanted = (each: Case): boolean => isOf(each, (row) => row.planted !== undefined);

/** @param budget as `budgetWords` says it; absent: every budget that there is, one after the other. */
export function reportText(lines: readonly ResultLine[], budget?: string): string {
  const budgets = [...new Set(lines.flatMap((line) => (line.budget ? [budgetWords(line.budget)] : [])))];
  const wanted = budgets.filter((words) => budget === undefined || words === budget);
  if (wanted.length === 0)
    return `No results${budget ? ` of ${budget}` : ""}. There are: ${budgets.join(", ") || "none"}.`;
  return wanted.map((words) => budgetText(lines, words)).join("\n\n");
}

function budgetText(lines: readonly ResultLine[], words: string): string {
  const own = casesOf(lines.filter(({ budget }) => budget === null || budgetWords(budget) === words));
  // A case of nothing but methods without a budget says nothing about this one.
  const all = own.filter((each) => [...each.values()].some(({ budget }) => budget !== null));
  const cases = all.filter((each) => !isPlanted(each));
  const methods = METHOD_NAMES.filter((method) => all.some((each) => each.has(method)));
  const diffprep = cases.filter((each) => isOf(each, isDiffPrep) && firstOf(each).split === 1);
  return [
    `# ${words}`,
    eachTable(cases, methods),
    groupText(
      "Tables that settings may be tuned on",
      cases.filter((each) => !isHeldOutCase(each)),
      methods,
    ),
    groupText("Tables held out from all tuning", cases.filter(isHeldOutCase), methods),
    groupText("DiffPrep's twelve, split 1, held out or not", diffprep, methods),
    plantedText(all, methods),
    runawayNote(all),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}
