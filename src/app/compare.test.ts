import { beforeAll, describe, expect, test } from "vitest";
import { StudioError } from "../base/error.ts";
import { createEvaluatorEngine } from "../engine/reference/evaluator-engine.ts";
import { defaultDocument } from "../pipeline/default-document.ts";
import { splitSettingsSchema } from "../pipeline/document.ts";
import type { Task } from "../table/types.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { comparePredictions, rowsCsv, tableOfTraining } from "./compare.ts";
import { dependenceOn } from "./dependence.ts";
import { worthOfColumns } from "./importance.ts";
import { type OpenTable, openTable, textFile } from "./open-table.ts";
import { train } from "./train.ts";
import { trainingTable } from "./training-table.ts";

const N_ROWS = 120;
const LABELS = ["no", "yes"];
/** So that no column gives the target away. */
const noiseOf = (row: number) => (row * 53) % 29;
const labelOf = (row: number) => LABELS[Number(((row * 37) % 101) + 3 * noiseOf(row) > 90)];

/** A number that tells the class, or that the number to be predicted is twice of. */
const textOf = (task: Task) =>
  [
    "size,target",
    ...Array.from({ length: N_ROWS }, (_, row) => {
      const size = (row * 37) % 101;
      return `${size},${task === "regression" ? 2 * size + 3 * noiseOf(row) : labelOf(row)}`;
    }),
  ].join("\n");

interface RunOf {
  readonly files?: readonly (readonly [name: string, text: string])[];
  readonly maxSteps?: number;
  readonly learningRate?: number;
}

async function trainedOn(
  task: Task,
  { files = [["data.csv", textOf(task)]], maxSteps = 5, learningRate = 0.005 }: RunOf = {},
): Promise<{ readonly trained: TrainedPipeline; readonly open: OpenTable }> {
  const open = await openTable(files.map(([name, text]) => textFile(name, text)));
  const wishes = { overrides: [], target: { name: "target", task } };
  const table = trainingTable({ open, wishes, split: splitSettingsSchema.parse({ seed: 3 }) });
  const start = defaultDocument(table.dataset.schema);
  const training = { ...start.training, deploy: "one" as const, maxSteps, learningRate, budgetSeconds: 3600, seed: 3 };
  const document = { ...start, training, table: { overrides: [], dialects: [], target: { name: "target", task } } };
  let now = 0;
  const choose = async () => ({ engine: createEvaluatorEngine(), reason: "" });
  const trained = await train({ table, document, engine: "auto" }, { engines: { choose }, clock: () => now++ });
  return { trained, open };
}

const tableFrom = async (text: string, name = "mine.csv") => (await openTable([textFile(name, text)])).table;

let binary: Awaited<ReturnType<typeof trainedOn>>;
let testRows: readonly number[];
/** Probabilities of "yes", of row after row. */
let said: readonly number[];

beforeAll(async () => {
  binary = await trainedOn("binary");
  const table = tableOfTraining(binary.trained, binary.open);
  testRows = [...table.dataset.split.test];
  said = Array.from({ length: N_ROWS }, (_, row) => (labelOf(row) === "yes" ? 0.8 : 0.3));
});

const linesOf = (rows: readonly number[]) => rows.map((row) => `${row + 1},${1 - said[row]},${said[row]}`);
const compare = async (text: string) =>
  comparePredictions(binary.trained, tableOfTraining(binary.trained, binary.open), await tableFrom(text));

test("the list of rows says of each labelled row, counted from 1, which split it is in", () => {
  const table = tableOfTraining(binary.trained, binary.open);
  const [head, ...lines] = rowsCsv(binary.trained, table).trimEnd().split("\n");
  expect(head).toBe("row,split");
  expect(lines).toHaveLength(N_ROWS);
  expect(lines.filter((line) => line.endsWith(",test")).map((line) => Number.parseInt(line, 10) - 1)).toEqual(testRows);
});

