/** The verbs of the command line, each in processes of its own. */
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Outcome, PROGRAM, diffml as runDiffml } from "./testing/diffml.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PENGUINS = at("../../public/samples/penguins.csv");
const N_ROWS = readFileSync(PENGUINS, "utf8").trimEnd().split("\n").length - 1;

let folder: string;

const diffml = (...words: readonly string[]) => runDiffml(folder, words);

const readJson = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));

/** Good enough for the penguins, which need no quotes. */
const cellsOf = (text: string) =>
  text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(","));

/** One pipeline is deployed where that will do: its file is smaller. */
const ONE = ["--deploy", "one"];
/** Where it is not asked what a run comes to: a limit of steps would have all candidates trained. */
const SHORT = [...ONE, "--engine", "compiled-wasm", "--max-seconds", "1"];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "diffml-cli-"));
  copyFileSync(PENGUINS, join(folder, "penguins.csv"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("describe", () => {
  const rows = [
    "size;when;kind",
    ...Array.from({ length: 12 }, (_, i) => `${i},5;2024-01-${10 + i};${i % 2 ? "a" : "b"}`),
    "NA;;b",
  ];
  beforeAll(() => writeFileSync(join(folder, "rows.csv"), `${rows.join("\n")}\n`));

  test("says every column, cell and label as training would read them", async () => {
    const { code, stdout } = await diffml("describe", "rows.csv", "--target", "kind", "--values", "--report", "-");
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    const of = (name: string) => report.columns.find((column: { name: string }) => column.name === name);
    expect(report).toMatchObject({ rows: 13, issues: [], target: { name: "kind", task: "binary", unlabelled: 0 } });
    expect([...report.target.classes].sort()).toEqual(["a", "b"]);
    expect(of("size")).toMatchObject({ type: "number", role: "used", nMissing: 1, missingMarkers: ["NA"] });
    expect(of("size").values).toEqual([...Array.from({ length: 12 }, (_, i) => i + 0.5), null]);
    expect(of("when").days).toEqual([...Array.from({ length: 12 }, (_, i) => 19732 + i), null]);
    expect(of("kind").values).toEqual([...Array.from({ length: 12 }, (_, i) => (i % 2 ? "a" : "b")), "b"]);
  });

  test("prints a table for people, and refuses a target that is not there", async () => {
    const { code, stdout } = await diffml("describe", "rows.csv");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^13 rows, 3 columns\n/);
    expect(stdout).toMatch(/\nwhen +date +used +1 +/);
    expect(stdout).toContain("\nRows could be split by when (--time). Its dates run from 2024-01-10 to 2024-01-21");
    const refused = await diffml("describe", "rows.csv", "--target", "price");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("E_TARGET_COLUMN");
  });
});

describe("splits", () => {
  const rows = Array.from({ length: 60 }, (_, i) => [
    `p${i % 20}`,
    i % 5 === 4 ? "test" : "train",
    (i * 37) % 11,
    i % 3 ? "a" : "b",
  ]);
  const trainBy = (...options: readonly string[]) =>
    diffml(
      ...["train", "visits.csv", "--target", "kind", "--out", "visits.json", "--report", "visits-report.json"],
      ...SHORT,
      ...options,
    );
  beforeAll(() => writeFileSync(join(folder, "visits.csv"), ["patient,set,size,kind", ...rows].join("\n")));

  test("a column tells it, another keeps rows together, and the pipeline that is written says which", async () => {
    const told = await trainBy("--split-by", "set");
    expect(told).toMatchObject({ code: 0, stderr: "" });
    expect(readJson("visits-report.json").rows).toMatchObject({ train: 36, validation: 12, test: 12 });
    expect(readJson("visits.json").document.training.split).toMatchObject({ by: "column", column: "set" });
    const grouped = await trainBy(
      ...["--group", "patient", "--pipeline", "visits.json", "--out", "grouped.json", "--verbose"],
    );
    expect(grouped.stderr).toContain('Rows of one "patient" stay together: 20 groups, the largest of 3 rows.');
    const { train, validation, test: tested } = readJson("visits-report.json").rows;
    expect([train + validation + tested, train % 3, validation % 3, tested % 3]).toEqual([60, 0, 0, 0]);
    expect(readJson("grouped.json").document.training.split).toEqual({ by: "group", column: "patient" });
  });

  test("where values do not say it, the error names them, and what is offered is said", async () => {
    const refused = await trainBy("--split-by", "patient");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("E_SPLIT_VALUES");
    const silent = await trainBy("--verbose");
    expect(silent.stderr).toContain(
      'Rows could be split by set (--split-by). Its cells say it: "train" (48) and "test" (12).',
    );
  });
});

test("what is said of columns is told before training, stands in the pipeline, and holds when it is trained again", async () => {
  const rows = Array.from({ length: 60 }, (_, i) => [
    i % 10 ? 40 + ((i * 37) % 50) : "-9.0",
    i % 4,
    i,
    i % 3 ? "a" : "b",
  ]);
  writeFileSync(join(folder, "doses.csv"), ["dose,grade,visit,kind", ...rows].join("\n"));
  const trainTo = (out: string, ...words: readonly string[]) =>
    diffml(...["train", "doses.csv", "--target", "kind", "--out", out], ...SHORT, ...words);
  const plain = await trainTo("plain.json");
  expect(plain.stderr).toContain(
    'Column dose: "-9" may mean "missing" and is read as a number; --missing "dose=-9" if so.',
  );
  const words = ["--missing", "dose=-9", "--type", "grade=category", "--role", "visit=used"];
  const said = await trainTo("said.json", ...words);
  expect(said).toMatchObject({ code: 0, stderr: "" });
  const { table, rules } = readJson("said.json").document;
  expect(table.overrides).toEqual([
    { name: "grade", type: "category" },
    { name: "visit", role: "used" },
    { name: "dose", missingMarkers: ["-9", "-9.0"] },
  ]);
  expect(await trainTo("again.json", "--pipeline", "said.json")).toMatchObject({ code: 0, stderr: "" });
  expect(readJson("again.json").document).toMatchObject({ table: { overrides: table.overrides }, rules });
  const described = await diffml("describe", "doses.csv", ...words, "--report", "-");
  const dose = JSON.parse(described.stdout).columns.find(({ name }: { name: string }) => name === "dose");
  expect(dose).toMatchObject({ type: "number", nMissing: 6, missingMarkers: ["-9", "-9.0"] });
});

test("the unit of the target is told with its metrics, in every report", async () => {
  const rows = Array.from({ length: 60 }, (_, i) => [`${20 + ((i * 37) % 50)} years`, `${100 + ((i * 13) % 70)} EUR`]);
  writeFileSync(join(folder, "prices.csv"), ["age,price", ...rows].join("\n"));
  const trained = await diffml(
    ...["train", "prices.csv", "--target", "price", "--out", "prices.json", "--report", "prices-report.json"],
    ...SHORT,
    "--verbose",
  );
  expect(trained.stderr).toMatch(/Test rmse: [\d.]+ EUR after \d+ steps?\./);
  expect(readJson("prices-report.json")).toMatchObject({ task: "regression", unit: "EUR" });
  // Where nothing was worth learning, there is no amount to tell.
  expect(readJson("prices-report.json").verdict.sentence).toMatch(/[\d.]+ EUR\b|^Nothing worth learning/);
  const { rules } = readJson("prices.json").document;
  expect(rules.map(({ numberFormat }: { numberFormat: { unit: string } }) => numberFormat.unit)).toEqual([
    "years",
    "EUR",
  ]);
  await diffml("evaluate", "prices.json", "prices.csv", "--report", "measured.json");
  expect(readJson("measured.json")).toMatchObject({ target: "price", unit: "EUR" });
  const predicted = await diffml("predict", "prices.json", "prices.csv", "--out", "predicted.csv", "--verbose");
  expect(predicted.stderr).toContain("Predicted 60 rows, in EUR.");
});

describe("train, predict, evaluate", () => {
  let trained: Outcome;
  const STEPS = 30;
  const letters = Array.from({ length: N_ROWS }, (_, row) => "TTTVE"[row % 5]).join("");

  beforeAll(async () => {
    writeFileSync(join(folder, "split.txt"), letters.replace(/(.{50})/g, "$1\n"));
    trained = await diffml(
      ...["train", "penguins.csv", "--target", "species", "--split", "split.txt", "--seed", "5"],
      ...["--engine", "compiled-wasm", "--max-steps", String(STEPS), "--max-seconds", "60"],
      ...["--out", "trained.json", "--report", "report.json", "--suspicious", "suspicious.csv"],
    );
  }, 60_000);

  test("rows whose labels look wrong are listed by their number", () => {
    const [header, ...listed] = cellsOf(readFileSync(join(folder, "suspicious.csv"), "utf8"));
    expect(header).toEqual(["file", "row", "label", "expected", "suspicion"]);
    expect(listed.length).toBe(readJson("report.json").suspicious.rows.length);
  });

  test("training leaves a pipeline and a report, and says nothing when nobody watches", () => {
    expect(trained).toEqual({ code: 0, stdout: "", stderr: "" });
    const report = readJson("report.json");
    expect(report).toMatchObject({ task: "multiclass", engine: "compiled-wasm", steps: STEPS, seed: 5 });
    expect(report.target).toBe("species");
    const count = (letter: string) => letters.split(letter).length - 1;
    expect(report.rows).toEqual({
      total: N_ROWS,
      train: count("T"),
      validation: count("V"),
      test: count("E"),
      unlabelled: 0,
    });
    for (const split of ["train", "validation", "test"]) {
      const stages = ["baseline", "constant", "learned", "soft", "tuned"];
      expect(Object.keys(report.metrics[split])).toEqual(expect.arrayContaining(stages));
    }
    for (const metric of ["accuracy", "balancedAccuracy", "logLoss", "macroF1", "rocAuc"]) {
      expect(report.metrics.test.tuned[metric]).toEqual(expect.any(Number));
    }
    expect(report.metrics.test.tuned.accuracy).toBeGreaterThan(report.metrics.test.constant.accuracy);
  });

  test("predictions keep every row and column and add a class and its probabilities", async () => {
    expect(await diffml("predict", "trained.json", "penguins.csv", "--out", "predictions.csv")).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
    const input = cellsOf(readFileSync(PENGUINS, "utf8"));
    const output = cellsOf(readFileSync(join(folder, "predictions.csv"), "utf8"));
    expect(output.map((row) => row.slice(0, input[0].length))).toEqual(input);
    const added = output.map((row) => row.slice(input[0].length));
    expect(added[0]).toEqual(["prediction", "p_Adelie", "p_Chinstrap", "p_Gentoo"]);
    for (const [label, ...shares] of added.slice(1)) {
      const numbers = shares.map(Number);
      expect(numbers.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(label).toBe(["Adelie", "Chinstrap", "Gentoo"][numbers.indexOf(Math.max(...numbers))]);
    }
  });

  test("metrics of the test rows, evaluated from the file, are those of the report", async () => {
    const [header, ...rows] = readFileSync(PENGUINS, "utf8").trimEnd().split(/\r?\n/);
    writeFileSync(join(folder, "test.csv"), [header, ...rows.filter((_, row) => letters[row] === "E")].join("\n"));
    const { code, stdout, stderr } = await diffml("evaluate", "trained.json", "test.csv");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const evaluated = JSON.parse(stdout);
    expect(evaluated.rows.test).toBe(letters.split("E").length - 1);
    expect(evaluated.metrics.test.tuned).toEqual(readJson("report.json").metrics.test.tuned);
  });

  test("metrics of the file that was trained on come with a warning", async () => {
    const { code, stderr } = await diffml("evaluate", "trained.json", "penguins.csv", "--report", "flattering.json");
    expect(code).toBe(0);
    expect(stderr).toContain("Trained on penguins.csv: these metrics are too good");
  });

  test("what the pipeline does not know is listed, and predicted all the same", async () => {
    const text = readFileSync(PENGUINS, "utf8").split(/\r?\n/).slice(0, 9).join("\n");
    const lines = text.replace("island", "isle").replace("39.1", "thick").replace("39.5", "thick").split("\n");
    writeFileSync(join(folder, "strange.csv"), lines.join("\n"));
    const refused = await diffml("predict", "trained.json", "strange.csv");
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(/island: no such column here.*--force.*\[E_ROWS_UNFIT\]/);
    const { code, stdout, stderr } = await diffml(
      "predict",
      "trained.json",
      "strange.csv",
      "--force",
      "--report",
      "r.json",
    );
    expect(code).toBe(0);
    expect(cellsOf(stdout)).toHaveLength(9);
    expect(stderr).toContain("island: no such column here");
    expect(readJson("r.json")).toMatchObject({ rows: 8, doubts: [{ kind: "absent", column: "island" }] });
    expect(stderr).toContain('2 cells that cannot be read, taken as missing, such as "thick".');
  });

  test("a column that is called otherwise is read as what it is said to be, and keeps its name", async () => {
    const [header, ...rows] = readFileSync(PENGUINS, "utf8").split(/\r?\n/).slice(0, 30);
    writeFileSync(join(folder, "right.csv"), [header, ...rows].join("\n"));
    writeFileSync(join(folder, "renamed.csv"), [header.replace("island", "isle"), ...rows].join("\n"));
    const right = await diffml("predict", "trained.json", "right.csv");
    const { code, stdout, stderr } = await diffml("predict", "trained.json", "renamed.csv", "--match", "isle=island");
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Column "isle" is read as island.\n' });
    expect(stdout).toBe(right.stdout.replace("island", "isle"));
  });

  test("a trained pipeline is a start for another training, with its own settings; one pipeline is deployed where that is asked for", async () => {
    const { code, stdout, stderr } = await diffml(
      ...["train", "penguins.csv", "--target", "species", "--pipeline", "trained.json", "--engine", "compiled-wasm"],
      ...["--deploy", "one", "--max-steps", "2", "--out", "again.json", "--report", "-", "--verbose"],
    );
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ steps: 2, seed: 5, engine: "compiled-wasm" });
    expect(Object.keys(report.metrics.test).sort()).toEqual(["baseline", "constant", "hard", "soft", "tuned"]);
    expect(report.members.filter(({ weight }: { weight: number }) => weight > 0)).toHaveLength(1);
    expect(stderr).toContain("Target species");
    expect(stderr).toMatch(/training members: 1 of \d+/);
    expect(stderr).toMatch(/“.+” is deployed: /);
    const [before, { document }] = [readJson("trained.json").document, readJson("again.json")];
    expect(document.blocks).toEqual(before.blocks);
    expect([before.training.deploy, document.training.deploy]).toEqual(["ensemble", "one"]);
  });

  test("a block, a column and a file are left out where that is asked for, and the file retrains so", async () => {
    writeFileSync(join(folder, "half.csv"), readFileSync(PENGUINS, "utf8").split(/\r?\n/).slice(0, 100).join("\n"));
    const { code, stdout } = await diffml(
      ...["train", "penguins.csv", "half.csv", "--target", "species", ...SHORT],
      ...["--without", "block:n3", "--without", "column:Island", "--without", "source:half.csv"],
      ...["--out", "less.json", "--report", "-"],
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout).rows.total).toBe(
      JSON.parse(readFileSync(join(folder, "trained.json"), "utf8")).report.rows.total,
    );
    const { document, schema } = readJson("less.json");
    expect(document.blocks.map(({ id }: { id: string }) => id)).not.toContain("n3");
    expect(document.table.overrides).toContainEqual({ name: "island", role: "aside" });
    expect(schema.categories.map(({ original }: { original: string }) => original)).not.toContain("island");
    expect(schema.sources).toEqual(["penguins.csv"]);
  });

  test("explain-kernels prints the loops of a step, and the kernels of each of its dispatches", async () => {
    const loops = await diffml("explain-kernels", "trained.json");
    expect(loops).toMatchObject({ code: 0, stderr: "" });
    expect(loops.stdout).toMatch(/^1\. pass over training rows\n {3}prologue: once, without rows\n/);
    expect(loops.stdout).toContain('"numbers"[e]');
    expect(loops.stdout).toContain("optimiser's step of pipeline");
    const kernels = await diffml("explain-kernels", "trained.json", "--as", "wgsl");
    expect(kernels).toMatchObject({ code: 0, stderr: "" });
    // The default plan is bilevel: two updates of three dispatches each.
    expect(kernels.stdout.match(/^\/\/ .*dispatch \d+ of each step/gm)).toHaveLength(6);
    expect(kernels.stdout.match(/@compute/g)!.length).toBeGreaterThan(6);
  });
});

