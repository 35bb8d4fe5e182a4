/** What the page asks to see of a pipeline: what it does to rows, and how what it says follows columns. */
import { shapesOfRun } from "../app/additive-shapes.ts";
import { dependenceOn } from "../app/dependence.ts";
import { blockTable } from "../app/look/block-table.ts";
import { type Looking, lookedPipeline } from "../app/look/looked-pipeline.ts";
import { surfaceOf } from "../app/look/surface.ts";
import { editedTableOf, trainedOf, type WorkerState } from "./state.ts";
import { tableTrainedOn } from "./trained-table.ts";
import { pauseOf, type VerbsOf } from "./verb.ts";

const looking = (state: WorkerState, asked: Pick<Looking, "document" | "replica">): Looking => ({
  ...{ document: asked.document, replica: asked.replica, open: editedTableOf(state, asked.document.table) },
  ...{ watched: state.watched, trained: state.trained },
});

export const lookVerbs: VerbsOf<"dependence" | "lookAtBlock" | "shapes" | "surface"> = {
  dependence({ column }, { state, host, signal }) {
    const trained = trainedOf(state);
    const table = tableTrainedOn(state, trained);
    return dependenceOn(trained, table, { column, pause: pauseOf(host, signal) });
  },
  shapes(_, { state, host, signal }) {
    const trained = trainedOf(state);
    return shapesOfRun(trained, tableTrainedOn(state, trained), { pause: pauseOf(host, signal) });
  },
  async lookAtBlock(request, { state }) {
    return blockTable(await lookedPipeline(looking(state, request)), request) ?? null;
  },
  async surface({ columns, pinned, like, ...asked }, { state, host, signal }) {
    const looked = await lookedPipeline(looking(state, asked));
    const pause = pauseOf(host, signal);
    return (await surfaceOf(looked, { columns, pinned, like }, { trained: state.trained, pause })) ?? null;
  },
};
