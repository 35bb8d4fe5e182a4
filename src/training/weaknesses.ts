/**
 * What makes a result mean little, whatever its numbers say: told first of all that is said of a run. That few rows are tested at
 * all is said of the split.
 */
import { weaknessText } from "../base/texts/training.ts";
import type { Dataset } from "../table/types.ts";

/** With fewer test rows of a class, what is said of it is chance. */
const FEW_OF_CLASS = 5;
/** Above this share of the test rows, always saying the commonest class looks good. */
const DOMINANT_SHARE = 0.95;
/** From so many rows on, values can be told to be row numbers … */
const FEWEST_IDS = 20;
/** … where so large a share of them is different … */
const DIFFERENT_SHARE = 0.95;
/** … and they fill so large a share of the range between the least and the greatest. */
const FILLED_SHARE = 0.5;

/** A sentence each; empty where nothing is wrong. */
export function weaknessesOf({ labels, split, schema }: Dataset): readonly string[] {
  const { target } = schema;
  const nTest = split.test.length;
  if (target.task === "regression") return areIds(labels) ? [weaknessText("ids", target)] : [];
  if (nTest === 0) return [];
  const tested = countsOf(labels, split.test, target.classes.length);
  const trained = countsOf(labels, split.train, target.classes.length);
  const classes = target.classes.map(({ label }, index) => ({
    label,
    nTested: tested[index],
    nTrained: trained[index],
  }));
  const rare = classes.filter(({ nTested, nTrained }) => nTested < FEW_OF_CLASS && nTested + nTrained > 0);
  const dominant = classes.find(({ nTested }) => nTested >= DOMINANT_SHARE * nTest);
  return [
    ...(rare.length > 0 ? [weaknessText("rareClasses", { classes: rare, nTest })] : []),
    ...(dominant ? [weaknessText("dominant", { label: dominant.label, share: dominant.nTested / nTest })] : []),
  ];
}

function countsOf(labels: Float64Array, rows: Uint32Array, nClasses: number): Uint32Array {
  const counts = new Uint32Array(nClasses);
  for (const row of rows) counts[labels[row]]++;
  return counts;
}

/** Whether numbers are those of rows: whole, nearly all different, and without large gaps. */
function areIds(labels: Float64Array): boolean {
  const values = labels.filter((label) => !Number.isNaN(label));
  if (values.length < FEWEST_IDS || !values.every(Number.isInteger)) return false;
  const different = new Set(values).size;
  let [least, greatest] = [values[0], values[0]];
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return different >= DIFFERENT_SHARE * values.length && different >= FILLED_SHARE * (greatest - least + 1);
}
