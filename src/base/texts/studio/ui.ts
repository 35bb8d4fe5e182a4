/** Words of the page's ground: dialogs, notices, and its frame. */
import { APP_NAME } from "../../app-name.ts";
import { defineTexts } from "../../define-texts.ts";

export const uiText = defineTexts("studio.ui", {
  skip: "Skip to the data",
  skipToView: "Skip to the open part of the page",
  skipToCanvas: "Skip to the canvas",
  about: ({ version }: { readonly version: string }) =>
    `${APP_NAME} ${version}. Your files stay in this tab: nothing is uploaded. After DiffML by Hilprecht et al. (DEEM 2023).`,
  /** In both languages: whoever does not read the one that is spoken finds it, too. */
  language: "Language / Sprache",
  languageReload:
    "The page speaks the other language once it is loaded anew. Files of your own and runs are gone then: add the files again after that, or tick “Keep this table and its runs on this device” first.",
  reload: "Reload the page",
  close: "Close",
  save: "Save",
  saveOf: ({ title }: { readonly title: string }) => `Save “${title}”`,
  noPicture: "This browser could not draw the picture. Save it as SVG instead.",
  as: ({ format }: { readonly format: "PNG" | "SVG" | "CSV" }) => `as ${format}`,
  announcements: "Announcements",
  notices: "Notices",
  problem: "Problem.",
  details: "Details",
  where: "Where",
  expected: "Expected",
  got: "Got",
  code: "Code",
  dismiss: ({ notice }: { readonly notice: string }) => `Dismiss: ${notice}`,
  computed: ({ name, example }: { readonly name: string; readonly example: string }) =>
    `Saved ${name}, letter for letter. A spreadsheet would compute texts such as ${JSON.stringify(example)}; saved safe for spreadsheets, they get an apostrophe before them.`,
  saveSafe: "Save it safe for spreadsheets",
  /** What tells a replica from the others. */
  replica: ({ learningRate, seed }: { readonly learningRate: number; readonly seed: number }) =>
    `learning rate ${learningRate}, seed ${seed}`,
});
