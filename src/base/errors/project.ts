/** Codes of projects as files. */
import type { ErrorText } from "../language.ts";
import { formatCount } from "../numbers.ts";
import type { Found, ReferenceOf } from "./reference.ts";

const TAKE_OUT =
  "The tables and pipelines in it are ordinary files: any program that opens zip archives can take out what is whole of them.";

export const projectErrors = {
  E_PROJECT_KIND: ({ file }: { readonly file: string }) => ({
    where: file,
    expected: "a project that DiffML Studio has saved",
    got: "another archive, or one without its list of what it holds",
    fix: "Choose a file that “Save project” has saved; add a table as a file of its own.",
  }),
  E_PROJECT_MANIFEST: (found: Found) => ({ ...found, fix: `The file is damaged, or was changed by hand. ${TAKE_OUT}` }),
  E_PROJECT_LARGE: ({ where, what, most, got }: { where: string; what: string; most: number; got: number }) => ({
    where,
    expected: `at most ${formatCount(most)} ${what}`,
    got: formatCount(got),
    fix: `Keep the table beside the project, as a file of its own, and export the pipeline. ${TAKE_OUT}`,
  }),
} satisfies Readonly<Record<string, ErrorText>>;

export const projectReference: ReferenceOf<typeof projectErrors> = {
  E_PROJECT_KIND: { when: "A file is opened as a project and is none.", samples: [{ file: "rows.zip" }] },
  E_PROJECT_MANIFEST: {
    when: "What says what a project holds is not as it is written.",
    samples: [{ where: "fruit.diffml-project, project.json, tables[0].hash", expected: "string", got: "7" }],
  },
  E_PROJECT_LARGE: {
    when: "A project is saved that would come to more than can be opened again, or one is opened that comes to more. Nothing of it is unpacked.",
    samples: [{ where: "fruit.diffml-project", what: "bytes", most: 2_147_483_648, got: 4_000_000_000 }],
  },
};
