import { describe, expect, test } from "vitest";
import { StudioError } from "../base/error.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { catalogueOf } from "../pipeline/checks.ts";
import { parameterNodes } from "../program/parameters.ts";
import { applyRules } from "../table/apply-rules.ts";
import { cellText } from "../table/raw-column.ts";
import { TASKS } from "../table/types.ts";
import { METRIC_NAMES } from "../training/metric-evaluators.ts";
import { STAGES } from "../training/phases.ts";
import { predict } from "../training/predict.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { readPipelineJson, writeDocumentJson, writePipelineJson } from "./json.ts";
import { app, N_ROWS, tinyDocument, tinyPipeline, tinyTable } from "./testing/tiny-pipeline.ts";

const ROW_WEIGHTS = "n6/scores";

async function predictionsOf({ document, schema, predictor }: TrainedPipeline): Promise<Float64Array> {
  const { columns } = applyRules(tinyTable(), document.rules, schema.target);
  return (await predict(predictor, columns)).values;
}

describe.each(TASKS)("a trained pipeline, %s", (task) => {
  test("predicts bit for bit the same after a round trip, and its self-test passes with no difference", async () => {
    const trained = tinyPipeline(task);
    const opened = await readPipelineJson(await writePipelineJson(trained, { app, catalogue }), { catalogue });
    expect(opened.selfTest).toEqual({ passed: true, nRows: 16, maxError: 0 });
    expect(opened.notes).toEqual([]);
    const before = await predictionsOf(trained);
    expect(new Set(before).size).toBeGreaterThan(N_ROWS / 4);
    expect(await predictionsOf(opened.trained!)).toEqual(before);
  });

  test("is written to the same bytes twice, and again after it was opened", async () => {
    const text = await writePipelineJson(tinyPipeline(task), { app, catalogue });
    expect(await writePipelineJson(tinyPipeline(task), { app, catalogue })).toBe(text);
    const { trained } = await readPipelineJson(text, { catalogue });
    expect(await writePipelineJson(trained!, { app, catalogue })).toBe(text);
  });

  test("keeps every number and word, except row weights", async () => {
    const trained = tinyPipeline(task);
    const { trained: opened, document } = await readPipelineJson(await writePipelineJson(trained, { app, catalogue }), {
      catalogue,
    });
    expect(document).toEqual(trained.document);
    expect(opened!.schema).toEqual(trained.schema);
    expect(opened!.report).toEqual(trained.report);
    expect(Object.is(opened!.report.history[1].train, -0)).toBe(true);
    expect(opened!.fileHashes).toEqual(trained.fileHashes);
    expect(opened!.soft.statistics).toEqual(trained.soft.statistics);
    const { [ROW_WEIGHTS]: weights, ...others } = trained.soft.state.parameters;
    const { [ROW_WEIGHTS]: start, ...kept } = opened!.soft.state.parameters;
    expect(kept).toEqual(others);
    expect(start).toEqual(new Float32Array(weights.length));
    const slots = Object.entries(trained.soft.state.optimiser).filter(([name]) => !name.startsWith(ROW_WEIGHTS));
    expect(opened!.soft.state.optimiser).toEqual(Object.fromEntries(slots));
    for (const { name } of parameterNodes(opened!.predictor.program.nodes)) {
      expect(opened!.predictor.parameters[name]).toEqual(trained.predictor.parameters[name]);
    }
  });

  test("holds no row weights anywhere, though the soft pipeline has them", async () => {
    const trained = tinyPipeline(task);
    expect(trained.soft.state.parameters[ROW_WEIGHTS].length).toBe(trained.report.rows.train);
    expect(await writePipelineJson(trained, { app, catalogue })).not.toContain(ROW_WEIGHTS);
  });
});

test("a report may say every metric of every stage", async () => {
  const trained = tinyPipeline("binary");
  const all = Object.fromEntries(METRIC_NAMES.map((name, index) => [name, index / 7]));
  const ofStages = Object.fromEntries(STAGES.map((stage) => [stage, all]));
  const metrics = { train: ofStages, validation: ofStages, test: ofStages };
  const report = { ...trained.report, metrics, leading: METRIC_NAMES };
  const text = await writePipelineJson({ ...trained, report }, { app, catalogue });
  expect((await readPipelineJson(text, { catalogue })).trained?.report).toEqual(report);
});

test("a report keeps what became of each replica", async () => {
  const trained = tinyPipeline("binary");
  const one = { seed: 7, learningRate: 0.01, validation: 0.25, isKept: true };
  const all = [one, { ...one, seed: 8, validation: Number.NaN, isKept: false, endedAt: 3 }];
  const report = { ...trained.report, replicas: { soft: all, tuned: all, baseline: all } };
  const text = await writePipelineJson({ ...trained, report }, { app, catalogue });
  expect((await readPipelineJson(text, { catalogue })).trained?.report).toEqual(report);
});

test("key order of what was trained does not change the file", async () => {
  const trained = tinyPipeline("multiclass");
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, item]) => [key, reversed(item)]),
    );
  };
  const other = reversed(trained) as TrainedPipeline;
  const text = await writePipelineJson(trained, { app, catalogue });
  expect(await writePipelineJson(other, { app, catalogue })).toBe(text);
});