describe("predictions of somebody else's model", () => {
  test("are scored on the test rows, in any order and with others beside them", async () => {
    const rows = [...Array(N_ROWS).keys()].reverse();
    const compared = await compare(["row,p_no,p_yes", ...linesOf(rows)].join("\n"));
    const losses = testRows.map((row) => -Math.log(labelOf(row) === "yes" ? 0.8 : 0.7));
    expect(compared.theirs.logLoss).toBeCloseTo(losses.reduce((sum, loss) => sum + loss) / losses.length, 12);
    expect(compared.theirs.accuracy).toBe(1);
    expect(compared.ours.logLoss).toBeCloseTo(binary.trained.report.metrics.test.tuned?.logLoss ?? Number.NaN, 9);
    expect(compared.difference).toBeCloseTo((compared.theirs.logLoss ?? 0) - (compared.ours.logLoss ?? 0), 12);
    expect(compared.nRows).toBe(testRows.length);
    expect(compared.sentence).toContain("“mine.csv”");
    expect(compared.notes).toEqual([
      `${N_ROWS - testRows.length} predictions of rows that are no test rows were left out.`,
    ]);
  });

  test("that are our own are no different, in the columns that predict writes", async () => {
    const { dataset } = tableOfTraining(binary.trained, binary.open);
    const { predict } = await import("../training/predict.ts");
    const { values } = await predict(binary.trained.predictor, dataset, { rows: Uint32Array.from(testRows) });
    const lines = testRows.map((row, index) => `x,${row + 1},${values[2 * index]},${values[2 * index + 1]}`);
    const compared = await compare(["size,row,p_no,p_yes", ...lines].join("\n"));
    expect(compared).toMatchObject({ difference: 0, verdict: "no clear difference" });
    expect(compared.theirs).toEqual(compared.ours);
  });

  test("that are classes alone are compared by accuracy", async () => {
    const compared = await compare(
      ["row,prediction", ...testRows.map((row) => `${row + 1},${labelOf(row)}`)].join("\n"),
    );
    expect(compared).toMatchObject({ metric: "accuracy", theirs: { accuracy: 1 } });
    expect(compared.ours.accuracy).toBe(binary.trained.report.metrics.test.tuned?.accuracy);
    expect(compared.ours.logLoss).toBeUndefined();
  });

  test("that were written with few digits are divided by their sum", async () => {
    const compared = await compare(["row,p_no,p_yes", ...testRows.map((row) => `${row + 1},0.33,0.66`)].join("\n"));
    const loss = testRows.map((row) => -Math.log(labelOf(row) === "yes" ? 2 / 3 : 1 / 3));
    expect(compared.theirs.logLoss).toBeCloseTo(loss.reduce((sum, each) => sum + each) / loss.length, 12);
    expect(compared.notes.join()).toContain("divided by their sum");
  });

  test("of numbers are compared by the root mean squared error", async () => {
    const { trained, open } = await trainedOn("regression");
    const table = tableOfTraining(trained, open);
    const rows = [...table.dataset.split.test];
    const theirs = await tableFrom(
      [
        "row,prediction",
        ...rows.map((row) => `${row + 1},${2 * ((row * 37) % 101) + 3 * noiseOf(row) + 0.5 * (row % 3)}`),
      ].join("\n"),
    );
    const compared = await comparePredictions(trained, table, theirs);
    const squares = rows.map((row) => (0.5 * (row % 3)) ** 2);
    expect(compared.theirs.rmse).toBeCloseTo(Math.sqrt(squares.reduce((sum, each) => sum + each) / rows.length), 9);
    expect(compared.verdict).toBe("worse");
  });

  test.each([
    ["E_COMPARE_COLUMN", () => ["id,p_no,p_yes", ...linesOf(testRows)]],
    ["E_COMPARE_COLUMN", () => ["row,p_no", ...testRows.map((row) => `${row + 1},1`)]],
    ["E_COMPARE_COLUMN", () => ["row,guess", ...testRows.map((row) => `${row + 1},yes`)]],
    ["E_COMPARE_CELL", () => ["row,p_no,p_yes", ...linesOf(testRows), `${testRows[0] + 1},0.5,0.5`]],
    ["E_COMPARE_CELL", () => ["row,p_no,p_yes", ...testRows.map((row) => `${row + 1},0.5,0.1`)]],
    ["E_COMPARE_CELL", () => ["row,p_no,p_yes", ...testRows.map((row) => `${row + 1},-0.5,1.5`)]],
    ["E_COMPARE_CELL", () => ["row,p_no,p_yes", ...testRows.map((row) => `${row}.5,0.5,0.5`)]],
    ["E_COMPARE_CELL", () => ["row,prediction", ...testRows.map((row) => `${row + 1},perhaps`)]],
    ["E_COMPARE_ROWS", () => ["row,p_no,p_yes", ...linesOf(testRows.slice(1))]],
  ])("are refused with %s where they cannot be compared", async (code, lines) => {
    const failed = await compare(lines().join("\n")).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(StudioError);
    expect(failed).toMatchObject({ details: { code } });
  });
});

test("a table, or a split, that the pipeline was not trained on is refused", async () => {
  const { trained, open } = binary;
  const other = await openTable([textFile("data.csv", `${textOf("binary")}\n50,no`)]);
  const letters = "TVE".repeat(N_ROWS / 3);
  for (const table of [tableOfTraining(trained, other), tableOfTraining(trained, open, letters)]) {
    expect(() => rowsCsv(trained, table)).toThrow(/E_COMPARE_SPLIT/);
  }
});

test("a run that left a file out is still asked about its own rows, and says nothing of that file's", async () => {
  const nRows = 40;
  const fileOf = (isWrong: boolean) =>
    [
      "size,target",
      ...Array.from({ length: nRows }, (_, row) => {
        const size = (row * 37) % 101;
        return `${size},${LABELS[Number(size > 50 !== isWrong)]}`;
      }),
    ].join("\n");
  const files = ["a.csv", "b.csv", "c.csv"].map((name) => [name, fileOf(name === "c.csv")] as const);
  const { trained, open } = await trainedOn("binary", { files, maxSteps: 12, learningRate: 0.1 });
  expect(trained.report.sources?.files.map(({ isLeftOut }) => isLeftOut)).toEqual([false, false, true]);
  const table = tableOfTraining(trained, open);
  const { validation, test: tested } = table.dataset.split;
  const judged = [...validation].filter((row) => row < 2 * nRows);
  expect(judged.length).toBeLessThan(validation.length);
  const pause = async () => {};
  const asked = await worthOfColumns(trained, table, { pause, onProgress: () => {} });
  expect([asked.split, asked.nRows]).toEqual(["validation", judged.length]);
  expect((await dependenceOn(trained, table, { column: "size", pause }))?.nRows).toBe(judged.length);
  const guesses = [...tested].map((row) => `${row + 1},yes`);
  const theirs = await tableFrom(["row,prediction", ...guesses].join("\n"));
  expect((await comparePredictions(trained, table, theirs)).nRows).toBe(tested.length);
});
