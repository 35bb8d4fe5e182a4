/** Codes of the session behind page and worker, and of the worker itself. */
import type { ErrorText } from "../language.ts";
import { formatDuration } from "../numbers.ts";
import type { ReferenceOf } from "./reference.ts";

export const workerErrors = {
  E_SESSION_TABLE: {
    where: "data",
    expected: "an open table",
    got: "none",
    fix: "Add CSV files, or choose a sample.",
  },
  E_TABLE_TARGET: {
    where: "data",
    expected: "a target column",
    got: "none chosen",
    fix: "Choose the column to predict under “Target column”.",
  },
  E_SESSION_UNTRAINED: {
    where: "pipeline",
    expected: "a trained pipeline",
    got: "none yet",
    fix: "Press Train, or open a trained pipeline file.",
  },
  E_SESSION_BUSY: ({ wish }: { readonly wish: "a second Train" | "another pipeline" }) => ({
    where: "training",
    expected: "one run at a time",
    got: `${wish} while one is running`,
    fix: "Stop the run first, or wait until it has ended.",
  }),
  E_SESSION_REPLACED: {
    where: "reading files",
    expected: "one reading at a time",
    got: "other files before these were read",
    fix: "Add them again if you want these after all.",
  },
  E_SESSION_CANCELLED: {
    where: "background worker",
    expected: "an answer",
    got: "Cancel",
    fix: "Nothing has changed; begin again if you want it after all.",
  },
  E_SESSION_LONG: ({ seconds }: { readonly seconds: number }) => ({
    where: "background worker",
    expected: `a file that opens within ${formatDuration(seconds)}, as any does that this studio writes`,
    got: "one that still had not",
    fix: "It was given up, and nothing has changed. Open it once more with less else going on; where it came from somebody else, ask them about it.",
  }),
  E_SESSION_CHECKPOINT: {
    where: "training",
    expected: "the table, the pipeline and the version of the studio that the run was begun with",
    got: "others",
    fix: "Press Train to begin anew.",
  },
  E_SAMPLE_FETCH: ({ file, status }: { readonly file: string; readonly status: number }) => ({
    where: `sample ${file}`,
    expected: "a file of this page",
    got: `HTTP status ${status}`,
    fix: "Reload the page; if it stays, the static files are not complete.",
  }),
  E_WORKER_MEMORY: ({ message }: { readonly message: string }) => ({
    where: "background worker",
    expected: "enough memory for this table and this pipeline",
    got: message,
    fix: "Close other tabs, or use fewer rows or columns; nothing on the canvas is lost.",
  }),
  E_WORKER_CRASH: ({ message }: { readonly message: string }) => ({
    where: "background worker",
    expected: "an answer",
    got: message || "it stopped",
    fix: "Save the pipeline and reload the page; nothing on the canvas is lost.",
  }),
  E_WORKER_UNEXPECTED: ({ message }: { readonly message: string }) => ({
    where: "background worker",
    expected: "no error",
    got: message,
    fix: "Nothing on the canvas is lost. Try again; if it stays, copy the diagnostics and report it.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

export const workerReference: ReferenceOf<typeof workerErrors> = {
  E_SESSION_TABLE: { when: "Something was asked of a table, and none is open." },
  E_TABLE_TARGET: { when: "Training was asked for before a target was chosen." },
  E_SESSION_UNTRAINED: { when: "Predictions or a file of a trained pipeline were asked for, and none is trained." },
  E_SESSION_BUSY: {
    when: "A run is going on that what was asked for would replace.",
    samples: [{ wish: "a second Train" }],
  },
  E_SESSION_REPLACED: { when: "Files were added while others were still being read." },
  E_SESSION_CANCELLED: { when: "A person pressed Cancel while files were read or packed." },
  E_SESSION_LONG: {
    when: "Opening a pipeline has taken far longer than anything that it may hold explains.",
    samples: [{ seconds: 120 }],
  },
  E_SESSION_CHECKPOINT: { when: "A run that was cut off is to go on, and something that it hangs on has changed." },
  E_SAMPLE_FETCH: {
    when: "A sample table that belongs to the page cannot be loaded.",
    samples: [{ file: "penguins.csv", status: 404 }],
  },
  E_WORKER_MEMORY: {
    when: "The browser gave no more memory for reading a table, training or predicting.",
    samples: [{ message: "Array buffer allocation failed" }],
  },
  E_WORKER_CRASH: {
    when: "The background worker stopped without an answer, mostly for want of memory.",
    samples: [{ message: "out of memory" }, { message: "" }],
  },
  E_WORKER_UNEXPECTED: {
    when: "Something failed in the background worker that nobody foresaw.",
    samples: [{ message: "x is not a function" }],
  },
};
