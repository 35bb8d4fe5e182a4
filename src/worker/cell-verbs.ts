/** What the page asks of cells that are worth fixing, and of those that were fixed. */
import { cellsToFix } from "../app/cells/cells-to-fix.ts";
import { repairPaid } from "../app/cells/repair-paid.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { trainedOf } from "./state.ts";
import { tableTrainedOn } from "./trained-table.ts";
import { restOf, type VerbsOf } from "./verb.ts";

export const cellVerbs: VerbsOf<"cellsToFix" | "repairPaid"> = {
  cellsToFix(_, { state, host, signal }) {
    const trained = trainedOf(state);
    return cellsToFix(trained, tableTrainedOn(state, trained), { pause: restOf({ host, state, signal }) });
  },
  async repairPaid(_, { state, host, signal }) {
    const { trained, before } = state;
    if (!trained || !before) return null;
    const onTable = (run: TrainedPipeline) => ({ trained: run, table: tableTrainedOn(state, run) });
    return (await repairPaid(onTable(before), onTable(trained), restOf({ host, state, signal }))) ?? null;
  },
};
