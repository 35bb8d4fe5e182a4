/** Splits along a time: the past is trained on, the latest rows test. */
import { studioError } from "../../base/error.ts";
import { splitText } from "../../base/texts/table.ts";
import type { SplitBasis } from "./read-split-column.ts";
import type { SplitOfRow, SplitTask } from "./split-task.ts";
import { timeWords } from "./time-words.ts";
import { noteUntrusted } from "./untrusted-sources.ts";

/**
 * Rows of one time stay together; each border is the one between two times that is nearest to what the shares say. Rows without
 * a time are in no split: they may be later than what tests.
 *
 * @throws StudioError E_SPLIT_TIMES where there are fewer than three different times.
 */
export function splitByTime(task: SplitTask, basis: Extract<SplitBasis, { by: "time" }>): SplitOfRow {
  const { columns, shares, untrusted, notes } = task;
  const { times, column, isDate } = basis;
  const isDealt = (row: number) => !Number.isNaN(columns.labels[row]) && !untrusted.has(row);
  noteUntrusted(task, (row) => !untrusted.has(row));
  const dealt = times.filter((time, row) => isDealt(row) && !Number.isNaN(time)).sort();
  /** Where each later time begins, in rows. */
  const borders: number[] = [];
  for (let place = 1; place < dealt.length; place++) if (dealt[place] !== dealt[place - 1]) borders.push(place);
  if (borders.length < 2) {
    throw studioError("E_SPLIT_TIMES", { column, nTimes: dealt.length === 0 ? 0 : borders.length + 1 });
  }
  const first = nearest(borders.slice(0, -1), shares.train * dealt.length);
  const second = nearest(
    borders.filter((border) => border > first),
    (shares.train + shares.validation) * dealt.length,
  );
  const [validationStart, testStart] = [dealt[first], dealt[second]];
  const [validation, test] = [validationStart, testStart].map((time) => timeWords(time, isDate));
  notes.push(splitText("times", { column, validation, test }));
  const nWithout = times.reduce((count, time, row) => count + Number(isDealt(row) && Number.isNaN(time)), 0);
  if (nWithout > 0) notes.push(splitText("timeless", { column, nRows: nWithout }));
  return (row) => {
    if (untrusted.has(row)) return "train";
    const time = times[row];
    if (Number.isNaN(time)) return undefined;
    return time < validationStart ? "train" : time < testStart ? "validation" : "test";
  };
}

function nearest(places: readonly number[], wanted: number): number {
  return places.reduce((best, place) => (Math.abs(place - wanted) < Math.abs(best - wanted) ? place : best));
}
