/** What the words "column", "rule" and "dataset" mean; every other file of this folder makes or reads these. */
import type { WarningCode } from "../base/errors/catalogue.ts";

/** Codes of cells, as narrow as there are few of them. */
export type CellCodes = Int8Array | Int16Array | Int32Array;

/**
 * One column as it stood in the files, lossless: a cell whose text is a canonical number (`String(Number(t)) === t`), or would be
 * without the zeros at the end of its decimals (0.730), lives in `numbers`; every other cell is a code into `dictionary`. Whoever
 * must see such zeros as people do reads `asWritten(column)`, where these cells are texts.
 */
export interface RawColumn {
  readonly name: string;
  /** float64 [nRows]; NaN where `codes` ≥ 0. */
  readonly numbers: Float64Array;
  /**
   * int [nRows], as narrow as the dictionary allows; −1: the text is `String(numbers[row])`; −1 − d: it has d decimals, the last of
   * them a zero (`numbers[row].toFixed(d)`); else an index into `dictionary`.
   */
  readonly codes: CellCodes;
  readonly dictionary: readonly string[];
  /** What a row of units below the header says; absent where none does. */
  readonly unit?: string;
}

/** Kinds of files that become tables. */
export const TABLE_FORMATS = ["csv", "gzip", "zip", "xlsx", "parquet", "json", "jsonl"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Some rows of a file in the place of all: each is read with a chance of one in so many, by draws that follow from the seed. */
export interface RowSample {
  /** At least 2. */
  readonly oneIn: number;
  readonly seed: number;
}

/** How a file was read; detected, shown to the user, and changeable. */
export interface Dialect {
  /** Absent: CSV. Other formats leave `delimiter`, `quote` and `encoding` "" where they have no such thing. */
  readonly format?: TableFormat;
  /** "\\s+": any number of spaces and tabs; "fixed:1,9,15": cells at fixed places, counted from 1. */
  readonly delimiter: string;
  readonly quote: string;
  /** A WHATWG label: "utf-8", "utf-16le", "utf-16be", "windows-1252". */
  readonly encoding: string;
  readonly hasHeader: boolean;
  /** Records above the table that are passed over, where somebody said how many; absent: detected. */
  readonly skipRows?: number;
  /** Rows that look like no records (units, totals, footers) are records. */
  readonly keepAll?: boolean;
  /** Where a person said that not all rows are read. */
  readonly rowSample?: RowSample;
  /** Of a zip archive: the file in it that was read, and which ones could be where there are several. */
  readonly member?: string;
  readonly members?: readonly string[];
  /** Of a workbook: the sheet that was read, and all of them where there are several. */
  readonly sheet?: string;
  readonly sheets?: readonly string[];
}

/** Something that a person should know about a file; never thrown, always listed. */
export interface IngestIssue {
  readonly code: WarningCode;
  /** File, and 1-based data row where there is one. */
  readonly where: string;
  readonly message: string;
  /** How many rows or cells it concerns. */
  readonly count: number;
  /** The first few lines of the file that it concerns, 1-based; absent where it concerns no lines. */
  readonly lines?: readonly number[];
  /** Rows were lost: nothing is trained on such a table until somebody has decided how it is to be read. */
  readonly isBlocking?: boolean;
}

export interface SourceFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** Hex SHA-256 of the bytes, "" where it was not computed. */
  readonly hash: string;
  /** That were read. */
  readonly nRows: number;
  readonly dialect: Dialect;
}

/** One or several files, stacked by column name. */
export interface RawTable {
  readonly nRows: number;
  readonly columns: readonly RawColumn[];
  readonly sources: readonly SourceFile[];
  /** uint16 [nRows], index into `sources`. */
  readonly sourceOfRow: Uint16Array;
  readonly issues: readonly IngestIssue[];
}

export const COLUMN_TYPES = ["number", "category", "date", "text"] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

/** weight: how much each row counts, in training and in all that is measured; nothing is learned from it. */
export const COLUMN_ROLES = ["used", "aside", "weight", "target"] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

export const DECIMAL_MARKS = [".", ","] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

/** What a decimal mark rests on where no cell of its column shows it. */
export const DECIMAL_DOUBTS = ["other columns", "delimiter", "groups of three", "nothing"] as const;
export type DecimalDoubt = (typeof DECIMAL_DOUBTS)[number];

export const DATE_PARTS = ["days", "month", "weekday", "hour"] as const;
export type DatePart = (typeof DATE_PARTS)[number];

/** A level of a category and every raw spelling (after trimming) that means it. */
export interface Level {
  readonly label: string;
  readonly spellings: readonly string[];
}

/** What stands round the numbers of a column, as "before 5 after", and what the number is multiplied by for it. */
export interface NumberAffix {
  readonly before: string;
  readonly after: string;
  /** 1 for a unit; 1,000 for k; −1 where it says that the amount is owed. */
  readonly factor: number;
}

/** How lengths of time become numbers. */
export interface DurationFormat {
  /** Seconds of the unit that they are told in. */
  readonly unitSeconds: number;
  /** What "3:45" means. */
  readonly short: "hours and minutes" | "minutes and seconds";
}

