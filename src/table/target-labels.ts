import { readDateCells, readLevelCells, readNumberCells } from "./cells/read-cells.ts";
import { type ColumnRule, FIRST_LEVEL_CODE, type RawColumn, type TargetRule } from "./types.ts";

export interface Labels {
  /** float64 [nRows]: class code, or the target in its own unit; NaN where there is none. */
  readonly labels: Float64Array;
  /** Filled cells that are no class and no number, with how often each stands there. */
  readonly unknown: ReadonlyMap<string, number>;
}

export function readLabels(column: RawColumn, rule: ColumnRule, target: TargetRule): Labels {
  if (target.task === "regression") {
    if (rule.type === "date") return { labels: readDateCells(column, rule).parts.days, unknown: new Map() };
    return { labels: readNumberCells(column, rule).values, unknown: new Map() };
  }
  return rule.type === "number" ? numberClasses(column, rule, target) : levelClasses(column, rule, target);
}

/** Classes that are numbers are compared as numbers: "1" and "1.0" are one class. */
function numberClasses(column: RawColumn, rule: ColumnRule, target: TargetRule): Labels {
  const codeOf = new Map(target.classes.map(({ label }, code) => [Number(label), code]));
  const unknown = new Map<string, number>();
  const labels = readNumberCells(column, rule).values.map((value) => {
    if (Number.isNaN(value)) return value;
    const code = codeOf.get(value);
    if (code === undefined) unknown.set(String(value), (unknown.get(String(value)) ?? 0) + 1);
    return code ?? Number.NaN;
  });
  return { labels, unknown };
}

function levelClasses(column: RawColumn, rule: ColumnRule, target: TargetRule): Labels {
  const { missingMarkers } = rule;
  const { codes, unseen } = readLevelCells(column, { missingMarkers, levels: target.classes, otherLabel: "" });
  const labels = Float64Array.from(codes, (code) => (code >= FIRST_LEVEL_CODE ? code - FIRST_LEVEL_CODE : Number.NaN));
  return { labels, unknown: unseen };
}
