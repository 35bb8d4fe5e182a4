/** The worker's verbs: each type of request is answered by a use case, and by what the worker holds. */
import { checkGpu } from "../app/check-gpu.ts";
import { comparePredictions, rowsCsv } from "../app/compare.ts";
import { withDecision } from "../app/decide.ts";
import { decisionCounts } from "../app/decision-counts.ts";
import { wishesOf } from "../app/document-table.ts";
import { exportOffers, exportPipeline } from "../app/export-pipeline.ts";
import { worthAtOnce, worthOfColumns } from "../app/importance.ts";
import { openTable } from "../app/open-table.ts";
import { cleanedFileName, openPipeline, pipelineFileName, savePipeline } from "../app/pipeline-file.ts";
import {
  firstPredictions,
  formulaCell,
  metricsOf,
  openRows,
  type PipelineRows,
  pipelineRows,
  predict,
  writtenPredictions,
} from "../app/predict.ts";
import { unlabelledRows } from "../app/predict-unlabelled.ts";
import { RunControl } from "../app/run-control.ts";
import { runKey } from "../app/run-key.ts";
import { train } from "../app/train.ts";
import { trainingTableInPieces } from "../app/training-table.ts";
import { whatIf } from "../app/what-if.ts";
import { studioError } from "../base/error.ts";
import { inPieces } from "../base/in-pieces.ts";
import { shortened } from "../base/words.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { cellVerbs } from "./cell-verbs.ts";
import { dirtVerbs } from "./dirt-verbs.ts";
import { lookVerbs } from "./look-verbs.ts";
import { ProgressThrottle } from "./progress-throttle.ts";
import { projectVerbs } from "./project-verbs.ts";
import type { PredictionView, Replies, Request, RequestType } from "./protocol.ts";
import { assertIdle, editedTableOf, trainedOf } from "./state.ts";
import { tableFile } from "./table-file.ts";
import { tableVerbs } from "./table-verbs.ts";
import { tagVerbs } from "./tag-verbs.ts";
import { tableTrainedOn } from "./trained-table.ts";
import { pauseOf, readingTo, type VerbContext, type VerbsOf } from "./verb.ts";

/** Characters of a cell that is named. */
const LONGEST_EXAMPLE = 40;
/** Rows of predictions that the page shows. */
const PREVIEW_ROWS = 8;

