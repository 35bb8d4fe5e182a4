/** Codes of predicting rows of other files. */
import type { ErrorText } from "../language.ts";
import type { ReferenceOf } from "./reference.ts";

export const predictErrors = {
  E_ROWS_UNFIT: ({ files, doubts }: { readonly files: readonly string[]; readonly doubts: readonly string[] }) => ({
    where: files.join(", "),
    expected: "rows like those that the pipeline was trained on",
    got: doubts.join(" ").replace(/\.$/, ""),
    fix: "Mend the file or say how it is written; --force goes on all the same.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

export const predictReference: ReferenceOf<typeof predictErrors> = {
  E_ROWS_UNFIT: {
    when: "Rows for the command line lack columns of training, cannot be read as they were there, or hold values out of all proportion. The studio asks instead.",
    samples: [
      {
        files: ["rows.csv"],
        doubts: ["Age: 20,000 to 73,000 here, 20 to 73 in training, about 1,000 times as large."],
      },
    ],
  },
};
