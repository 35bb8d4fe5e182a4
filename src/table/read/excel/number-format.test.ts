import { expect, test } from "vitest";
import { kindOfFormat, numberText } from "./number-format.ts";

test.each([
  [0, undefined, "number"],
  [9, undefined, "number"],
  [14, undefined, "date"],
  [20, undefined, "time"],
  [22, undefined, "date"],
  [46, undefined, "elapsed"],
  [57, undefined, "date"],
  [164, "General", "number"],
  [164, "#,##0.00 [$€-407];[Red]-#,##0.00", "number"],
  [164, '0.0 "days"', "number"],
  [164, "0.00E+00", "number"],
  [164, "\\d0", "number"],
  [164, "[$-409]d-mmm-yy;@", "date"],
  [164, "yyyy\\-mm\\-dd", "date"],
  [164, "mmm", "date"],
  [164, "h:mm AM/PM", "time"],
  [164, "[h]:mm:ss", "elapsed"],
  [164, "[mm]:ss", "elapsed"],
  [164, "00000", { padded: 5 }],
  [164, "0", "number"],
] as const)("format %i %s", (id, code, right) => {
  expect(kindOfFormat(id, code)).toEqual(right);
});

// Serials as Excel shows them; 60 is its 29 February 1900, which never was.
test.each([
  ["1", "date", "1900-01-01"],
  ["59", "date", "1900-02-28"],
  ["60", "date", "60"],
  ["61", "date", "1900-03-01"],
  ["45291.999988426", "date", "2023-12-31T23:59:59"],
  ["0.5", "date", "0.5"],
  ["-1", "date", "-1"],
  ["2958465", "date", "9999-12-31"],
  ["2958466", "date", "2958466"],
  ["0.0000115740740740741", "time", "00:00:01"],
  ["1.5", "time", "1900-01-01T12:00:00"],
  ["1.25", "elapsed", "PT30H0M0S"],
  ["0.000001", "elapsed", "PT0H0M0.086S"],
  ["1E-3", "number", "0.001"],
  ["", "number", ""],
  ["abc", "number", "abc"],
] as const)("%s as %s is %s", (raw, kind, right) => {
  expect(numberText(raw, kind, false)).toBe(right);
});
