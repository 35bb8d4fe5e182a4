/** A described table as people look at it: each column at a glance. Its cells: grid/grid-rows.ts. */
import type { StudioErrorDetails } from "../base/error.ts";
import { remember } from "../base/remember.ts";
import { type ColumnDoubts, doubtsOf } from "../table/column-doubts.ts";
import type { MatchedColumn, UnmatchedColumn } from "../table/files/align-names.ts";
import { type FilesProposal, proposeMatches } from "../table/files/propose-matches.ts";
import { type ColumnProfile, profileColumn } from "../table/profile.ts";
import { type ValueCount, valuesOf } from "../table/split/recognise-parts.ts";
import type { SplitOffer } from "../table/split/split-offer.ts";
import type { ColumnRule, DatasetSchema, IngestIssue, RawColumn, SourceFile, TargetRule } from "../table/types.ts";
import type { TableDescription } from "./describe-table.ts";
import type { DirtCounts } from "./dirt/dirt-list.ts";
import type { OpenTable } from "./open-table.ts";
import { offeredSplits } from "./split-choices.ts";

export interface ColumnView {
  readonly rule: ColumnRule;
  readonly profile: ColumnProfile;
  /** What a person may want to decide otherwise. */
  readonly doubts?: ColumnDoubts;
  /** Its values, the most frequent first, where they are few enough to tell a split. */
  readonly values?: readonly ValueCount[];
}

export interface TableView {
  readonly nRows: number;
  readonly sources: readonly SourceFile[];
  readonly issues: readonly IngestIssue[];
  readonly unmatched: readonly UnmatchedColumn[];
  /** Columns that are called otherwise in their file, and those that may be. */
  readonly matched: readonly MatchedColumn[];
  readonly mayMatch: readonly FilesProposal[];
  readonly columns: readonly ColumnView[];
  /** Columns that rows could be split by, each with the reason. */
  readonly splits: readonly SplitOffer[];
  readonly target?: TargetRule;
  /** Columns that a program binds under these rules; absent until a target is chosen. */
  readonly schema?: DatasetSchema;
  /** Rows that meet the row filter, where there is one. */
  readonly nMeeting?: number;
  /** How much dirt was planted in it, where any was. */
  readonly dirt?: DirtCounts;
  /** Columns of junk that were planted with it. */
  readonly junk?: readonly string[];
  /** A decision about the target that this table cannot meet; the rest says how it is without. */
  readonly unmet?: StudioErrorDetails;
}

const profiles = remember<RawColumn, ColumnProfile>();

/** A role and its reason change with the target and say nothing of the cells. */
const readingOf = (rule: ColumnRule) => JSON.stringify({ ...rule, role: "", roleReason: "", typeReason: "" });

const doubts = remember<RawColumn, ColumnDoubts | undefined>();

const values = remember<RawColumn, readonly ValueCount[] | undefined>();

function viewColumn(column: RawColumn, rule: ColumnRule): ColumnView {
  const few = values(column, JSON.stringify(rule.missingMarkers), () => valuesOf(column, rule));
  const reading = readingOf(rule);
  const profile = profiles(column, reading, () => profileColumn(column, rule));
  const doubtful = doubts(column, reading, () => doubtsOf(column, rule));
  return { rule, profile, ...(doubtful ? { doubts: doubtful } : {}), ...(few ? { values: few } : {}) };
}

export function viewTable(open: OpenTable, description: TableDescription): TableView {
  const { table, unmatched, matched } = open;
  const { rules, target, schema, unmet } = description;
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return {
    nRows: table.nRows,
    sources: table.sources,
    issues: table.issues,
    unmatched,
    matched,
    mayMatch: proposeMatches(open, rules),
    columns: rules.flatMap((rule) => {
      const column = byName.get(rule.name);
      return column ? [viewColumn(column, rule)] : [];
    }),
    splits: offeredSplits(open, description),
    ...(target && schema ? { target, schema } : {}),
    ...(unmet ? { unmet: unmet.details } : {}),
  };
}
