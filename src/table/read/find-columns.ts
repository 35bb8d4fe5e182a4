/** Where columns at fixed places are: found between blanks, drawn by dashes, or said. */
import {
  type FixedColumns,
  isDrawnLine,
  isNumberWord,
  phrasesOf,
  type Token,
  tokensOf,
  touches,
} from "./fixed-columns.ts";

/** Where more than so many of the lines have text, as runs of places. */
function spansOf(lines: readonly string[], nBlank = 0): Token[] {
  const counts: number[] = [];
  for (const { from, to } of lines.flatMap(tokensOf)) {
    for (let at = from; at < to; at++) counts[at] = (counts[at] ?? 0) + 1;
  }
  const isFilled = (at: number): boolean => (counts[at] ?? 0) > nBlank;
  const spans: { from: number; to: number }[] = [];
  for (let at = 0; at < counts.length; at++) {
    if (!isFilled(at)) continue;
    if (isFilled(at - 1)) spans[spans.length - 1].to = at + 1;
    else spans.push({ from: at, to: at + 1 });
  }
  return spans;
}

/** Lines without a few that have text where nearly all others are blank. */
function alike(lines: readonly string[]): readonly string[] {
  const nOthers = Math.floor(lines.length * 0.05);
  const spans = spansOf(lines, nOthers);
  const isIn = (token: Token): boolean => spans.some(({ from, to }) => token.from >= from && token.to <= to);
  const kept = lines.filter((line) => tokensOf(line).every(isIn));
  return kept.length >= lines.length * 0.9 ? kept : lines;
}

/**
 * A few long texts may reach beyond a place that is blank in all lines: what always goes on after one space, and is
 * there wherever there is text right before it, belongs to them.
 */
function withoutTails(spans: readonly Token[], lines: readonly string[], isNumber = isNumberWord): Token[] {
  const all = lines.map(tokensOf);
  const joined: Token[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    const firsts = all.map((tokens) => tokens.findIndex((token) => touches(token, span)));
    const goesOn = firsts.every((first, line) => {
      if (first < 0) return true;
      const tokens = all[line];
      const isNext = first > 0 && tokens[first].from === span.from && tokens[first - 1].to === span.from - 1;
      const words = tokens.slice(Math.max(0, first - 1), first + 1).map(({ from, to }) => lines[line].slice(from, to));
      // Two numbers are never one cell.
      return isNext && !words.every(isNumber);
    });
    const without = all.filter((_, line) => firsts[line] < 0);
    // A column before another would end there where that is blank, too.
    const isTail = goesOn && without.length > 0 && !without.flat().some(({ to }) => to === span.from - 1);
    if (last && isTail) joined[joined.length - 1] = { from: last.from, to: span.to };
    else joined.push(span);
  }
  return joined;
}

/** The same of texts that end at one place and begin at several. */
function withoutHeads(spans: readonly Token[], lines: readonly string[]): Token[] {
  const width = Math.max(0, ...lines.map(({ length }) => length));
  const mirror = (text: string): string =>
    Array.from({ length: text.length }, (_, at) => text[text.length - 1 - at]).join("");
  const turned = (all: readonly Token[]): Token[] =>
    all.map(({ from, to }) => ({ from: width - to, to: width - from })).reverse();
  const mirrored = lines.map((line) => mirror(line.padEnd(width)));
  return turned(withoutTails(turned(spans), mirrored, (text) => isNumberWord(mirror(text))));
}

/** Every text that lies in one span alone makes it as wide as itself. */
function widened(spans: readonly Token[], lines: readonly string[]): Token[] {
  let wide = spans.map((span) => ({ ...span }));
  for (const tokens of lines.map(tokensOf)) {
    const touched = tokens.map((token) => wide.filter((span) => touches(token, span)));
    if (touched.some(({ length }) => length > 1)) continue;
    wide = wide.map((span) => {
      const own = tokens.filter((_, index) => touched[index][0] === span);
      return {
        from: Math.min(span.from, ...own.map(({ from }) => from)),
        to: Math.max(span.to, ...own.map(({ to }) => to)),
      };
    });
  }
  return wide;
}

