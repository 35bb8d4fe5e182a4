import { dateReader } from "../cells/date-format.ts";
import type { ColumnRole, ColumnRule, ColumnType, DecimalMark, RawColumn, RawTable } from "../types.ts";
import { SET_BY_YOU } from "./assign-roles.ts";
import { type Evidence, gatherEvidence } from "./column-evidence.ts";
import { viewColumn } from "./column-view.ts";
import { chooseDateFormat, type DateChoice } from "./date-order.ts";
import { chooseMark, type MarkChoice } from "./decimal-mark.ts";
import { dateRule, levelRule, numberRule, type TypedRule } from "./infer-type.ts";

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
  const typed = retype(column, rule, change);
  const isChosen = (change.type !== undefined && change.type !== rule.type) || rule.typeReason === SET_BY_YOU;
  const typeReason = isChosen ? SET_BY_YOU : typed.typeReason;
  return { ...typed, typeReason, role: rule.role, roleReason: rule.roleReason, ...role };
}

function retype(column: RawColumn, rule: ColumnRule, change: RuleChange): TypedRule {
  const evidence = gatherEvidence(viewColumn(column));
  const type = change.type ?? rule.type;
  const isNewType = type !== rule.type;
  // Words may be data in one type and markers in another, so a new type looks for markers again.
  const markers = change.missingMarkers ?? (isNewType ? undefined : rule.missingMarkers);
  switch (type) {
    case "number": {
      const found = chooseMark(evidence.written.votes, { decimalMark: undefined, delimiter: "," });
      const mark = change.decimalMark ?? (isNewType ? undefined : rule.decimalMark);
      const choice: MarkChoice = mark === undefined ? found : { mark, hasBothMarks: found.hasBothMarks };
      return numberRule(column, evidence, choice, markers);
    }
    case "date":
      return dateRule(column, evidence, dateChoice(column, evidence, change.dateFormat ?? rule.dateFormat), markers);
    case "category":
    case "text": {
      const found = levelRule(
        column,
        evidence,
        { markerWords: new Set() },
        markers ?? [...new Set([...evidence.markers, ...rule.missingMarkers])],
      );
      return { ...found, type };
    }
    default:
      return type satisfies never;
  }
}

function dateChoice(column: RawColumn, evidence: Evidence, wanted: string): DateChoice {
  if (dateReader(wanted)) return { format: wanted };
  return chooseDateFormat(evidence, column, undefined) ?? { format: "iso" };
}
