import { type DirtTask, keyOf, type Plant, randomBelow, someRows } from "./dirt-task.ts";
import { dealLabels } from "./wrong-labels.ts";

/** The name of the last rows of a file, where these are taken for a file of their own. */
const partName = (file: string) => `${file} (last rows)`;

/**
 * One of several files has labels that say nothing: of so many of its rows they are dealt anew. A single file is told into two, and all
 * labels of its last rows are dealt anew.
 */
export const plantBadSource: Plant = (task) => {
  const { table, recipe, learned } = task;
  const { source: share } = recipe.amounts;
  if (table.sources.length > 1) {
    const own = learned.filter((row) => table.sourceOfRow[row] === badSourceOf(task));
    dealLabels(task, "source", someRows(own, share, keyOf(task, "source", 0)));
    return;
  }
  const first = table.nRows - Math.round(share * table.nRows);
  const [file] = table.sources;
  if (!file || first <= 0 || first >= table.nRows) return;
  const part = { ...file, name: partName(file.name), nRows: table.nRows - first };
  task.draft.setSources({
    sources: [{ ...file, nRows: first }, part],
    sourceOfRow: Uint16Array.from({ length: table.nRows }, (_, row) => Number(row >= first)),
  });
  dealLabels(
    task,
    "source",
    learned.filter((row) => row >= first),
  );
};

function badSourceOf(task: DirtTask): number {
  const { sources } = task.table;
  const wanted = sources.findIndex(({ name }) => name === task.recipe.badFile);
  return wanted >= 0 ? wanted : randomBelow(sources.length, keyOf(task, "source", 1), 0);
}
