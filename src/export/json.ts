/** One JSON file: the document that retrains, and the program that predicts. Data only; nothing in it is ever run as code. */

import type { AppInfo } from "../base/app-name.ts";
import { studioError } from "../base/error.ts";
import { inShort, parseWith } from "../base/parse-with.ts";
import { openedText } from "../base/texts/pipeline.ts";
import type { Catalogue } from "../pipeline/checks.ts";
import { isAbout, predictedClasses } from "../pipeline/decision.ts";
import { documentSchema, FILE_VERSION, FORMAT_VERSION, type PipelineDocument } from "../pipeline/document.ts";
import { isJsonObject, type JsonObject } from "../pipeline/json-object.ts";
import { migrate, migrateBlocks, readDocument } from "../pipeline/migrate.ts";
import { unknownFields, withUnknownFields } from "../pipeline/unknown-fields.ts";
import { type ParameterValues, parameterNodes } from "../program/parameters.ts";
import type { TargetRule } from "../table/types.ts";
import { unitOf } from "../table/unit-of.ts";
import type { Predictor, TrainedPipeline } from "../training/types.ts";
import { appSchema } from "./card-schema.ts";
import { checkPredictor } from "./check-predictor.ts";
import { checkSchema } from "./check-schema.ts";
import { contentHash, reportHash } from "./content-hash.ts";
import {
  FILE_SCHEMA,
  OTHER_FIELDS,
  type StoredSelfTest,
  storedHashesSchema,
  type TrainedPart,
  trainedPartSchema,
} from "./file-schema.ts";
import { canonical, formatJson, parseJson } from "./json-values.ts";
import { modelCardOf, signatureOf } from "./model-card.ts";
import { assertLists } from "./opening-limits.ts";
import { assertAffordable } from "./program-cost.ts";
import { readProgram } from "./program-schema.ts";
import { recompile, softPredictor, softProgram } from "./recompile.ts";
import { reportDoubts } from "./report-sense.ts";
import { rowWeightNames, withoutDataProbes } from "./row-weights.ts";
import { largestDifference, runSelfTest, selfTestTable } from "./self-test.ts";
import { isSoundState, withoutSteps } from "./soft-state.ts";
import { changedTensors, readTensors, storeTensors, tensorHashes } from "./stored-tensors.ts";

export interface SelfTestResult {
  readonly passed: boolean;
  readonly nRows: number;
  /** Largest difference of a probability, or of a value in standard deviations of the target; relative for extreme values. */
  readonly maxError: number;
  /** The classes have other names, or another order, or the target another unit than when it was saved. */
  readonly hasOtherLabels?: true;
}

export interface OpenedFile {
  readonly document: PipelineDocument;
  /** Absent for a document that was saved before training. */
  readonly trained?: TrainedPipeline;
  readonly selfTest?: SelfTestResult;
  /** What predicts or retrains, or a number of the report, is not what was saved. */
  readonly isChanged?: true;
  /** Things to know, in words. */
  readonly notes: readonly string[];
}

/** Above the last bits in which the exponentials of two browsers may differ, far below anything that matters. */
const TOLERANCE = 1e-9;

interface FileParts {
  readonly document: PipelineDocument;
  /** What training added; nothing where there was none. */
  readonly trained: JsonObject;
  /** What the file that it comes from had beside its document, and this version does not know. */
  readonly unknown: TrainedPipeline["unknownFields"];
}

function fileText(app: AppInfo, { document: withFields, trained, unknown }: FileParts): string {
  const { unknownFields: ofDocument, ...document } = withFields;
  const known = { document: documentSchema.parse(document), trained: trainedOf(trained, "trained pipeline") };
  // What does not know decisions must not predict with them left out.
  const formatVersion = known.trained?.decision ? FILE_VERSION : FORMAT_VERSION;
  const hash = contentHash({ document, file: { ...trained, formatVersion } }, known);
  const whole = withUnknownFields(
    {
      $schema: FILE_SCHEMA,
      formatVersion,
      app,
      document: withUnknownFields(document, ofDocument?.document),
      ...trained,
      contentHash: hash,
    },
    unknown ?? { fields: ofDocument?.file },
  );
  const file = isJsonObject(whole) ? whole : {};
  // The hash is that of all numbers which stand there, whoever knows them.
  const hashed = "report" in trained ? { ...file, reportHash: reportHash(file.report) } : file;
  const entries = Object.entries(hashed).map(([key, value]) => [key, canonical(value)] as const);
  return `${formatJson(Object.fromEntries(entries))}\n`;
}

