import type { ColumnRule } from "../types.ts";

/** A rule of a number column that is used, apart from what is changed. */
export const columnRule = (name: string, change: Partial<ColumnRule> = {}): ColumnRule => ({
  version: 1,
  name,
  type: "number",
  role: "used",
  typeReason: "",
  roleReason: "",
  missingMarkers: [],
  decimalMark: ".",
  offset: 0,
  levels: [],
  otherLabel: "",
  dateFormat: "",
  dateParts: [],
  ...change,
});
