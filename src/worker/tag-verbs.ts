/** What the page asks of price tags. */
import { retrainTag, withTag } from "../app/retrain-tag.ts";
import { studioError } from "../base/error.ts";
import { assertIdle, trainedOf } from "./state.ts";
import { tableTrainedOn } from "./trained-table.ts";
import type { VerbsOf } from "./verb.ts";

export const tagVerbs: VerbsOf<"retrainTag"> = {
  async retrainTag({ part, engine }, { state, host, emit, signal }) {
    assertIdle(state, "a second Train");
    const trained = trainedOf(state);
    const onProgress = (fraction: number) => emit({ type: "measuring", fraction });
    const table = tableTrainedOn(state, trained);
    const tag = await retrainTag(trained, table, { part, engine, signal, onProgress }, host);
    const now = trainedOf(state);
    // Something else was opened or trained meanwhile.
    if (now.soft !== trained.soft) throw studioError("E_SESSION_CANCELLED");
    const report = withTag(now.report, tag);
    state.trained = { ...now, report };
    return report;
  },
};
