/** New spellings of the levels of a category. */
import { readLevelCells } from "../cells/read-cells.ts";
import { sayYesNo } from "../cells/yes-no.ts";
import { looksOf } from "../infer/column-levels.ts";
import { isMarker } from "../infer/missing-markers.ts";
import { type ColumnRule, type Level, MISSING_CODE } from "../types.ts";
import type { ColumnStatistics } from "./column-statistics.ts";
import type { ColumnToRead, ReadAs } from "./read-as.ts";
import type { Recognised, RowsDoubt } from "./types.ts";

export function recogniseLevels({ column, rule, usual }: ColumnToRead): ReadAs {
  const first = readLevelCells(column, rule);
  const strange = [...first.unseen.keys(), ...first.pooled.keys()];
  const markers = strange.filter((text) => isMarker(text));
  const pairs = pairsOf(
    strange.filter((text) => !isMarker(text)),
    rule,
  );
  const adapted = {
    ...rule,
    missingMarkers: [...rule.missingMarkers, ...markers],
    levels: withSpellings(rule.levels, pairs),
  };
  const isChanged = markers.length + pairs.length > 0;
  const read = isChanged ? readLevelCells(column, adapted) : first;
  const recognised: Recognised[] = [];
  if (markers.length > 0) recognised.push({ kind: "markers", column: rule.name, texts: markers });
  if (pairs.length > 0) recognised.push({ kind: "levels", column: rule.name, pairs });
  const doubt = doubtOf(read, { rule, usual });
  return { rule: isChanged ? adapted : rule, recognised, doubts: doubt ? [doubt] : [] };
}

type Pair = { readonly text: string; readonly label: string };

/** Texts that can only mean one level: they look like it, are the same number, or say yes and no as its levels do. */
function pairsOf(texts: readonly string[], { levels, otherLabel }: ColumnRule): readonly Pair[] {
  const own = levels.filter(({ label }) => label !== otherLabel);
  const labels = own.map(({ label }) => label);
  const yesNo = sayYesNo(texts, labels);
  if (yesNo) return yesNo;
  const looks = levelsBy(own, (text) => looksOf(text).toLowerCase());
  const numbers = levelsBy(own, numberKey);
  return texts.flatMap((text) => {
    const label = looks(text) ?? numbers(text);
    return label === undefined ? [] : [{ text, label }];
  });
}

const numberKey = (text: string): string => (/^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? String(Number(text)) : "");

/** @param keyOf "" for none. */
function levelsBy(levels: readonly Level[], keyOf: (text: string) => string): (text: string) => string | undefined {
  const labels = new Map<string, Set<string>>();
  for (const { label, spellings } of levels) {
    for (const spelling of spellings) {
      const key = keyOf(spelling);
      if (key !== "") labels.set(key, (labels.get(key) ?? new Set()).add(label));
    }
  }
  return (text) => {
    const [label, ...others] = labels.get(keyOf(text)) ?? [];
    return others.length === 0 ? label : undefined;
  };
}

function withSpellings(levels: readonly Level[], pairs: readonly Pair[]): readonly Level[] {
  if (pairs.length === 0) return levels;
  return levels.map((level) => {
    const more = pairs.filter(({ label }) => label === level.label).map(({ text }) => text);
    return more.length === 0 ? level : { ...level, spellings: [...level.spellings, ...more] };
  });
}

/** Fewer rows may well all be of levels that training did not have. */
const FEWEST = 5;
const ALMOST_ALL = 0.9;
/** Where texts seldom repeat, new ones are what is expected. */
const MOST_NEW = 0.2;
/** In a pool of rare texts nobody can tell new ones, unless there are many and nothing else. */
const FEWEST_POOLED = 40;

function doubtOf(
  { codes, unseen, pooled }: ReturnType<typeof readLevelCells>,
  { rule, usual }: { readonly rule: ColumnRule; readonly usual: ColumnStatistics | undefined },
): RowsDoubt | undefined {
  const nFilled = codes.reduce((count, code) => count + (code === MISSING_CODE ? 0 : 1), 0);
  const texts = unseen.size > 0 ? unseen : pooled;
  const count = [...texts.values()].reduce((sum, each) => sum + each, 0);
  const expected = usual === undefined ? 0 : unseen.size > 0 ? (usual.onceShare ?? 0) : (usual.pooledShare ?? 0);
  const isDoubtful =
    unseen.size > 0
      ? nFilled >= FEWEST && count >= nFilled * ALMOST_ALL && expected <= MOST_NEW
      : texts.size >= FEWEST_POOLED && count >= nFilled * 0.98 && expected <= 0.5;
  if (!isDoubtful) return undefined;
  const ranked = [...texts].sort((a, b) => b[1] - a[1]);
  const examples = ranked.slice(0, 3).map(([text]) => text);
  const known = rule.levels.slice(0, 3).map(({ label }) => label);
  return { kind: "unknown", column: rule.name, count, nFilled, examples, known, choices: [] };
}
