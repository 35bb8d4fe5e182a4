/** Words of the tables that come with the studio. What is said of each stands in samples.json. */
import { defineTexts } from "../../define-texts.ts";
import { countOf } from "../../words.ts";

const TASKS = { binary: "one of two classes", multiclass: "one of several classes", regression: "a number" } as const;

interface Facts {
  readonly rows: number;
  readonly target: string;
  readonly task: keyof typeof TASKS;
}

export const galleryText = defineTexts("studio.gallery", {
  title: ({ count }: { readonly count: number }) => `Gallery: ${countOf(count, "table")}, each with a lesson`,
  hint: "Each is loaded when you open it, and takes the place of the table that is open; Undo brings that back.",
  real: "Tables as they were measured",
  damaged: "Tables with planted damage",
  lesson: ({ title }: { readonly title: string }) => `Lesson: ${title}`,
  facts: ({ rows, target, task }: Facts) => `${countOf(rows, "row")}; predicts ${target}, ${TASKS[task]}`,
  origin: ({ source, licence }: { readonly source: string; readonly licence: string }) =>
    `${source}. Licence: ${licence}.`,
  open: "Open this table",
  openOne: ({ title }: { readonly title: string }) => `Open the table ${title}`,
  isOpen: "Open now",
});