test.skipIf(process.platform === "win32")("Ctrl+C keeps the best weights so far", async () => {
  const args = [...PROGRAM, "train", "penguins.csv", "--target", "species", "--verbose"];
  const child = spawn(
    process.execPath,
    [...args, "--engine", "compiled-wasm", "--max-seconds", "600", "--out", "stopped.json"],
    {
      cwd: folder,
    },
  );
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    const isFirst = !stderr.includes("training: step");
    stderr += String(chunk);
    if (isFirst && stderr.includes("training: step")) child.kill("SIGINT");
  });
  const code = await new Promise((resolve) => child.on("exit", resolve));
  expect(stderr).toContain("Stopping with the best weights");
  expect(code).toBe(0);
  expect(readJson("stopped.json").selfTest.rows).toHaveLength(16);
});

describe("mistakes", () => {
  const TRAIN = ["train", "penguins.csv", "--target", "species", "--out", "x.json"];
  test.each([
    [["train", "penguins.csv", "--target", "species", "--out", "x.json", "--fast"], 2, "E_CLI_ARGUMENTS"],
    [["train", "penguins.csv", "--target", "wings", "--out", "x.json"], 1, "E_TARGET_COLUMN"],
    [["train", "nothing.csv", "--target", "species", "--out", "x.json"], 1, "E_CLI_FILE"],
    [["train", "penguins.csv", "--target", "species", "--out", "no/such/folder/x.json"], 1, "E_CLI_FILE"],
    [["predict", "penguins.csv", "penguins.csv"], 1, "E_FILE_JSON"],
    [[...TRAIN, "--without", "n3"], 2, "E_CLI_ARGUMENTS"],
    [[...TRAIN, "--without", "column:species"], 2, "E_CLI_ARGUMENTS"],
    [[...TRAIN, "--without", "column:wings"], 1, "E_CLI_COLUMN"],
    [[...TRAIN, "--without", "source:penguins.csv"], 1, "E_CLI_SOURCE"],
    [[...TRAIN, "--without", "block:n1"], 1, "E_PIPELINE_WITHOUT"],
  ])("%j", async (words, code, error) => {
    const outcome = await diffml(...words);
    expect(outcome).toMatchObject({ code, stdout: "" });
    expect(outcome.stderr).toContain(error);
    expect(outcome.stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("a pipeline that was not trained cannot predict, and the error says what to do", async () => {
    const { document } = { document: { formatVersion: 1, blocks: [], edges: [], training: {} } };
    writeFileSync(join(folder, "bare.json"), JSON.stringify(document));
    const outcome = await diffml("predict", "bare.json", "penguins.csv");
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain("E_CLI_UNTRAINED");
  });

  test("help goes to stdout and is no mistake", async () => {
    const outcome = await diffml("train", "--help");
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(outcome.stdout).toContain("--max-seconds");
  });
});
