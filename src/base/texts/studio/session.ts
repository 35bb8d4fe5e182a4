/** Words of the visit: what has changed since a run, and what comes back with the page. */
import { defineTexts } from "../../define-texts.ts";
import { listWords } from "../../words.ts";

/** In the order in which they are told. */
const CHANGES = {
  closed: "its files were closed",
  files: "other files were opened",
  target: "another target was chosen",
  columns: "columns were read in another way",
  pipeline: "the pipeline was edited",
  training: "training settings were changed",
} as const;

interface Basis {
  readonly files: readonly string[];
  /** Absent where none was chosen. */
  readonly target?: string;
  readonly changes: readonly (keyof typeof CHANGES)[];
}

export const sessionText = defineTexts("studio.session", {
  changed: ({ files, target, changes }: Basis) => {
    const names = files.length > 0 ? listWords(files) : "other files";
    const what = target === undefined ? names : `${names}, predicting ${target}`;
    const since = changes.map((change) => CHANGES[change]);
    return `These results are of ${what}; since then ${listWords(since, Object.keys(CHANGES).length)}.`;
  },
  ofEarlierSettings: "of earlier settings",
  ofOtherData: "of other data",
  pipelineIsBack: "Your pipeline is back. Add its CSV files again to train it.",
  suggested: "The suggested pipeline is on the canvas. Undo brings yours back.",
  openAsPipeline: "Open it as a pipeline",
  noSplit: ({ expected, got, fix }: { readonly expected: string; readonly got: string; readonly fix: string }) =>
    `The rows cannot be split: expected ${expected}, got ${got}. ${fix}`,
});
