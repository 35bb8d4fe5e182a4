import { dateReader } from "../cells/date-format.ts";
import { type ColumnSummary, summaryOf } from "../column-summary.ts";
import type { ColumnRole, ColumnRule, ColumnType, DecimalMark, RawTable } from "../types.ts";
import { SET_BY_YOU } from "./assign-roles.ts";
import { type Evidence, gatherEvidence } from "./column-evidence.ts";
import { mostLevelsOf } from "./column-levels.ts";
import { chooseDateFormat, type DateChoice } from "./date-order.ts";
import { chooseMark, type MarkChoice } from "./decimal-mark.ts";
import { dateRule, levelRule, numberRule, type TypedRule, typeOf } from "./infer-type.ts";

export interface RuleChange {
  readonly type?: ColumnType;
  readonly role?: ColumnRole;
  readonly missingMarkers?: readonly string[];
  readonly decimalMark?: DecimalMark;
  readonly dateFormat?: string;
}

/**
 * A rule as a person wants it: what follows from the change (levels, offset, date parts) is computed anew from the table.
 * Roles of other columns, and a role that was not set by hand, are `assignRoles`' business.
 */
export function overrideRule(table: RawTable, rule: ColumnRule, change: RuleChange): ColumnRule {
  const column = table.columns.find(({ name }) => name === rule.name);
  const role = change.role === undefined ? {} : { role: change.role, roleReason: SET_BY_YOU };
  const isTyped = change.type !== undefined || change.missingMarkers !== undefined;
  if (column === undefined || (!isTyped && change.decimalMark === undefined && change.dateFormat === undefined)) {
    return { ...rule, ...role };
  }
  const typed = retype(summaryOf(column), rule, {
    ...change,
    delimiter: table.sources[0]?.dialect.delimiter ?? ",",
    mostLevels: mostLevelsOf(table.columns.length),
  });
  const isChosen = (change.type !== undefined && change.type !== rule.type) || rule.typeReason === SET_BY_YOU;
  const typeReason = isChosen ? SET_BY_YOU : typed.typeReason;
  return { ...typed, typeReason, role: rule.role, roleReason: rule.roleReason, ...role };
}

interface Retyping extends RuleChange {
  /** Of the file. */
  readonly delimiter: string;
  readonly mostLevels: number;
}

function retype(summary: ColumnSummary, rule: ColumnRule, change: Retyping): TypedRule {
  const { missingMarkers, delimiter, mostLevels } = change;
  const evidence = gatherEvidence(summary, missingMarkers);
  const habit = { decimalMark: undefined, delimiter };
  const found = chooseMark(evidence.written.votes, habit);
  const isLevels = rule.type === "category" || rule.type === "text";
  // What was a text among numbers or dates may have been all that made a category of them.
  const isHidden = isLevels && missingMarkers !== undefined;
  const type = change.type ?? (isHidden ? typeOf(evidence, habit) : undefined) ?? rule.type;
  const isNewType = type !== rule.type;
  // Words may be data in one type and markers in another, so a new type looks for markers again.
  const markers = missingMarkers ?? (isNewType ? undefined : rule.missingMarkers);
  switch (type) {
    case "number":
      return numberRule(withMainUnit(evidence), markOf(found, { rule, isNewType, wanted: change.decimalMark }), {
        markers,
        // What other columns said of one value stays said when another is called missing.
        sentinels: new Set(rule.sentinelCandidates),
      });
    case "date":
      return dateRule(evidence, dateChoice(evidence, change.dateFormat ?? rule.dateFormat), markers);
    case "category":
    case "text": {
      const levels = levelRule(
        evidence,
        { markerWords: new Set(), mostLevels },
        markers ?? [...new Set([...evidence.markers, ...rule.missingMarkers])],
      );
      return { ...levels, type };
    }
    default:
      return type satisfies never;
  }
}

/** Who wants numbers of several units gets those of the most frequent one; the others cannot be read, and that is told. */
function withMainUnit(evidence: Evidence): Evidence {
  const { written } = evidence;
  return written.main ? { ...evidence, written: { ...written, ...written.main } } : evidence;
}

/** What is wanted is beyond doubt; else it stays as it was, and as doubtful. */
function markOf(
  found: MarkChoice,
  {
    rule,
    isNewType,
    wanted,
  }: { readonly rule: ColumnRule; readonly isNewType: boolean; readonly wanted: DecimalMark | undefined },
): MarkChoice {
  const { hasBothMarks } = found;
  if (wanted !== undefined) return { mark: wanted, hasBothMarks };
  if (isNewType) return found;
  const { decimalMark: mark, decimalDoubt: because } = rule;
  return { mark, hasBothMarks, ...(because ? { doubt: { mark, because } } : {}) };
}

function dateChoice(evidence: Evidence, wanted: string): DateChoice {
  if (dateReader(wanted)) return { format: wanted };
  return chooseDateFormat(evidence, undefined) ?? { format: "iso" };
}