/** How the numbers of a column are written, beyond their decimal mark. */
export interface NumberFormat {
  /** What may stand round a number; nothing always may. */
  readonly affixes: readonly NumberAffix[];
  /** As it is shown; "" where there is none. */
  readonly unit: string;
  /** Some cells have decimal points and some decimal commas: each that shows which is read so, others by `decimalMark`. */
  readonly hasBothMarks: boolean;
  /** "<0.02" and "~5" are read as what they name, "3-5" as its middle. */
  readonly areLimitsRead: boolean;
  /** Cells are lengths of time: clocks, numbers with units of time, ISO 8601. Absent: none are. */
  readonly duration?: DurationFormat | undefined;
}

/** How one column of text becomes data: versioned, stored in the document and in every export. */
export interface ColumnRule {
  readonly version: 1;
  readonly name: string;
  readonly type: ColumnType;
  readonly role: ColumnRole;
  /** Why this type, in words. */
  readonly typeReason: string;
  /** Why this role, in words. */
  readonly roleReason: string;
  /** Cell texts, trimmed and compared without case, that mean "missing"; the empty text always does. */
  readonly missingMarkers: readonly string[];
  readonly decimalMark: DecimalMark;
  /** Absent: numbers stand alone, or with the signs that version 1 knew. */
  readonly numberFormat?: NumberFormat | undefined;
  /** What a row of units below the header says, where cells themselves name none: to be shown, not to be read by. */
  readonly unit?: string | undefined;
  /** A second number column says which cells are limits: −1 at most ("<0.02"), 1 at least, 0 neither. Absent: none does. */
  readonly hasLimitColumn?: boolean | undefined;
  /** Why the decimal mark was taken where no cell shows it; absent where cells do, and where a person set it. */
  readonly decimalDoubt?: DecimalDoubt | undefined;
  /** Numbers that may mean "missing" and are read as numbers all the same, until a person calls them markers. */
  readonly sentinelCandidates?: readonly number[] | undefined;
  /** Subtracted in float64 before rounding to float32 (timestamps, large ids); 0 for most columns. */
  readonly offset: number;
  /** Categories: the most frequent levels (`levelsOf` says how many); other spellings are pooled in `otherLabel` when it is set. */
  readonly levels: readonly Level[];
  /** The label of the pool of rare levels, a member of `levels`, or "" where nothing was pooled. */
  readonly otherLabel: string;
  /** Dates: how to read them ("iso", "dmy", "mdy", "ymd", "epoch-s", "epoch-ms") and what becomes a number. */
  readonly dateFormat: string;
  readonly dateParts: readonly DatePart[];
}

export const TASKS = ["binary", "multiclass", "regression"] as const;
export type Task = (typeof TASKS)[number];

/** What is predicted. `classes` in order of their codes; empty for a regression. */
export interface TargetRule {
  readonly name: string;
  readonly task: Task;
  readonly taskReason: string;
  readonly classes: readonly Level[];
}

/** A number column after ingest; a date gives several, a column with limits two. */
export interface NumberColumn {
  readonly name: string;
  /** The file's column that it came from. */
  readonly original: string;
  /** Add this to go back to the file's unit. */
  readonly offset: number;
}

export interface CategoryColumn {
  readonly name: string;
  readonly original: string;
  /** Codes: 0 = missing, 1 = unseen, 2 + i = levels[i]. */
  readonly levels: readonly string[];
}

/** The columns that a program binds, without any row. */
export interface DatasetSchema {
  readonly numbers: readonly NumberColumn[];
  readonly categories: readonly CategoryColumn[];
  readonly sources: readonly string[];
  readonly target: TargetRule;
  /** The column of the file that says how much each row counts; absent: all count alike. */
  readonly weight?: string | undefined;
}

export const MISSING_CODE = 0;
export const UNSEEN_CODE = 1;
export const FIRST_LEVEL_CODE = 2;

/** Typed columns of a table under a set of rules; row-major, float32, never NaN except in `labels`. */
export interface Columns {
  readonly schema: DatasetSchema;
  readonly nRows: number;
  /** float32 [nRows, nNumbers], in the column's unit less its offset; 0 where missing. */
  readonly numbers: Float32Array;
  /** uint8 [nRows, nNumbers], 1 = missing. */
  readonly missing: Uint8Array;
  /** int32 [nRows, nCategories]. */
  readonly categories: Int32Array;
  /** int32 [nRows], index into schema.sources. */
  readonly source: Int32Array;
  /** float64 [nRows]: class code, or the regression target in its own unit; NaN where there is none. */
  readonly labels: Float64Array;
  /** float64 [nRows], in any unit: how much each row counts, NaN where that is missing; absent: all count alike. */
  readonly rowWeights?: Float64Array;
}

export type Split = "train" | "validation" | "test";

/** Columns with every labelled row in exactly one split. */
export interface Dataset extends Columns {
  /** Ascending row indices of each split; unlabelled rows are in none. */
  readonly split: Readonly<Record<Split, Uint32Array>>;
  /**
   * int32 [nRows]: rows with one number come together (repeats, the rows of one patient) and stand on one side of the split,
   * −1 for rows that are in none; absent: each row comes by itself.
   */
  readonly groups?: Int32Array;
}
