/** A colour and a dash for each line, so that no line is told from another by colour alone. */
const DASHES = ["", "7 4", "2 3", "10 3 2 3", "14 4", "5 2 1 2 1 2", "1 4", "10 6"];

export const MOST_LINES = DASHES.length;

export function lineStyle(index: number): { readonly colour: string; readonly dash: string } {
  const place = index % MOST_LINES;
  return { colour: `var(--series-${place + 1})`, dash: DASHES[place] };
}
