/** What is said of new rows: how they are read differently from training, and what is in doubt. */
import type { DecimalMark } from "../types.ts";

/** What a person decided about one column of new rows. */
export interface RowsReading {
  /** As the pipeline knows it. */
  readonly column: string;
  /** The column of the file that is meant. */
  readonly from?: string | undefined;
  readonly decimalMark?: DecimalMark | undefined;
  readonly dateFormat?: string | undefined;
  /** What its numbers are multiplied by. */
  readonly factor?: number | undefined;
}

/** What was recognised and applied, since its meaning is clear. */
export type Recognised =
  | { readonly kind: "name"; readonly column: string; readonly found: string }
  | { readonly kind: "place"; readonly columns: readonly string[] }
  | { readonly kind: "mark"; readonly column: string; readonly mark: DecimalMark; readonly isEither: boolean }
  | {
      readonly kind: "unit";
      readonly column: string;
      readonly here: string;
      readonly usual: string;
      readonly factor: number;
    }
  | { readonly kind: "writing"; readonly column: string; readonly example: string }
  | {
      readonly kind: "dates";
      readonly column: string;
      readonly example: string;
      readonly here: string;
      readonly usual: string;
    }
  | { readonly kind: "markers"; readonly column: string; readonly texts: readonly string[] }
  | {
      readonly kind: "levels";
      readonly column: string;
      readonly pairs: readonly { readonly text: string; readonly label: string }[];
    }
  | { readonly kind: "factor"; readonly column: string; readonly factor: number };

interface InColumn {
  readonly column: string;
  /** What would settle it. */
  readonly choices: readonly RowsReading[];
}

interface OfCells extends InColumn {
  /** Cells concerned. */
  readonly count: number;
  readonly nFilled: number;
  readonly examples: readonly string[];
}

/** What should be asked before such rows are predicted. */
export type RowsDoubt =
  | ({ readonly kind: "absent" } & InColumn)
  | ({ readonly kind: "empty"; readonly usualShare: number } & InColumn)
  | ({ readonly kind: "unreadable"; readonly type: "number" | "date" } & OfCells)
  | ({ readonly kind: "unknown"; readonly known: readonly string[] } & OfCells)
  | ({
      readonly kind: "range";
      readonly isDate: boolean;
      readonly how: "range" | "scale" | "sign";
      readonly factor?: number;
      /** Where most values lie, here and in training. */
      readonly here: readonly [low: number, high: number];
      readonly usual: readonly [low: number, high: number];
    } & InColumn)
  | ({
      readonly kind: "mark";
      readonly example: string;
      readonly values: readonly [point: number, comma: number];
    } & InColumn)
  | ({ readonly kind: "date order"; readonly example: string } & InColumn)
  | ({ readonly kind: "unit"; readonly here: string; readonly usual: string } & InColumn);

/** A few values far outside of what training had: predicted all the same. */
export interface FarValues {
  readonly column: string;
  readonly count: number;
  readonly examples: readonly string[];
}