/** What training added, where anything did. @throws E_FILE_TRAINED */
function trainedOf(file: JsonObject, where: string): TrainedPart | undefined {
  return "predictor" in file ? parseWith(trainedPartSchema, file, { code: "E_FILE_TRAINED", where }) : undefined;
}

/** A pipeline without training, as a file. The same document gives the same text. */
export function writeDocumentJson(document: PipelineDocument, app: AppInfo): string {
  return fileText(app, { document, trained: {}, unknown: undefined });
}

/** Tensors of named parameters; slots are named "<parameter>/m" and the like. */
function without(tensors: ParameterValues, names: ReadonlySet<string>): ParameterValues {
  const kept = Object.entries(tensors).filter(([name]) => !names.has(name) && !names.has(name.replace(/\/[^/]*$/, "")));
  return Object.fromEntries(kept);
}

/**
 * Writes a trained pipeline: document, prediction program with parameters, soft state with optimiser slots, report and
 * self-test. No rows and no row weights. The same pipeline gives the same bytes.
 *
 * @throws E_FILE_PARAMETERS when a parameter is not finite or not there.
 */
export async function writePipelineJson(
  trained: TrainedPipeline,
  options: { readonly app: AppInfo; readonly catalogue: Catalogue },
): Promise<string> {
  const { document, schema, soft } = trained;
  const program = withoutDataProbes(trained.predictor.program);
  checkPredictor({ ...trained.predictor, program }, schema, "trained pipeline, predictor");
  const shapes = new Map(parameterNodes(program.nodes).map((node) => [node.name, node.type.shape]));
  const parameters = Object.fromEntries([...shapes.keys()].map((name) => [name, trained.predictor.parameters[name]]));
  const compiled = softProgram(trained, options.catalogue);
  const rowWeights = compiled ? rowWeightNames(compiled) : new Set<string>();
  const table = selfTestTable(document.rules);
  const { target } = schema;
  const expectedOf = async (predictor: Predictor) =>
    Array.from(await runSelfTest({ table, rules: document.rules, target, predictor }));
  const expected = await expectedOf(trained.predictor);
  const selfTest: StoredSelfTest = {
    columns: [...table.columns],
    rows: table.rows.map((row) => [...row]),
    expected,
    ...(compiled ? { expectedSoft: await expectedOf(softPredictor(trained, compiled)) } : {}),
    tolerance: TOLERANCE,
    ...labelsOf(document, target),
    ...(trained.decision ? { said: saidOf(trained, expected) } : {}),
  };
  const trainedWith = trained.trainedWith ?? options.app;
  const stored = {
    predictor: { ...trained.predictor, program, parameters: storeTensors(parameters, shapes) },
    soft: {
      statistics: soft.statistics,
      state: {
        step: soft.state.step,
        parameters: storeTensors(without(soft.state.parameters, rowWeights)),
        optimiser: storeTensors(without(soft.state.optimiser, rowWeights)),
      },
    },
  };
  const added = {
    trainedWith,
    modelCard: modelCardOf(trained, trainedWith),
    signature: signatureOf(trained),
    schema,
    ...stored,
    fileHashes: trained.fileHashes,
    report: trained.report,
    selfTest,
    ...(trained.decision ? { decision: trained.decision } : {}),
    ...(trained.interval ? { interval: trained.interval } : {}),
    ...(trained.columns ? { columns: trained.columns } : {}),
    tensorHashes: tensorHashes(stored),
  };
  return fileText(options.app, { document, trained: added, unknown: trained.unknownFields });
}

