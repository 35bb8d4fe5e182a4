/** Codes of the command line. */
import type { ErrorText } from "../language.ts";
import { formatCount } from "../numbers.ts";
import { countOf, listQuoted, listWords } from "../words.ts";
import type { Found, ReferenceOf } from "./reference.ts";

export const cliErrors = {
  E_CLI_ARGUMENTS: ({ where, expected, got, isVerb = false }: Found & { readonly isVerb?: boolean }) => ({
    where,
    expected,
    got,
    fix: isVerb ? "See diffml --help." : "See --help.",
  }),
  E_CLI_COLUMN: ({ option, columns, got, near }: NoColumn) => ({
    where: `--${option}`,
    expected: `one of the columns ${listQuoted(columns, 20)}`,
    got: JSON.stringify(got),
    fix: [
      near === undefined ? "" : `Did you mean ${JSON.stringify(near)}?`,
      option === "missing"
        ? `What has an equals sign and is missing in all columns is written with one before it: "=${got}".`
        : "",
      "diffml describe lists the columns.",
    ]
      .filter((text) => text !== "")
      .join(" "),
  }),
  E_CLI_DECIMAL: ({ mark, columns }: OtherMark) => ({
    where: `--decimal ${mark}`,
    expected: `numbers with a decimal ${MARKS[mark]} in all columns of numbers`,
    got: listWords(
      columns.map(
        ({ column, count, text }) => `${countOf(count, "number")} without sense in ${column}, such as ${text}`,
      ),
      5,
    ),
    fix: `Say beside it how these are written: ${listWords(
      columns.map(({ column }) => `--decimal ${JSON.stringify(`${column}=${mark === "," ? "." : ","}`)}`),
      5,
    )}.`,
  }),
  E_CLI_FILE: ({ path, wish, reason }: SystemError) => ({
    where: path,
    expected: {
      read: "a file that can be read",
      "read a table": "a CSV file that can be read",
      "write there": "a place to write to",
      write: "a file that can be written",
      "write on": "an open stream",
      "read a pipe again": "a file that can be read from its beginning again",
      "keep a pipe": "a folder for temporary files in which a large pipe can be kept",
    }[wish],
    got: reason,
    fix: wish === "read a pipe again" ? "Save it as a file, and give its name." : "Check the path and its permissions.",
  }),
  E_CLI_FILE_NAME: ({ path, nAlike }: { readonly path: string; readonly nAlike: number }) => ({
    where: path,
    expected: "the name of one file",
    got: `${formatCount(nAlike)} files whose names are no UTF-8 and are shown alike`,
    fix: "Rename them.",
  }),
  E_CLI_SAME_FILE: ({ option, path, other }: SameFile) => ({
    where: `${option} ${path}`,
    expected: "a file of its own",
    got: `the same file as ${other}`,
    fix: "Write to another file.",
  }),
  E_CLI_FOLDER: ({
    path,
    nTables,
    most,
  }: {
    readonly path: string;
    readonly nTables: number;
    readonly most: number;
  }) => ({
    where: path,
    expected: `a folder with 1 to ${formatCount(most)} tables`,
    got: nTables === 0 ? "none by the names of its files" : formatCount(nTables),
    fix: "Name the files themselves.",
  }),
  E_CLI_LABELS: ({ files, target, hasColumn }: UnlabelledRows) => ({
    where: files.join(", "),
    expected: `rows with a known value in the target column ${JSON.stringify(target)}`,
    got: hasColumn ? "none" : "no such column",
    fix: "Give rows whose target is known, or use predict.",
  }),
  E_CLI_RESUME: ({ path, isOther }: { readonly path: string; readonly isOther: boolean }) => ({
    where: `--resume, ${path}`,
    expected: isOther
      ? "the command that was ended: the same rows, pipeline, options and version"
      : "a place for what is written until it is whole",
    got: isOther ? `a part of another one in ${path}.part` : `${path}.part, which another program wrote, or no file`,
    fix: isOther
      ? `Remove ${path}.part and ${path}.part.json to begin anew.`
      : "Write to another file, or move that one away.",
  }),
  E_CLI_SOURCE: ({ got, files }: { readonly got: string; readonly files: readonly string[] }) => ({
    where: "--without",
    expected:
      files.length === 1 ? "several files, one of which is left out" : `one of the files ${listQuoted(files, 20)}`,
    got: JSON.stringify(got),
    fix: "Name a file as it is called, without its folder; at least one has to be left.",
  }),
  E_CLI_UNTRAINED: ({ file }: { readonly file: string }) => ({
    where: file,
    expected: "a trained pipeline",
    got: "a pipeline that was not trained",
    fix: "Train it: diffml train data.csv --target NAME --pipeline FILE --out trained.json.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

const MARKS = { ",": "comma", ".": "point" } as const;

interface NoColumn {
  readonly option: "decimal" | "type" | "role" | "missing" | "without";
  readonly columns: readonly string[];
  readonly got: string;
  /** The column whose name is most like it. */
  readonly near?: string | undefined;
}

interface OtherMark {
  readonly mark: keyof typeof MARKS;
  /** Those whose cells cannot be read with it. */
  readonly columns: readonly { readonly column: string; readonly count: number; readonly text: string }[];
}

interface SystemError {
  readonly path: string;
  readonly wish: "read" | "read a table" | "write there" | "write" | "write on" | "read a pipe again" | "keep a pipe";
  /** What the system says. */
  readonly reason: string;
}

interface SameFile {
  readonly option: string;
  readonly path: string;
  /** As the command names it. */
  readonly other: string;
}

interface UnlabelledRows {
  readonly files: readonly string[];
  readonly target: string;
  readonly hasColumn: boolean;
}

export const cliReference: ReferenceOf<typeof cliErrors> = {
  E_CLI_FOLDER: {
    when: "A folder is given in place of files, and holds no table, or too many.",
    samples: [
      { path: "data", nTables: 0, most: 200 },
      { path: "data", nTables: 812, most: 200 },
    ],
  },
  E_CLI_ARGUMENTS: {
    when: "The words of a command are not as its help says. The exit code is 2.",
    samples: [
      { where: "--seed", expected: "a whole number from 0 to 4294967295", got: "many" },
      { where: "diffml", expected: "one of train, predict", got: "trian", isVerb: true },
    ],
  },
  E_CLI_COLUMN: {
    when: "An option speaks of a column that the table does not have.",
    samples: [
      { option: "type", columns: ["age", "fare"], got: "agee", near: "age" },
      { option: "role", columns: ["age", "fare"], got: "cabin" },
      { option: "missing", columns: ["age", "fare"], got: "cabin=?" },
    ],
  },
  E_CLI_DECIMAL: {
    when: "A decimal mark is asked for in all columns, and the cells of some show the other one.",
    samples: [{ mark: ",", columns: [{ column: "rate", count: 120, text: "0.5" }] }],
  },
  E_CLI_FILE: {
    when: "The system cannot read or write a file.",
    samples: [
      { path: "rows.csv", wish: "read a table", reason: "no such file or directory" },
      { path: "results/trained.json", wish: "write there", reason: "permission denied" },
    ],
  },
  E_CLI_FILE_NAME: {
    when: "A name that is no UTF-8 is given, and several files of the folder have names that are shown as it is.",
    samples: [{ path: "data/caf\uFFFD.csv", nAlike: 2 }],
  },
  E_CLI_SAME_FILE: {
    when: "What a command writes would replace what it reads, or something else that it writes. The exit code is 2.",
    samples: [
      { option: "--out", path: "rows.csv", other: "rows.csv" },
      { option: "--report", path: "link.json", other: "trained.json" },
    ],
  },
  E_CLI_LABELS: {
    when: "Rows to evaluate on have no known target.",
    samples: [
      { files: ["rows.csv"], target: "species", hasColumn: true },
      { files: ["rows.csv"], target: "species", hasColumn: false },
    ],
  },
  E_CLI_RESUME: {
    when: "A prediction cannot go on: what is there is of other rows, another pipeline or other options, or a file of somebody else.",
    samples: [
      { path: "p.csv", isOther: true },
      { path: "p.csv", isOther: false },
    ],
  },
  E_CLI_SOURCE: {
    when: "A file is to be left out that is not among those of the command, or is the only one.",
    samples: [
      { got: "c.csv", files: ["a.csv", "b.csv"] },
      { got: "a.csv", files: ["a.csv"] },
    ],
  },
  E_CLI_UNTRAINED: {
    when: "A command needs a trained pipeline and was given one without training.",
    samples: [{ file: "pipeline.json" }],
  },
};
