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
    key: "tables",
    verbs: ["export"],
    kind: text,
    file: "read",
    isList: true,
    value: "FILE",
    example: "rows.csv",
    help: `the table whose cells are cleaned, with --format ${CLEANED_CSV}; with html, the files of the training in their order, to say how much predictions rely on each column`,
  },
  {
    name: "split",
    key: "split",
    verbs: ["export"],
    kind: text,
    file: "read",
    value: "FILE",
    needs: "table",
    help: "the letters that split the rows of --table when it was trained, where letters did; with html",
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