/** Lines that may be titles, names, notes: they widen columns, and make none. */
const EDGE_LINES = 10;

export interface FoundColumns extends FixedColumns {
  /** The lines by which columns were found. */
  readonly core: readonly string[];
  /** Lines round them, but for the first, that may be others of this kind, or none. */
  readonly edges: readonly string[];
  /** A line of dashes draws them. */
  readonly isDrawn: boolean;
}

/**
 * Columns between places that are blank in every line, or under a line of dashes that draws them.
 *
 * @param isTolerant a few lines may stand otherwise than all others.
 */
export function findColumns(lines: readonly string[], isTolerant = false): FoundColumns {
  const filled = lines.filter((line) => line.trim() !== "");
  const rule = filled.slice(0, EDGE_LINES).findIndex((line) => isDrawnLine(line));
  if (rule >= 0) {
    const body = filled.slice(rule + 1).filter((line) => !isDrawnLine(line));
    const nNotes = body.length < 3 ? 0 : Math.min(EDGE_LINES, Math.ceil(body.length * 0.2));
    const core = body.slice(0, body.length - nNotes);
    const edges = body.slice(body.length - nNotes);
    const spans = widened(tokensOf(filled[rule]), core);
    return { ...columnsOf(spans, core), core, edges, isDrawn: true };
  }
  const nAbove = Math.min(EDGE_LINES, Math.max(1, Math.floor(filled.length * 0.3)));
  const nBelow = Math.min(EDGE_LINES, Math.floor(filled.length * 0.2));
  const middle = filled.slice(nAbove, filled.length - nBelow);
  const core = isTolerant ? alike(middle) : middle;
  const spans = withoutHeads(withoutTails(spansOf(core), core), core);
  // The first line may hold names, which are often longer than what they name.
  const edges = [...filled.slice(1, nAbove), ...filled.slice(filled.length - nBelow)];
  return { ...columnsOf(widened(spans, edges), core), core, edges, isDrawn: false };
}

function columnsOf(spans: readonly Token[], lines: readonly string[]): FixedColumns {
  const all = lines.map((line) => ({ line, tokens: tokensOf(line) }));
  const columns = spans.map(({ from, to }, index) => {
    const words = all.flatMap(({ line, tokens }) =>
      tokens.filter((each) => touches(each, { from, to })).map((each) => line.slice(each.from, each.to)),
    );
    const isNumeric = words.length > 0 && words.filter(isNumberWord).length >= words.length * 0.9;
    return { start: index === 0 ? 0 : from, from, to, isTouched: false, isNumeric };
  });
  return { columns, isLoose: areLoose(lines) };
}

const areLoose = (lines: readonly string[]): boolean => lines.every((line) => phrasesOf(line).length > 1);

/** Columns that begin where somebody says, counted from 0. */
export function columnsAt(starts: readonly number[], lines: readonly string[]): FixedColumns {
  const filled = lines.filter((line) => line.trim() !== "" && !isDrawnLine(line));
  const columns = starts.map((start, index) => {
    const end = starts[index + 1] ?? Number.POSITIVE_INFINITY;
    const crossing = filled.filter((line) => tokensOf(line).some(({ from, to }) => from < start && to > start));
    const own = filled
      .flatMap(tokensOf)
      .filter(({ from, to }) => from < end && to > start)
      .map(({ from, to }) => ({ from: Math.max(from, start), to: Math.min(to, end) }));
    const from = own.reduce((least, token) => Math.min(least, token.from), Math.min(end, start + 1) - 1);
    const to = own.reduce((most, token) => Math.max(most, token.to), start + 1);
    return { start, from, to, isTouched: crossing.length > Math.max(1, filled.length * 0.1), isNumeric: false };
  });
  return { columns, isLoose: areLoose(filled) };
}
