/** Files whose columns stand at fixed places of every line, so that a blank cell is one, and a cell may hold spaces. */
/** The delimiter of such files: alone, the places are looked for; else those are said, "fixed:1,9,15" counted from 1. */
export const FIXED = "fixed";

export interface FixedColumn {
  /** The first character that may be of this column, counted from 0. */
  readonly start: number;
  /** Where the lines that were looked at have text in it. */
  readonly from: number;
  readonly to: number;
  /** Text of the column before may reach right up to it: it is cut there. */
  readonly isTouched: boolean;
  /** Nearly all texts in it are numbers. */
  readonly isNumeric: boolean;
}

export interface FixedColumns {
  readonly columns: readonly FixedColumn[];
  /** In every line that was looked at, two spaces or more stand somewhere: a line without them is a title or a note. */
  readonly isLoose: boolean;
}

export interface Token {
  readonly from: number;
  readonly to: number;
}

export interface CutLine {
  readonly cells: readonly string[];
  /** A text lies across two columns, or in none: it was put where most speaks for. */
  readonly isCrossed: boolean;
}

const RULE = /^\s*[-=_]+(?:\s+[-=_]+)+\s*$/;

const TOKEN = /[^ \t\u00a0]+/g;

export function tokensOf(line: string): Token[] {
  return Array.from(line.matchAll(TOKEN), ({ 0: text, index }) => ({ from: index, to: index + text.length }));
}

/** A number, as programs print it. */
export const isNumberWord = (text: string): boolean => /^[-+]?(?:\d[\d.,]*|\.\d+)(?:e[-+]?\d+)?%?$/i.test(text);

export const phrasesOf = (line: string): string[] => line.trim().split(/[ \u00a0]{2,}|\s*\t\s*/);

export const touches = (one: Token, other: Token): boolean => one.from < other.to && one.to > other.from;

/** Where columns begin, as a delimiter says; nothing where it leaves that to be found; undefined for other delimiters. */
export function startsOf(delimiter: string | undefined): readonly number[] | undefined {
  if (delimiter === FIXED) return [];
  if (!delimiter?.startsWith(`${FIXED}:`)) return undefined;
  const places = delimiter.slice(FIXED.length + 1).split(",");
  return [...new Set([0, ...places.map((place) => Number(place) - 1)])];
}

/** Whether a delimiter is meant to say places, and says none that there can be. */
export function isBadFixed(delimiter: string): boolean {
  if (!delimiter.startsWith(`${FIXED}:`)) return false;
  const places = delimiter.slice(FIXED.length + 1).split(",");
  return !places.every(
    (place, index) => /^[1-9]\d{0,6}$/.test(place) && Number(place) > Number(places[index - 1] ?? 0),
  );
}

export function delimiterOf({ columns }: FixedColumns): string {
  return `${FIXED}:${columns.map(({ start }) => start + 1).join(",")}`;
}

/** Whether a line only draws where columns are. */
export const isDrawnLine = (line: string): boolean => RULE.test(line);

export function cutLine(line: string, fixed: FixedColumns): CutLine {
  const { columns, isLoose } = fixed;
  const hasTouched = columns.some(({ isTouched }) => isTouched);
  const tokens = hasTouched ? cutTokens(tokensOf(line), columns) : tokensOf(line);
  if (tokens.length === 0) return { cells: [], isCrossed: false };
  const places = placesOf(tokens, columns);
  const isOdd = places.some(({ first, last }, index) => first !== last && !goesOn(tokens, places, index));
  const homes = homesOf(tokens, places, columns);
  const isMisplaced = ({ from, to }: Token, index: number): boolean =>
    columns[homes[index]].isNumeric && !isNumberWord(line.slice(from, to));
  // A title may stand in columns by accident; it has words where all others have numbers.
  const isTitle =
    isLoose && tokens.length !== columns.length && phrasesOf(line).length === 1 && tokens.some(isMisplaced);
  if (!hasTouched && isTitle && !RULE.test(line)) return { cells: [line.trim()], isCrossed: false };
  if (!hasTouched && isOdd) {
    const whole = wholeLine(line, { places, fixed });
    if (whole) return { cells: whole, isCrossed: false };
  }
  const cells = columns.map(() => "");
  for (let index = 0, next = 0; index < tokens.length; index = next) {
    while (next < tokens.length && homes[next] === homes[index]) next++;
    cells[homes[index]] = line.slice(tokens[index].from, tokens[next - 1].to);
  }
  return { cells, isCrossed: isOdd && !hasTouched };
}

