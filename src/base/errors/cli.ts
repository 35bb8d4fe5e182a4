/** Codes of the command line. */
import type { ErrorText } from "../language.ts";
import type { Found, ReferenceOf } from "./reference.ts";

export const cliErrors = {
  E_CLI_ARGUMENTS: ({ where, expected, got, isVerb = false }: Found & { readonly isVerb?: boolean }) => ({
    where,
    expected,
    got,
    fix: isVerb ? "See diffml --help." : "See --help.",
  }),
  E_CLI_FILE: ({ path, wish, reason }: SystemError) => ({
    where: path,
    expected: {
      read: "a file that can be read",
      "read a table": "a CSV file that can be read",
      "write there": "a place to write to",
      write: "a file that can be written",
      "write on": "an open stream",
    }[wish],
    got: reason,
    fix: "Check the path and its permissions.",
  }),
  E_CLI_LABELS: ({ files, target, hasColumn }: UnlabelledRows) => ({
    where: files.join(", "),
    expected: `rows with a known value in the target column ${JSON.stringify(target)}`,
    got: hasColumn ? "none" : "no such column",
    fix: "Give rows whose target is known, or use predict.",
  }),
  E_CLI_UNTRAINED: ({ file }: { readonly file: string }) => ({
    where: file,
    expected: "a trained pipeline",
    got: "a pipeline that was not trained",
    fix: "Train it: diffml train data.csv --target NAME --pipeline FILE --out trained.json.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

interface SystemError {
  readonly path: string;
  readonly wish: "read" | "read a table" | "write there" | "write" | "write on";
  /** What the system says. */
  readonly reason: string;
}

interface UnlabelledRows {
  readonly files: readonly string[];
  readonly target: string;
  readonly hasColumn: boolean;
}

export const cliReference: ReferenceOf<typeof cliErrors> = {
  E_CLI_ARGUMENTS: {
    when: "The words of a command are not as its help says. The exit code is 2.",
    samples: [
      { where: "--seed", expected: "a whole number from 0 to 4294967295", got: "many" },
      { where: "diffml", expected: "one of train, predict", got: "trian", isVerb: true },
    ],
  },
  E_CLI_FILE: {
    when: "The system cannot read or write a file.",
    samples: [
      { path: "rows.csv", wish: "read a table", reason: "no such file or directory" },
      { path: "results/trained.json", wish: "write there", reason: "permission denied" },
    ],
  },
  E_CLI_LABELS: {
    when: "Rows to evaluate on have no known target.",
    samples: [
      { files: ["rows.csv"], target: "species", hasColumn: true },
      { files: ["rows.csv"], target: "species", hasColumn: false },
    ],
  },
  E_CLI_UNTRAINED: {
    when: "A command needs a trained pipeline and was given one without training.",
    samples: [{ file: "pipeline.json" }],
  },
};
