import type { projectText } from "../../../base/texts/project.ts";
import type { Translation } from "../../translation.ts";

export const project = {
  thisProject: "dieses Projekt",
  tableDamaged: ({ name }) => `die Tabelle „${name}“`,
  runDamaged: ({ number, nRuns }) => (nRuns === 1 ? "der beendete Lauf" : `der beendete Lauf ${number} von ${nRuns}`),
} satisfies Translation<typeof projectText>;
