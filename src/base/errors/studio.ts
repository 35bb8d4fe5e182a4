/** Codes of the page. */
import type { ErrorText, Text } from "../language.ts";
import { listWords } from "../words.ts";
import type { ReferenceOf } from "./reference.ts";

export const studioErrors = {
  E_STUDIO_JSON: ({ file }: { readonly file: string }) => ({
    where: file,
    expected: "a table, such as CSV",
    got: "a JSON file",
    fix: "Open a pipeline with “Open pipeline”; save a table as CSV.",
  }),
  E_STUDIO_RUN_TABLE: ({ files }: { readonly files: readonly string[] }) => ({
    where: "training",
    expected: `the table that the run was begun on: ${listWords(files)}`,
    got: "another one, or none",
    fix: "Open these very files, and then go on.",
  }),
  E_STUDIO_DRAW: ({ part, message }: { readonly part: string; readonly message: string }) => ({
    where: part,
    expected: "something to draw",
    got: message,
    fix: "The rest of the page goes on as it was. Draw it again, or reload the page; if it happens again, copy the diagnostics into a report.",
  }),
  E_STUDIO_UNEXPECTED: ({ message }: { readonly message: string }) => ({
    where: "studio",
    expected: "no error",
    got: message,
    fix: "Try again; if it happens again, copy the diagnostics into a report.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

/** What the page says of the browser's storage. */
export const storageNotices = {
  E_STORE_READ:
    "The pipeline saved in this browser cannot be read by this version of the studio, so the studio starts afresh. What was saved is set aside as it was.",
  E_STORE_PARTS:
    "The pipeline saved in this browser has parts that this version of the studio does not know. It is opened without them; what was saved is set aside as it was.",
  E_STORE_NEWER:
    "A newer version of the studio has stored its work in this browser. This page leaves that as it is, so changes are not kept. Reload the page to get the newer version.",
  E_STORE_FULL: "This browser's storage for the page is full, so changes are not kept. Export the pipeline to keep it.",
  E_STORE_WRITE:
    "This browser does not let the page store anything, so changes are not kept. Export the pipeline to keep it.",
  E_KEEP_FULL:
    "This browser has no more room for the page, so the table or its run is not kept and is gone when the page closes. Delete kept runs under “Saved work”, or make room on the device.",
  E_KEEP_REFUSED:
    "This browser does not let the page keep files, as private windows do, so the table and its runs are gone when the page closes.",
} satisfies Readonly<Record<string, Text>>;

export const studioReference: ReferenceOf<typeof studioErrors> = {
  E_STUDIO_JSON: {
    when: "A JSON file was added as a table, most likely a pipeline.",
    samples: [{ file: "trained.json" }],
  },
  E_STUDIO_RUN_TABLE: {
    when: "A run that was cut off is to go on, and its files are not open.",
    samples: [{ files: ["rows.csv"] }],
  },
  E_STUDIO_DRAW: {
    when: "A part of the page could not be drawn, or its code could not be fetched.",
    samples: [{ part: "Data", message: "x is not a function" }],
  },
  E_STUDIO_UNEXPECTED: {
    when: "Something failed in the page that nobody foresaw.",
    samples: [{ message: "x is not a function" }],
  },
};

export const storageNoticesReference: ReferenceOf<typeof storageNotices> = {
  E_STORE_READ: { when: "What the browser kept from the last visit is damaged, or of a newer studio." },
  E_STORE_PARTS: {
    when: "What the browser kept was saved by a studio that knows more, and is not lost by opening it here.",
  },
  E_STORE_NEWER: { when: "A newer studio has brought the browser's storage to its own form." },
  E_STORE_FULL: { when: "The browser gives the page no more storage." },
  E_KEEP_FULL: {
    when: "A table or a run was to be kept on this device, and the browser gives the page no more storage.",
  },
  E_KEEP_REFUSED: {
    when: "A table or a run was to be kept on this device, and the browser keeps nothing for the page.",
  },
  E_STORE_WRITE: { when: "The browser lets the page store nothing, as private windows do." },
};