/** What the numbers of a self-test stand for. */
function labelsOf({ rules }: PipelineDocument, { name, classes }: TargetRule) {
  return { labels: classes.map(({ label }) => label), unit: unitOf(rules, name) };
}

/** The classes of rows, by their labels. @param values [rows, classes] probabilities */
function saidOf({ schema, decision }: Pick<TrainedPipeline, "schema" | "decision">, values: ArrayLike<number>) {
  const { classes } = schema.target;
  return Array.from(predictedClasses(values, classes.length, decision), (code) => classes[code].label);
}

/** @throws E_FILE_DECISION */
function checkDecision({ decision, schema }: TrainedPart, where: string): void {
  const nClasses = schema.target.classes.length;
  if (decision === undefined || isAbout(decision, nClasses)) return;
  throw studioError("E_FILE_DECISION", { where: `${where}, decision`, nClasses, got: inShort(decision) });
}

/** What is to be known of a file that is not as it was saved. */
function changesOf(
  raw: { readonly document: unknown; readonly file: JsonObject },
  known: Parameters<typeof contentHash>[1],
  where: string,
): readonly string[] {
  const hashes = parseWith(storedHashesSchema, raw.file, { code: "E_FILE_TRAINED", where });
  if (hashes.contentHash === undefined) {
    // Version 1 had none, and a pipeline that was not trained claims nothing.
    const isOld = raw.file.formatVersion === 1 && isJsonObject(raw.document) && raw.document.formatVersion === 1;
    return known.trained && !isOld ? [openedText("noContentHash")] : [];
  }
  const isSame = hashes.contentHash === contentHash(raw, known);
  const isReportSame =
    hashes.reportHash === undefined ? !known.trained : hashes.reportHash === reportHash(raw.file.report);
  return [...(isSame ? [] : [openedText("contentChanged")]), ...(isReportSame ? [] : [openedText("reportChanged")])];
}

function readTrained(part: TrainedPart, document: PipelineDocument, where: string): TrainedPipeline {
  const { predictor, soft } = part;
  const read: Predictor = {
    program: readProgram(predictor.program, `${where}, predictor.program`),
    parameters: readTensors(predictor.parameters, `${where}, predictor.parameters`),
    labelOffset: predictor.labelOffset,
    labelScale: predictor.labelScale,
  };
  checkPredictor(read, part.schema, `${where}, predictor`);
  checkSchema(document, part.schema, where);
  checkDecision(part, where);
  return {
    document,
    schema: part.schema,
    predictor: read,
    soft: {
      statistics: soft.statistics,
      state: {
        step: soft.state.step,
        parameters: readTensors(soft.state.parameters, `${where}, soft.state.parameters`),
        optimiser: readTensors(soft.state.optimiser, `${where}, soft.state.optimiser`),
      },
    },
    fileHashes: part.fileHashes,
    report: part.report,
    ...(part.decision ? { decision: part.decision } : {}),
    // Of classes it would mean nothing.
    ...(part.interval && part.schema.target.task === "regression" ? { interval: part.interval } : {}),
    ...(part.columns ? { columns: part.columns } : {}),
  };
}

/** What stands beside the document and this version does not know. @param part as its schema reads it; undefined: not trained. */
function unknownBeside(file: JsonObject, part: TrainedPart | undefined): TrainedPipeline["unknownFields"] {
  const others = Object.fromEntries(OTHER_FIELDS.map((key) => [key, null]));
  return unknownFields(file, { ...others, ...part });
}

/** What saved the file, of which nobody says what trained it. */
function savedBy(file: JsonObject): AppInfo | undefined {
  const app = appSchema.safeParse(file.app);
  return app.success ? app.data : undefined;
}

/**
 * Opens a pipeline file: a trained pipeline, a pipeline without training, or a bare document.
 *
 * @param options.name  the file's name, for errors.
 * @throws E_FILE_* and E_PIPELINE_DOCUMENT for what is no such file, E_FORMAT_VERSION for a newer one.
 */
