/** The options of `diffml export`; rows of options.ts. */
import { CLEANED_CSV, EXPORT_FORMATS } from "../app/export-formats.ts";
import { choice, text } from "./option-kinds.ts";
import type { OptionRow } from "./option-row.ts";

const FORMATS = [...EXPORT_FORMATS, CLEANED_CSV] as const;

export const EXPORT_OPTIONS = [
  {
    name: "format",
    key: "format",
    verbs: ["export"],
    kind: choice(FORMATS),
    value: "FORMAT",
    required: `the format: ${FORMATS.join(", ")}`,
    help: FORMATS.join(", "),
  },
  {
    name: "table",
    key: "table",
    verbs: ["export"],
    kind: text,
    file: "read",
    value: "FILE",
    example: "rows.csv",
    help: `the table whose cells are cleaned; with --format ${CLEANED_CSV}`,
  },
  {
    name: "out",
    key: "out",
    verbs: ["export"],
    kind: text,
    file: "written",
    value: "FILE",
    required: "a file for what is written",
    help: `the file; "-" for stdout`,
  },
] as const satisfies readonly OptionRow[];
