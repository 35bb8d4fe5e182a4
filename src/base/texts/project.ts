/** What is said of projects as files. */
import { defineTexts } from "../define-texts.ts";

export const projectText = defineTexts("project", {
  thisProject: "this project",
  tableDamaged: ({ name }: { readonly name: string }) => `the table “${name}”`,
  runDamaged: ({ number, nRuns }: { readonly number: number; readonly nRuns: number }) =>
    nRuns === 1 ? "the finished run" : `finished run ${number} of ${nRuns}`,
});
