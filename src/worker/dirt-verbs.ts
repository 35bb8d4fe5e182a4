/** What the page asks of dirt that is planted on purpose. */
import { tableOfTraining } from "../app/compare.ts";
import { dirtFound } from "../app/dirt/dirt-found.ts";
import { dirtView, plantedCsv } from "../app/dirt/dirt-list.ts";
import { wishesOf } from "../app/document-table.ts";
import { plantedTable } from "../app/training-table.ts";
import { plantedIn } from "./shown-table.ts";
import { editedTableOf, trainedOf } from "./state.ts";
import type { VerbsOf } from "./verb.ts";

/** Cells of each kind that the page shows. */
const MOST_SHOWN = 20;

export const dirtVerbs: VerbsOf<"plantedDirt" | "plantedList" | "dirtFound"> = {
  plantedDirt(decided, { state }) {
    const planted = plantedIn(editedTableOf(state, decided.table), decided);
    return planted ? dirtView(planted, MOST_SHOWN) : null;
  },
  plantedList(decided, { state }) {
    const planted = plantedIn(editedTableOf(state, decided.table), decided);
    const { csv, formulas } = plantedCsv(planted);
    const fileOf = (lines: readonly string[]) => new Blob([...lines], { type: "text/csv" });
    return { csv: fileOf(csv), ...(formulas && { formulas: { ...formulas, safeCsv: fileOf(formulas.safeCsv) } }) };
  },
  dirtFound(_, { state }) {
    const trained = trainedOf(state);
    const { document } = trained;
    const open = editedTableOf(state, document.table);
    const planted = plantedTable({ open, wishes: wishesOf(document), split: document.training });
    return planted ? dirtFound(trained, planted, tableOfTraining(trained, open)) : null;
  },
};
