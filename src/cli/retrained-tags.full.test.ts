/** Tags that say "retrained" beside what the command line finds out by separate runs, with the part and without it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tableOfTraining } from "../app/compare.ts";
import { openTable } from "../app/open-table.ts";
import { openPipeline } from "../app/pipeline-file.ts";
import { retrainTag } from "../app/retrain-tag.ts";
import { deviation, mean } from "../base/spread.ts";
import { DATA_FOLDER, hasData, NO_DATA, readBytes } from "../table/testing/data-on-disk.ts";
import type { TaggedPart } from "../training/ensemble/retrained-tag.ts";
import type { Evidence } from "../training/evidence/evidence.ts";
import type { MemberEvidence, TrainedPipeline, TrainingReport } from "../training/types.ts";
import { tableFile } from "./files.ts";
import { nodeEngines } from "./node-engines.ts";
import { diffml } from "./testing/diffml.ts";

const TITANIC = join("dirty", "titanic_kaggle", "data.csv");
const FILE = join(DATA_FOLDER, TITANIC);
const ENGINE = "compiled-wasm";
/** Steps end a run, not time: what it comes to is the same on a busy machine. */
const ENDED_BY_STEPS = ["--max-steps", "150", "--max-seconds", "3600"];
const SETTINGS = ["--target", "Survived", "--deploy", "one", "--tags", "forced", "--engine", ENGINE, ...ENDED_BY_STEPS];
/** Of the pipeline whose tags are asked for: the first whose learned pipeline was tried on all parts of the rows. */
const SEED = 2;
/** Of the separate runs: each holds out other rows, a quarter of those that are not for testing. */
const OTHER_SEEDS = [11, 12, 13, 14];
const SCALING = { kind: "block", subject: "n4" } as const;
const SEX = { kind: "column", subject: "Sex" } as const;
/** Two cells of all categories are missing, in 891 rows. */
const FILLING = { kind: "block", subject: "n5" } as const;

interface Found {
  readonly tag: Evidence;
  /** By separate runs: the mean over seeds, and its standard error. */
  readonly runs: Pick<Evidence, "delta" | "standardError">;
}

describe.skipIf(!hasData)(`parts of a pipeline for titanic${hasData ? "" : `, ${NO_DATA}`}`, () => {
  let folder = "";
  let trained: TrainedPipeline;
  let asItIs: readonly number[] = [];
  const found = new Map<TaggedPart, Found>();

  /** A run of its own. @returns what the learned pipeline came to on rows that were held out. */
  async function learnedBy(words: readonly string[], without?: TaggedPart): Promise<MemberEvidence> {
    const less = without ? ["--without", `${without.kind}:${without.subject}`] : [];
    const files = ["--out", without ? "less.json" : "whole.json", "--report", "report.json"];
    const { code, stderr } = await diffml(folder, ["train", ...words, ...SETTINGS, ...less, ...files]);
    expect(code, stderr).toBe(0);
    const report: TrainingReport = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
    return report.members!.find(({ id }) => id === "learned")!;
  }

  async function lossesBySeed(without?: TaggedPart): Promise<readonly number[]> {
    const losses: number[] = [];
    for (const seed of OTHER_SEEDS) {
      const { loss } = await learnedBy([`${seed}.csv`, "--split-by", "part", "--seed", `${seed}`], without);
      losses.push(loss);
    }
    return losses;
  }

  const titanic = async () => tableOfTraining(trained, await openTable([tableFile(FILE)]));

  /** The table with a column that says which rows are held out: other ones for each seed, never those that tested. */
  async function writeParts(): Promise<void> {
    const isTest = new Set((await titanic()).dataset.split.test);
    const [head, ...lines] = new TextDecoder().decode(readBytes(TITANIC)).trimEnd().split(/\r?\n/);
    for (const [place, seed] of OTHER_SEEDS.entries()) {
      let nOthers = 0;
      const partOf = (row: number) => {
        if (isTest.has(row)) return "test";
        return nOthers++ % OTHER_SEEDS.length === place ? "validation" : "train";
      };
      const rows = lines.map((line, row) => `${line},${partOf(row)}`);
      writeFileSync(join(folder, `${seed}.csv`), [`${head},part`, ...rows].join("\n"));
    }
  }

  async function tagOf(part: TaggedPart): Promise<Evidence> {
    const host = { engines: nodeEngines(), clock: () => performance.now() };
    const request = { engine: ENGINE, signal: new AbortController().signal, onProgress: () => undefined } as const;
    return retrainTag(trained, await titanic(), { ...request, part }, host);
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "diffml-tags-"));
    await learnedBy([FILE, "--seed", `${SEED}`]);
    trained = (await openPipeline(readFileSync(join(folder, "whole.json"), "utf8"), "whole.json")).trained!;
    await writeParts();
    asItIs = await lossesBySeed();
    for (const part of [SCALING, SEX, FILLING]) {
      const deltas = (await lossesBySeed(part)).map((loss, index) => asItIs[index] - loss);
      const runs = { delta: mean(deltas), standardError: deviation(deltas) / Math.sqrt(deltas.length) };
      const tag = await tagOf(part);
      found.set(part, { tag, runs });
      console.log(JSON.stringify({ ...part, delta: tag.delta, standardError: tag.standardError, runs, deltas }));
    }
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([SCALING, SEX, FILLING])("$subject: its tag agrees with separate runs, within their errors", (part) => {
    const { tag, runs } = found.get(part)!;
    expect(tag.method).toBe("retrained");
    expect(Math.abs(tag.delta - runs.delta)).toBeLessThan(2 * Math.hypot(tag.standardError, runs.standardError));
  });

  test("separate runs tell that both matter, and the tag of the column does", () => {
    for (const part of [SCALING, SEX]) {
      const { runs } = found.get(part)!;
      expect(runs.delta).toBeLessThan(-2 * runs.standardError);
    }
    expect(found.get(SEX)!.tag.conclusion).toBe("better");
  });

  test("a block that does nothing shows 0 within its error", () => {
    const { tag } = found.get(FILLING)!;
    expect(tag.standardError).toBeGreaterThan(0);
    expect(Math.abs(tag.delta)).toBeLessThan(2 * tag.standardError);
  });

  test.each([SCALING, FILLING])(
    "$subject: with the seed of the pipeline, a run says the tag's very number",
    async (part) => {
      const whole = trained.report.members!.find(({ id }) => id === "learned")!;
      const less = await learnedBy([FILE, "--seed", `${SEED}`], part);
      expect([less.nFolds, less.nRows]).toEqual([whole.nFolds, whole.nRows]);
      expect(found.get(part)!.tag.delta).toBeCloseTo(whole.loss - less.loss, 9);
    },
    600_000,
  );
});