test("the first keys say what the file is", async () => {
  const text = await writePipelineJson(tinyPipeline("binary"), { app, catalogue });
  expect(Object.keys(JSON.parse(text)).slice(0, 4)).toEqual(["$schema", "formatVersion", "app", "document"]);
  expect(JSON.parse(text).app).toEqual(app);
});

test("the self-test table holds missing cells, unseen texts and extreme numbers, and no row of the user", async () => {
  const { selfTest } = JSON.parse(await writePipelineJson(tinyPipeline("binary"), { app, catalogue }));
  const rows: string[][] = selfTest.rows;
  expect(rows).toHaveLength(16);
  expect(rows.some((row) => row.every((cell) => cell === ""))).toBe(true);
  expect(rows.flat().filter((cell) => cell.startsWith("(a text")).length).toBeGreaterThan(3);
  expect(rows.flat().some((cell) => Math.abs(Number(cell)) > 1e11)).toBe(true);
  const sizes = tinyTable().columns[0];
  const column: number = selfTest.columns.indexOf(sizes.name);
  expect(column).toBeGreaterThanOrEqual(0);
  const own = new Set(Array.from({ length: N_ROWS }, (_, row) => cellText(sizes, row)).filter((text) => text !== ""));
  expect(rows.filter((row) => own.has(row[column]))).toEqual([]);
});

test("a document without training is a file, and so is a bare document", async () => {
  const text = writeDocumentJson(tinyDocument, app);
  expect(writeDocumentJson(structuredClone(tinyDocument), app)).toBe(text);
  expect(await readPipelineJson(text, { catalogue })).toEqual({ document: tinyDocument, notes: [] });
  expect(await readPipelineJson(JSON.stringify(tinyDocument), { catalogue })).toEqual({
    document: tinyDocument,
    notes: [],
  });
});

test("a byte order mark before the file does not matter", async () => {
  const { document } = await readPipelineJson(`\uFEFF${writeDocumentJson(tinyDocument, app)}`, { catalogue });
  expect(document).toEqual(tinyDocument);
});

test("where this studio's blocks compute something else, the stored program predicts and a note says so", async () => {
  const trained = tinyPipeline("regression");
  const text = await writePipelineJson(trained, { app, catalogue });
  const changed = [...catalogue.values()].map((block) =>
    block.spec.id === "scale-number"
      ? {
          ...block,
          program(context: Parameters<typeof block.program>[0]) {
            const ports = block.program(context);
            const [[name, port]] = Object.entries(ports);
            if (port.type !== "number") return ports;
            return { [name]: { ...port, value: context.builder.mul(port.value, context.builder.scalar(1.01)) } };
          },
        }
      : block,
  );
  const opened = await readPipelineJson(text, { catalogue: catalogueOf(changed) });
  expect(opened.selfTest?.passed).toBe(true);
  expect(opened.notes).toHaveLength(1);
  expect(opened.notes[0]).toContain("work differently");
  expect(await predictionsOf(opened.trained!)).toEqual(await predictionsOf(trained));
});

test("a studio without one of the blocks still predicts, with notes", async () => {
  const trained = tinyPipeline("binary");
  const text = await writePipelineJson(trained, { app, catalogue });
  const fewer = catalogueOf([...catalogue.values()].filter((block) => block.spec.id !== "select-features"));
  const opened = await readPipelineJson(text, { catalogue: fewer });
  expect(opened.notes.join(" ")).toContain("select-features");
  expect(opened.notes.join(" ")).toContain("cannot rebuild");
  expect(opened.selfTest).toEqual({ passed: true, nRows: 16, maxError: 0 });
  expect(await predictionsOf(opened.trained!)).toEqual(await predictionsOf(trained));
});

test("changed parameters are found by the self-test", async () => {
  const file = JSON.parse(await writePipelineJson(tinyPipeline("regression"), { app, catalogue }));
  file.predictor.labelOffset += 1;
  const opened = await readPipelineJson(JSON.stringify(file), { catalogue });
  expect(opened.selfTest?.passed).toBe(false);
  const { labelOffset, labelScale } = file.predictor;
  const shares: number[] = file.selfTest.expected.map(
    (value: number) => 1 / Math.max(labelScale, Math.abs(value - labelOffset)),
  );
  expect(opened.selfTest?.maxError).toBeCloseTo(Math.max(...shares), 9);
  expect(opened.notes.at(-1)).toContain("self-test");
});

test("a pipeline whose parameters are not finite is not written", async () => {
  const trained = tinyPipeline("binary");
  const [name, values] = Object.entries(trained.predictor.parameters)[0];
  const broken = { ...trained.predictor.parameters, [name]: values.map(() => Number.NaN) };
  const writing = writePipelineJson(
    { ...trained, predictor: { ...trained.predictor, parameters: broken } },
    { app, catalogue },
  );
  await expect(writing).rejects.toThrow(StudioError);
  await expect(writing).rejects.toThrow("E_FILE_PARAMETERS");
});
