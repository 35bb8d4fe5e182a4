const MS_PER_DAY = 86_400_000;

/** A time as people write it: a day, with the time of day where it has one, or the column's number. */
export function timeWords(time: number, isDate: boolean): string {
  if (!isDate) return String(time);
  const text = new Date(Math.round(time * MS_PER_DAY)).toISOString();
  return Number.isInteger(time) ? text.slice(0, 10) : text.slice(0, 16).replace("T", " ");
}
