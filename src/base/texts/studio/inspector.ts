/** Words of the form beside the canvas. */
import { defineTexts } from "../../define-texts.ts";

const COLUMN_MODES = { all: "All columns", only: "Only these", except: "All except these" } as const;

/** Settings of the whole pipeline that the inspector shows. */
const FIELD_HINTS = {
  trainFraction: "Of the labelled rows. What is left over is the test split.",
  validationFraction: "Rows that choose the best moment of a training.",
  maxSteps: "Empty: the time budget alone decides.",
} as const;

export const inspectorText = defineTexts("studio.inspector", {
  title: "Inspector",
  unknownBlock: "This studio does not know this block.",
  learned: "What it learned",
  howItWorks: ({ block }: { readonly block: string }) => `How ${block} works`,
  wholePipeline: "Whole pipeline",
  several: ({ count }: { readonly count: number }) => `${count} blocks are selected; select one to see its settings.`,
  none: "Select a block to see its settings here.",
  pipelineName: "Pipeline name",
  pipelineNameHint: "Written into the exported file.",
  fieldHint: ({ field }: { readonly field: keyof typeof FIELD_HINTS }) => FIELD_HINTS[field],
  shares: "Expected training and validation shares of at most 1 together",
  noSettings: "This block has no settings.",
  noColumns: "Open a table to pick from its columns.",
  columnMode: ({ mode }: { readonly mode: keyof typeof COLUMN_MODES }) => COLUMN_MODES[mode],
  /** @param what what the setting is called */
  searchFor: ({ what }: { readonly what: string }) => `Search ${what.toLowerCase()}`,
  searchColumns: "Search columns",
  needsValue: "Expected a value, got nothing.",
  needsNumber: ({ got }: { readonly got: string }) => `Expected a number, got “${got}”.`,
  /** @param reason absent where the reader of JSON gives none */
  needsJson: ({ reason }: { readonly reason?: string }) =>
    reason === undefined ? "Expected JSON." : `Expected JSON: ${reason}.`,
  outside: ({ range, got }: { readonly range: string; readonly got: string }) =>
    `Expected: ${range.toLowerCase()} Got ${got || "nothing"}.`,
  refused: ({ issue, got }: { readonly issue: string; readonly got: string }) => `${issue}. Got ${got || "nothing"}.`,
  range: ({ isInteger, range }: { readonly isInteger: boolean; readonly range: string }) =>
    `${[isInteger ? "Whole number" : "Number", range].filter(Boolean).join(" ")}.`,
});
