/** What single cells are under a rule: for pages of rows, of which few are looked at. */
import { asWritten } from "../column-builder.ts";
import type { ColumnRule, RawColumn } from "../types.ts";
import { dateReader } from "./date-format.ts";
import { markersOf, missingNumbers } from "./markers.ts";
import { LARGEST_FLOAT32 } from "./parse-number.ts";
import { ignoresZeros, numberReader } from "./read-number.ts";

/** filled: it means something; unreadable: it is filled, means nothing under the rule, and counts as missing. */
export type CellState = "filled" | "missing" | "unreadable";

export interface CellReader {
  readonly stateOf: (row: number) => CellState;
  /** A number in the file's unit, or days since 1970-01-01; NaN where it has none, and in columns of other types. */
  readonly valueOf: (row: number) => number;
}

interface Read {
  readonly state: CellState;
  readonly value: number;
}

const MISSING: Read = { state: "missing", value: Number.NaN };
const UNREADABLE: Read = { state: "unreadable", value: Number.NaN };
const FILLED: Read = { state: "filled", value: Number.NaN };

const asRead = (value: number): Read => (Math.abs(value) <= LARGEST_FLOAT32 ? { state: "filled", value } : UNREADABLE);

/** Reads cells as `readNumberCells` and `readDateCells` read whole columns; each different text once. */
export function cellReader(column: RawColumn, rule: ColumnRule): CellReader {
  const isNumber = rule.type === "number";
  const { codes, numbers, dictionary } = isNumber && ignoresZeros(rule) ? column : asWritten(column);
  const markers = markersOf(rule);
  const absent = missingNumbers(markers);
  const { ofText, ofNumber } = waysToRead(rule);
  const ofCode = new Array<Read | undefined>(dictionary.length);
  const read = (row: number): Read => {
    const code = codes[row];
    if (code < 0) return absent.has(numbers[row]) ? MISSING : ofNumber(numbers[row]);
    let known = ofCode[code];
    if (known === undefined) {
      const text = dictionary[code];
      known = markers.has(text.trim().toLowerCase()) ? MISSING : ofText(text);
      ofCode[code] = known;
    }
    return known;
  };
  return { stateOf: (row) => read(row).state, valueOf: (row) => read(row).value };
}

function waysToRead(rule: ColumnRule): {
  readonly ofText: (text: string) => Read;
  readonly ofNumber: (value: number) => Read;
} {
  switch (rule.type) {
    case "number": {
      const reader = numberReader(rule);
      return { ofText: (text) => asRead(reader.ofText(text)), ofNumber: (value) => asRead(reader.ofNumber(value)) };
    }
    case "date": {
      const parse = dateReader(rule.dateFormat);
      const ofText = (text: string): Read => {
        const moment = parse?.(text);
        return moment ? { state: "filled", value: moment.days } : UNREADABLE;
      };
      return { ofText, ofNumber: (value) => ofText(String(value)) };
    }
    case "category":
    case "text":
      return { ofText: () => FILLED, ofNumber: () => FILLED };
    default:
      return rule.type satisfies never;
  }
}