export async function readPipelineJson(
  text: string,
  options: { readonly catalogue: Catalogue; readonly name?: string },
): Promise<OpenedFile> {
  const where = options.name ?? "pipeline file";
  const parsed = parseJson(text, where);
  if (!isJsonObject(parsed) || !("document" in parsed || "blocks" in parsed)) {
    throw studioError("E_FILE_KIND", { where, keys: inShort(isJsonObject(parsed) ? Object.keys(parsed) : parsed) });
  }
  assertLists(parsed, where);
  const isBare = !("document" in parsed);
  const raw = { document: withoutOwn(isBare ? parsed : parsed.document), file: isBare ? {} : parsed };
  const file = isBare ? {} : migrate("file", parsed, { where, current: FILE_VERSION });
  const stored = readDocument(raw.document, { where: isBare ? where : `${where}, document` });
  const { document, notes } = migrateBlocks(stored, options.catalogue);
  const part = trainedOf(file, where);
  const changes = changesOf(raw, { document: stored, trained: part }, where);
  const unknown = unknownBeside(file, part);
  if (!part) {
    const isChanged = changes.length > 0 ? { isChanged: true as const } : {};
    return { document: withFileFields(document, unknown?.fields), ...isChanged, notes: [...changes, ...notes] };
  }
  const { selfTest } = part;
  const trainedWith = part.trainedWith ?? savedBy(file);
  const read = {
    ...readTrained(part, document, where),
    ...(trainedWith ? { trainedWith } : {}),
    ...(unknown ? { unknownFields: unknown } : {}),
  };
  const damaged = part.tensorHashes ? changedTensors(part, part.tensorHashes) : [];
  const isChanged = changes.length + damaged.length > 0 ? { isChanged: true as const } : {};
  assertAffordable(read.predictor.program, selfTest.rows.length, `${where}, predictor.program`);
  const { trained, notes: compileNotes } = await recompile(read, selfTest, options.catalogue);
  const { target } = part.schema;
  const values = await runSelfTest({ table: selfTest, rules: document.rules, target, predictor: trained.predictor });
  const maxError = largestDifference(values, selfTest.expected, trained.predictor);
  const { labels, unit } = labelsOf(document, target);
  const hasOtherLabels = isOther(selfTest.labels, labels) || isOther(selfTest.unit, unit);
  const isNear = maxError <= selfTest.tolerance;
  // Of the stored numbers: those of today may differ in the last bits, between two classes.
  const isSaid = target.classes.length === 0 || !isOther(selfTest.said, saidOf(trained, selfTest.expected));
  const isSound = isSoundState(trained.soft.state);
  return {
    document,
    trained: isSound ? trained : { ...trained, soft: { ...trained.soft, state: withoutSteps(trained.soft.state) } },
    selfTest: {
      passed: isNear && isSaid && !hasOtherLabels,
      nRows: selfTest.rows.length,
      maxError,
      ...(hasOtherLabels ? { hasOtherLabels } : {}),
    },
    ...isChanged,
    notes: [
      ...changes,
      ...(damaged.length > 0 ? [openedText("tensorsChanged", { names: damaged })] : []),
      ...notes,
      ...compileNotes,
      ...(isNear ? [] : [openedText("selfTestFailed", { maxError })]),
      ...(isSaid || hasOtherLabels ? [] : [openedText("saidOtherwise")]),
      ...(hasOtherLabels ? [openedText("otherLabels")] : []),
      ...(isSound ? [] : [openedText("stateWithoutSense")]),
      ...reportDoubts(part.report, target.task),
    ],
  };
}

/** A name that files leave to the studio: they hold each field at its own place. */
function withoutOwn(document: unknown): unknown {
  if (!isJsonObject(document) || !("unknownFields" in document)) return document;
  const { unknownFields: _, ...others } = document;
  return others;
}

function withFileFields(document: PipelineDocument, file: JsonObject | undefined): PipelineDocument {
  return file ? { ...document, unknownFields: { ...document.unknownFields, file: { ...file } } } : document;
}

/** Files of earlier studios do not say it. */
function isOther(saved: unknown, now: unknown): boolean {
  return saved !== undefined && JSON.stringify(saved) !== JSON.stringify(now);
}
