/** A colour and a dash for each line, so that no line is told from another by colour alone. */
const DASHES = ["", "7 4", "2 3", "10 3 2 3", "14 4", "5 2 1 2 1 2", "1 4", "10 6"];

export const MOST_LINES = DASHES.length;

interface LineStyle {
  readonly colour: string;
  /** The name of the style that holds the colour, for what cannot take it from there by itself. */
  readonly variable: string;
  readonly dash: string;
}

export function lineStyle(index: number): LineStyle {
  const place = index % MOST_LINES;
  const variable = `--series-${place + 1}`;
  return { colour: `var(${variable})`, variable, dash: DASHES[place] };
}
