/** Words of the visit: what has changed since a run, and what comes back with the page. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount, formatDuration } from "../../numbers.ts";
import { listWords } from "../../words.ts";

/** What the page has now and the run did not, in the order in which it is told. */
const DIFFERENT = {
  closed: "no files",
  files: "other files",
  target: "another target",
  columns: "columns that are used or read in another way",
  cells: "other edits of cells",
  rows: "another row filter",
  dirt: "other planted dirt",
  pipeline: "an edited pipeline",
  training: "other training settings",
} as const;

interface Basis {
  readonly files: readonly string[];
  /** Absent where none was chosen. */
  readonly target?: string;
  readonly changes: readonly (keyof typeof DIFFERENT)[];
}

interface Restored {
  /** Of one's own; of a sample nothing has to be said. */
  readonly files: readonly string[];
  readonly hasRun: boolean;
  readonly hasOffer: boolean;
}

export const sessionText = defineTexts("studio.session", {
  changed: ({ files, target, changes }: Basis) => {
    const names = files.length > 0 ? listWords(files) : "other files";
    const what = target === undefined ? names : `${names}, predicting ${target}`;
    const now = changes.map((change) => DIFFERENT[change]);
    return `These results are of ${what}; the page now has ${listWords(now, now.length)}.`;
  },
  ofEarlierSettings: "of earlier settings",
  ofOtherData: "of other data",
  pipelineIsBack: "Your pipeline is back. Add its CSV files again to train it.",
  /** What came back with the page, and what did not. */
  restored: ({ files, hasRun, hasOffer }: Restored) => {
    const parts = [
      files.length > 0 ? `its table (${listWords(files)})` : undefined,
      hasRun ? "the results of its last run" : undefined,
    ].filter((part) => part !== undefined);
    const back = parts.length > 0 ? `Your pipeline is back, with ${listWords(parts)}.` : "Your pipeline is back.";
    const offer = hasOffer ? " A run was cut off; it can go on, under Train." : "";
    return `${back}${offer}`;
  },
  tableIsGone: ({ hasRun }: { readonly hasRun: boolean }) =>
    `Your pipeline is back${hasRun ? ", with the results of its last run" : ""}. Its table had not been kept whole when the page closed: add its files again to train it.`,
  /** The page does not open by itself what it may have broken off for. */
  heldBack: ({ files }: { readonly files: readonly string[] }) =>
    `The browser ended the page while it opened ${listWords(files)}, mostly for want of memory. It is still kept on this device, and opened when you say so.`,
  readSample: ({ oneIn }: { readonly oneIn: number }) => `Read one row in ${formatCount(oneIn)}`,
  openItAgain: "Open it again",
  workerEnded: "it ended without a word, mostly for want of memory",
  cancel: "Cancel",
  opening: ({ file }: { readonly file: string }) => `Opening “${file}”…`,
  predicting: ({ files }: { readonly files: readonly string[] }) => `Predicting ${listWords(files)}…`,
  comparing: ({ file }: { readonly file: string }) => `Reading “${file}”…`,
  /** @param message what goes on. */
  takesLong: ({ message, seconds }: { readonly message: string; readonly seconds: number }) =>
    `${message} It has taken ${formatDuration(seconds)} so far, and goes on until it is done or you cancel it.`,
  packing: "Packing the project…",
  workerRestarted: "it did not answer and was started anew",
  silent:
    "The background worker has not answered for five seconds. It may be busy with a large table; if it hangs, start it anew: the table is then read again, and a run is offered from where it was.",
  notPaused:
    "The run has not paused for five seconds. It may be busy with a large step; or start the background worker anew, and go on from where the run was.",
  notStopped:
    "The run has not stopped for ten seconds. It may be scoring many rows; or start the background worker anew, and go on from where the run was.",
  stillKeeping:
    "This browser takes long to store the results of the run. Leave the page open for a while, or export the pipeline to be sure of it.",
  newVersion:
    "A new version of the studio is there. This page goes on with the one that it began with, until you reload it.",
  reload: "Reload the page",
  startAnew: "Start it anew",
  forgotten: "Tables and runs are no longer kept on this device; what was kept is deleted.",
  suggested: "The suggested pipeline is on the canvas. Undo brings yours back.",
  openAsPipeline: "Open it as a pipeline",
  splitAtRandom: ({ column }: { readonly column: string }) =>
    `These files have no column “${column}”, so their rows are split at random.`,
  noSplit: ({ expected, got, fix }: { readonly expected: string; readonly got: string; readonly fix: string }) =>
    `The rows cannot be split: expected ${expected}, got ${got}. ${fix}`,
});
