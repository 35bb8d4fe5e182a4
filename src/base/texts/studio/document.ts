/** Words of the document's keeping: what Undo takes back, and what this browser stores. */

import { defineTexts } from "../../define-texts.ts";
import { formatCount } from "../../numbers.ts";
import { countOf, listWords } from "../../words.ts";

interface Name {
  readonly name: string;
}

/** Steps of the history, as they are named behind "Undone:" and the like. */
export const stepText = defineTexts("studio.step", {
  renaming: "renaming the pipeline",
  moving: ({ what }: { readonly what: string }) => `moving ${what}`,
  unknown: "the last step",
  target: ({ name }: Name) => `choosing ${name} as the target`,
  noTarget: "choosing no target",
  task: "choosing the task",
  aside: ({ name }: Name) => `setting ${name} aside`,
  weight: ({ name }: Name) => `counting rows by ${name}`,
  using: ({ name }: Name) => `using ${name}`,
  type: ({ name }: Name) => `choosing the type of ${name}`,
  reading: ({ name }: Name) => `changing how ${name} is read`,
  readingSeveral: ({ count }: { readonly count: number }) => `changing how ${countOf(count, "column")} are read`,
  dialects: "changing how files are read",
  cell: ({ row, column }: { readonly row: number; readonly column: string }) =>
    `editing ${column} in row ${formatCount(row)}`,
  cells: ({ count }: { readonly count: number }) => `editing ${countOf(count, "cell")}`,
  otherPipeline: "putting another pipeline on the canvas",
  adding: ({ what }: { readonly what: string }) => `adding ${what}`,
  removing: ({ what }: { readonly what: string }) => `removing ${what}`,
  replacing: ({ what, by }: { readonly what: string; readonly by: string }) => `replacing ${what} by ${by}`,
  opening: ({ what }: { readonly what: string }) => `opening ${what}`,
  connecting: ({ ends }: { readonly ends: readonly string[] }) => `connecting ${ends.join(" to ")}`,
  cutting: ({ ends }: { readonly ends: readonly string[] }) => `taking ${ends.join(" and ")} apart`,
  setting: ({ titles, block }: { readonly titles: readonly string[]; readonly block: string }) =>
    `changing ${settingsOf(titles)} of ${block}`,
  training: ({ titles }: { readonly titles: readonly string[] }) => `changing ${settingsOf(titles)}`,
  blocks: ({ count }: { readonly count: number }) => countOf(count, "block"),
  connections: ({ count }: { readonly count: number }) => countOf(count, "connection"),
});

function settingsOf(titles: readonly string[]): string {
  return titles.length > 0 ? listWords(titles.map((title) => `“${title}”`)) : "settings";
}

export const documentText = defineTexts("studio.document", {
  untitled: "Untitled pipeline",
  yes: "yes",
  no: "no",
  saved: "the pipeline saved in this browser",
  elsewhere: "The studio is open in another tab, which saves its pipeline. Changes in this tab are not kept.",
  saveHere: "Save here instead",
  otherClosed: "The other tab was closed; its pipeline goes on here.",
  otherReplaced: "The other tab was closed. The next change here replaces the pipeline that it saved.",
  openOther: "Open that pipeline",
  lookAside: "Show what was set aside",
});
