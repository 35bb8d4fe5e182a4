/** Places in files that are read, and what stands there in place of what should. */
import { defineTexts } from "../define-texts.ts";

export const placeText = defineTexts("place", {
  row: ({ file, row }: { readonly file: string; readonly row: number }) => `${file}, row ${row}`,
  inRow: ({ row, text }: { readonly row: number; readonly text: string }) => `row ${row}: ${text}`,
});

const LACKING = {
  nesting: "less nesting",
  afterMember: "a comma or }",
  afterItem: "a comma or ]",
  value: "a value",
  text: "a text in double quotes",
  quote: "a quote that ends the text",
  escape: "an escape such as \\n or \\u00e9",
} as const;

/** What a place of a JSON file should have had: one of some things, or just this letter. */
export type JsonLacking = keyof typeof LACKING | { readonly letter: string };

/** What stands in a JSON file where a row should. */
export const jsonText = defineTexts("json", {
  single: "a single value",
  list: "a list",
  object: "an object",
  lacks: ({ lacking }: { readonly lacking: JsonLacking }) =>
    `something else where ${typeof lacking === "string" ? LACKING[lacking] : lacking.letter} should stand`,
});