const VERBS: VerbsOf<RequestType> = {
  ...tableVerbs,
  ...projectVerbs,
  ...lookVerbs,
  ...dirtVerbs,
  ...cellVerbs,
  ...tagVerbs,

  async train({ document, engine, resume, paceMs, begun }, { state, host, emit }) {
    const askedAt = host.clock();
    // Taken now: the table can change while the engine starts.
    const open = editedTableOf(state, document.table);
    assertIdle(state, "a second Train");
    const throttle = new ProgressThrottle(host.clock, (progress) => emit({ type: "progress", progress }));
    const control = new RunControl((isPaused) => throttle.flush({ isPaused }));
    state.control = control;
    try {
      const earlier = begun ? await earlierOf(begun.earlier) : resume ? state.trained : undefined;
      const wishes = wishesOf(document, earlier?.document);
      const table = await inPieces(trainingTableInPieces({ open, wishes, split: document.training }), host.pause);
      const key = await runKey({ table, document, app: host.app });
      if (begun && begun.key !== key) throw studioError("E_SESSION_CHECKPOINT");
      const file = begun?.earlier ?? (earlier && new Blob([await savePipeline(earlier, host.app)]));
      emit({ type: "begun", key, ...(file === undefined ? {} : { earlier: file }) });
      const before = state.trained;
      state.trained = await train(
        {
          table,
          askedAt,
          document,
          engine,
          control,
          resume: earlier,
          pace: paceMs > 0 ? { ms: paceMs, wait: host.wait } : undefined,
          checkpoint: begun?.checkpoint,
          onCheckpoint: (news) => emit({ type: "checkpoint", news }),
          onProgress: (progress) => throttle.push(progress),
          onEngine: (info, reason) => emit({ type: "engine", info, reason }),
          onWatched: (watched) => {
            state.watched = watched;
          },
        },
        host,
      );
      state.before = before;
      throttle.flush();
      return state.trained.report;
    } finally {
      state.control = undefined;
      state.watched = undefined;
    }
  },

  control({ command }, { state }) {
    state.control?.command(command);
    return null;
  },

  steer({ steering }, { state }) {
    state.control?.steer(steering);
    return null;
  },

  decide({ decision }, { state }) {
    assertIdle(state, "another pipeline");
    state.trained = withDecision(trainedOf(state), decision);
    return null;
  },

  decisionCounts({ decision }, { state, host: { pause } }) {
    const trained = trainedOf(state);
    return decisionCounts(trained, tableTrainedOn(state, trained), { decision, pause });
  },

  async exportPipeline(_, { state, host }) {
    const trained = trainedOf(state);
    const content = new TextEncoder().encode(await savePipeline(trained, host.app));
    return { fileName: pipelineFileName(trained), content };
  },

  exportOffers: (_, { state, host }) => exportOffers(trainedOf(state), host.app),

  async exportAs({ format }, { state, host }) {
    const trained = trainedOf(state);
    const worth =
      format === "html" ? await worthAtOnce(trained, () => tableTrainedOn(state, trained), host.pause) : undefined;
    const { content, ...exported } = await exportPipeline(trained, { format, app: host.app, worth });
    return { ...exported, content: new Blob([content]) };
  },

  async cleanTable({ isDefused }, { state }) {
    const trained = trainedOf(state);
    const rows = pipelineRows(trained, editedTableOf(state, trained.document.table));
    const { cleanedCsv } = await import("../app/cleaned-csv.ts");
    const writing = cleanedCsv(rows, { isDefused });
    const chunks: string[] = [];
    let next = writing.next();
    for (; !next.done; next = writing.next()) chunks.push(next.value);
    return { fileName: cleanedFileName(trained), csv: new Blob(chunks, { type: "text/csv" }), counts: next.value };
  },

  async openPipeline({ name, text }, { state }) {
    assertIdle(state, "another pipeline");
    const { document, trained, selfTest, isChanged, notes } = await openPipeline(text, name);
    // A run may have begun while the file was read.
    assertIdle(state, "another pipeline");
    state.trained = trained;
    state.before = undefined;
    return {
      document,
      ...(trained ? { report: trained.report, schema: trained.schema } : {}),
      ...(trained?.decision ? { decision: trained.decision } : {}),
      ...(selfTest ? { selfTest } : {}),
      ...(isChanged ? { isChanged } : {}),
      fileHashes: trained?.fileHashes ?? [],
      notes,
    };
  },

  async predict({ files, readings, isForced = false }, { state, host, emit, signal }) {
    const onProgress = readingTo(emit);
    const rows = await openRows(trainedOf(state), files.map(tableFile), { readings, onProgress, signal });
    const { fit } = rows;
    if (fit.doubts.length > 0 && !isForced) return { kind: "question", nRows: rows.table.nRows, fit };
    return predictionView(rows, pauseOf(host, signal));
  },

  predictUnlabelled(_, { state, host, signal }) {
    const trained = trainedOf(state);
    return predictionView(unlabelledRows(trained, tableTrainedOn(state, trained)), pauseOf(host, signal));
  },

  listRows(_, { state }) {
    const trained = trainedOf(state);
    return new Blob([rowsCsv(trained, tableTrainedOn(state, trained))], { type: "text/csv" });
  },

  async compare({ file }, { state, host, emit, signal }) {
    const trained = trainedOf(state);
    const table = tableTrainedOn(state, trained);
    const { table: theirs } = await openTable([tableFile(file)], { onProgress: readingTo(emit), signal });
    return comparePredictions(trained, table, theirs, pauseOf(host, signal));
  },

  importance(_, { state, host: { pause }, emit }) {
    const trained = trainedOf(state);
    const table = tableTrainedOn(state, trained);
    return worthOfColumns(trained, table, { pause, onProgress: (fraction) => emit({ type: "measuring", fraction }) });
  },

  whatIf: ({ cells }, { state, host: { pause } }) => whatIf(trainedOf(state), { cells, pause }),

  checkGpu: (_, { host }) => checkGpu(host),

  cancel({ id }, { state }) {
    state.asked.get(id)?.abort(studioError("E_SESSION_CANCELLED"));
    return null;
  },
};

/** Every row with what is said of it, as a file and to look at. */
async function predictionView(rows: PipelineRows, pause: () => Promise<void>): Promise<PredictionView> {
  const predictions = await predict(rows, { pause });
  const metrics = metricsOf(rows, predictions);
  const example = formulaCell(rows);
  const preview = firstPredictions(rows, predictions, PREVIEW_ROWS);
  const csvOf = (isDefused: boolean) =>
    new Blob([...writtenPredictions(rows, predictions, { format: "csv", isDefused })], { type: "text/csv" });
  return {
    kind: "predicted",
    csv: csvOf(false),
    ...(example === undefined
      ? {}
      : { formulas: { example: shortened(example, LONGEST_EXAMPLE), safeCsv: csvOf(true) } }),
    nRows: predictions.nRows,
    report: rows.report,
    fit: rows.fit,
    trainedOn: rows.trainedOn,
    preview,
    nAdded: preview[0].length - rows.table.columns.length,
    ...(metrics ? { metrics } : {}),
  };
}

/** The trained pipeline that a run went on from. */
async function earlierOf(file: Blob | string | undefined): Promise<TrainedPipeline | undefined> {
  if (file === undefined) return undefined;
  const text = typeof file === "string" ? file : await file.text();
  return (await openPipeline(text, "checkpoint")).trained;
}

/** @throws StudioError in the words of whatever failed. */
export async function answer<Type extends RequestType>(
  request: Extract<Request, { type: Type }>,
  context: VerbContext,
): Promise<Replies[Type]> {
  const verbs: VerbsOf<Type> = VERBS;
  return verbs[request.type as Type](request, context);
}
