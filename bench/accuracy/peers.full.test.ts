/** The peers' script against scikit-learn called in a few lines, and our metrics against its. Needs its Python. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { replay } from "./methods.ts";
import { PYTHON, peerCsv, peerDefault, peerTuned } from "./peers.ts";
import { scoreOf } from "./score.ts";
import { openAccuracyTable, type SplitTask, scoredOn, splitTask } from "./split-task.ts";
import type { AccuracyTable } from "./tables.ts";

const hasPython = spawnSync(PYTHON, ["-c", "import sklearn, pandas"]).status === 0;
const BENCH = { engine: "compiled-wasm", threads: 1 } as const;
const folder = mkdtempSync(join(tmpdir(), "diffml-peers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** 600 rows: numbers with gaps, a category with a rare level, money as text, a date, and texts that all differ. */
async function madeTask(kind: "multiclass" | "regression"): Promise<SplitTask> {
  const lines = Array.from({ length: 600 }, (_, row) => {
    const [x, y] = [((row * 37) % 101) / 10, ((row * 53) % 97) / 10];
    const level = row % 50 === 7 ? "rare" : "abc"[row % 3];
    const money = `"$${(1000 + ((row * 71) % 500)).toLocaleString("en")}"`;
    const day = `2024-0${1 + (row % 9)}-1${row % 10}`;
    const label =
      kind === "regression" ? 3 * x - y + (row % 7) / 5 : ["low", "mid", "high"][(x > y ? 1 : 0) + (x > 7 ? 1 : 0)];
    return [x, row % 11 === 3 ? "?" : y, level, money, day, `text ${row} of 600, "quoted"`, label]
      .map((cell, index) => (index === 5 ? `"${String(cell).replaceAll('"', '""')}"` : cell))
      .join();
  });
  const text = ["x,y,level,money,day,words,label", ...lines].join("\n");
  writeFileSync(join(folder, `${kind}.csv`), text);
  const row: AccuracyTable = {
    name: kind,
    target: "label",
    task: kind,
    source: "made here",
    files: { [`${kind}.csv`]: createHash("sha256").update(text).digest("hex") },
    missing: ["?"],
  };
  return splitTask({ row, open: await openAccuracyTable(row, folder), split: 3 });
}

/** What a person would write who has these cells: the features spelled out by hand. */
const BY_HAND = `
import sys, json, numpy, pandas
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import accuracy_score, balanced_accuracy_score, f1_score, log_loss, mean_absolute_error, mean_squared_error, r2_score, roc_auc_score
job = json.load(sys.stdin)
t = pandas.read_csv(job["path"], na_values=["?"])
rows = {k: numpy.array(v) for k, v in job["rows"].items()}
y = numpy.array(job["labels"])
order = list(t["level"][rows["train"]].value_counts().index)
x = numpy.column_stack([
    t["x"], t["y"], t["level"].map({v: i for i, v in enumerate(order)}),
    t["money"].str.replace("[$,]", "", regex=True).astype(float),
    (pandas.to_datetime(t["day"]) - pandas.Timestamp(1900, 1, 1)).dt.days,
]).astype(float)
kind = HistGradientBoostingRegressor if job["task"] == "regression" else HistGradientBoostingClassifier
model = kind(categorical_features=[2], random_state=job["seed"]).fit(x[rows["train"]], y[rows["train"]])
truth = y[rows["test"]]
if job["task"] == "regression":
    said = model.predict(x[rows["test"]])
    metrics = {"r2": r2_score(truth, said), "mae": mean_absolute_error(truth, said), "rmse": mean_squared_error(truth, said, squared=False)}
else:
    said = model.predict_proba(x[rows["test"]])
    best = model.classes_[said.argmax(1)]
    metrics = {"accuracy": accuracy_score(truth, best), "balancedAccuracy": balanced_accuracy_score(truth, best),
        "macroF1": f1_score(truth, best, average="macro"), "rocAuc": roc_auc_score(truth, said, multi_class="ovr"),
        "logLoss": log_loss(truth, said, eps=1e-15)}
print(json.dumps({"said": said.ravel().tolist(), "metrics": metrics}))
`;

const repliedSchema = z.object({ said: z.array(z.number()), metrics: z.record(z.string(), z.number()) });

test.skipIf(!hasPython).each(["multiclass", "regression"] as const)(
  "boosting as it comes is scikit-learn's, and so are the metrics: %s",
  async (kind) => {
    const task = await madeTask(kind);
    const { dataset } = task.table;
    const job = {
      path: join(folder, `${kind}.csv`),
      task: kind,
      seed: task.seed,
      rows: Object.fromEntries(Object.entries(dataset.split).map(([name, rows]) => [name, Array.from(rows)])),
      labels: Array.from(dataset.labels),
    };
    const out = execFileSync(PYTHON, ["-W", "ignore", "-c", BY_HAND], {
      input: JSON.stringify(job),
      encoding: "utf8",
      env: { ...process.env, OMP_NUM_THREADS: "1" },
    });
    const byHand = repliedSchema.parse(JSON.parse(out));
    const { test: own } = await peerDefault(task, BENCH);
    expect(own).toHaveLength(byHand.said.length);
    own.forEach((value, index) => {
      expect(value).toBeCloseTo(byHand.said[index], 10);
    });
    const { metrics } = scoreOf(scoredOn(task, "test", own));
    for (const [name, value] of Object.entries(byHand.metrics))
      expect([name, metrics[name as "r2"]]).toEqual([name, expect.closeTo(value, 10)]);
  },
);

test.skipIf(!hasPython)(
  "tuned boosting replays, is refitted on both, and its validation rows were not seen",
  async () => {
    const task = await madeTask("regression");
    const tuned = await peerTuned(task, { seconds: 6 }, BENCH);
    expect(tuned.plan).toMatchObject({ kind: "peer", fittedOn: "train and validation" });
    const again = await replay(task, tuned.plan, BENCH);
    expect(again.test).toEqual(tuned.test);
    expect(again.validation).toEqual(tuned.validation);
    const onTrain =
      tuned.plan.kind === "peer" ? await replay(task, { ...tuned.plan, fittedOn: "train" }, BENCH) : undefined;
    expect(onTrain?.validation).toEqual(tuned.validation);
    expect(onTrain?.test).not.toEqual(tuned.test);
  },
);

test("the cells that peers are given hold neither the target nor what nobody may learn from", async () => {
  const task = await madeTask("multiclass");
  const lines = peerCsv({ ...task, row: { ...task.row, without: ["words", "day"] } }).split("\n");
  expect(lines[0]).toBe('"x","y","level","money"');
  expect(lines[1]).toBe('"0","0","a","$1,000"');
  expect(lines).toHaveLength(602);
});