/** The columns that a text touches; none where `last` is below `first`. */
interface Place {
  readonly first: number;
  readonly last: number;
}

function placesOf(tokens: readonly Token[], columns: readonly FixedColumn[]): Place[] {
  let first = 0;
  return tokens.map((token) => {
    while (first < columns.length && columns[first].to <= token.from) first++;
    let last = first - 1;
    while (last + 1 < columns.length && columns[last + 1].from < token.to) last++;
    return { first, last };
  });
}

/** A word between two columns goes on what stands one space before it, where more room is behind it. */
function goesOn(tokens: readonly Token[], places: readonly Place[], index: number): boolean {
  const isBetween = places[index].first > places[index].last;
  const isNear = (one: number): boolean => tokens[one]?.to === tokens[one + 1]?.from - 1;
  return isBetween && index > 0 && isNear(index - 1) && !isNear(index);
}

/** A line whose texts do not stand where those of others do, by its own spaces; a title or a note is one cell. */
function wholeLine(
  line: string,
  { places, fixed: { columns, isLoose } }: { readonly places: readonly Place[]; readonly fixed: FixedColumns },
): string[] | undefined {
  const width = columns.length;
  const phrases = phrasesOf(line);
  const words = line.match(TOKEN) ?? [];
  const isLike = words.every((word, at) => !columns[at]?.isNumeric || isNumberWord(word));
  if (words.length === width && (isLike || !isLoose || RULE.test(line))) return words;
  if (phrases.length === width) return phrases;
  if (isLoose && phrases.length === 1) return [line.trim()];
  return places.filter(({ first, last }) => first < last).length > 1 ? [line.trim()] : undefined;
}

function cutTokens(tokens: readonly Token[], columns: readonly FixedColumn[]): Token[] {
  return tokens.flatMap((token) => {
    const cuts = columns.filter(({ isTouched, start }) => isTouched && token.from < start && start < token.to);
    const ends = [token.from, ...cuts.map(({ start }) => start), token.to];
    return ends.slice(1).map((to, index) => ({ from: ends[index], to }));
  });
}

/** The column of each token: the one that it touches; else that of the word before it, one space away; else the nearest. */
function homesOf(
  tokens: readonly Token[],
  places: readonly Place[],
  columns: readonly FixedColumn[],
): readonly number[] {
  const homes: number[] = [];
  for (const [index, token] of tokens.entries()) {
    const { first, last } = places[index];
    const isNext = index > 0 && tokens[index - 1].to === token.from - 1;
    homes.push(first <= last ? first : isNext ? homes[index - 1] : nearest(token, columns));
  }
  return homes;
}

function nearest(token: Token, columns: readonly FixedColumn[]): number {
  const distance = ({ from, to }: FixedColumn): number => Math.max(from - token.to, token.from - to);
  return columns.reduce((best, column, at) => (distance(column) < distance(columns[best]) ? at : best), 0);
}

/** Between the cells of a line that was cut. */
export const FIXED_MARK = "\u001f";

/** A cut line as delimited text that is read back to the same cells; a cell in quotes is read without them. */
export function delimitedLine(cells: readonly string[], quote: string): string {
  const isQuoted = (cell: string): boolean =>
    cell.length > 1 && cell.startsWith(quote) && cell.indexOf(quote, 1) === cell.length - 1;
  const written = (cell: string): string => {
    if (quote === "" || isQuoted(cell) || !(cell.includes(quote) || cell.includes(FIXED_MARK))) return cell;
    return quote + cell.replaceAll(quote, quote + quote) + quote;
  };
  return cells.map(written).join(FIXED_MARK);
}
