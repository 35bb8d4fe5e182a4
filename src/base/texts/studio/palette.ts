/** Words of the list of blocks. */
import { defineTexts } from "../../define-texts.ts";

export const paletteText = defineTexts("studio.palette", {
  title: "Blocks",
  fold: "Fold the list of blocks",
  unfold: "Show the list of blocks",
  search: "Search blocks",
  toAdd: "Blocks to add",
  searchHint: "Search  ( / )",
  none: ({ search }: { readonly search: string }) => `No block has “${search}” in its name or description.`,
  add: ({ block }: { readonly block: string }) => `Add ${block}`,
  added: ({ block }: { readonly block: string }) =>
    `Added ${block}. Connect it with C on the canvas, or with “Connect to…”.`,
});
