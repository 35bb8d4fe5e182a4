/** Words of the header, the dialogs that it opens, and of files that are dropped on the page. */
import { APP_NAME } from "../../app-name.ts";
import { defineTexts } from "../../define-texts.ts";
import { formatCount } from "../../numbers.ts";
import { countOf, listQuoted, listWords } from "../../words.ts";
import { canvasText } from "./canvas.ts";
import { dataText } from "./data.ts";
import { resultsText } from "./results.ts";
import { runsText } from "./runs.ts";
import { trainText } from "./training.ts";

const SAVED = {
  starting: "",
  saved: "Saved in this browser",
  saving: "Saving…",
  elsewhere: "Not saved: open in another tab",
  failed: "Not saved",
} as const;

export const headerText = defineTexts("studio.header", {
  saved: ({ status }: { readonly status: keyof typeof SAVED }) => SAVED[status],
  savedAsTrained:
    "The pipeline was saved as it was trained. What was changed since is not in the file; train again to have it there.",
  parts: "Parts of the page",
  part: ({ part }: { readonly part: "data" | "pipeline" | "train" | "results" | "runs" }) => {
    switch (part) {
      case "data":
        return dataText("heading");
      case "pipeline":
        return canvasText("heading");
      case "train":
        return trainText("heading");
      case "results":
        return resultsText("heading");
      case "runs":
        return runsText("heading");
      default:
        return part satisfies never;
    }
  },
  undo: "Undo",
  redo: "Redo",
  undone: ({ step }: { readonly step: string }) => `Undone: ${step}.`,
  redone: ({ step }: { readonly step: string }) => `Redone: ${step}.`,
  nothingToUndo: "Nothing to undo.",
  nothingToRedo: "Nothing to redo.",
  openPipeline: "Open pipeline",
  exportPipeline: "Export pipeline JSON",
  exportAs: "Export as…",
  savedWork: "Saved work",
  darkTheme: "Dark theme",
  privacy: "Privacy",
  copyDiagnostics: "Copy diagnostics",
  keys: "Keys",
  tools: "Tools of the studio",
  sample: "Sample",
  chooseSample: "Choose one",
  ownFiles: "Your own files",
  verdict: "Verdict",
  toResults: "Go to the results",
  hideVerdict: "Hide the verdict",
});

export const shellText = defineTexts("studio.shell", {
  loading: "One moment…",
  drawAgain: "Draw it again",
  page: "The page",
});

interface Opened {
  readonly files: readonly string[];
  readonly nRows: number;
  readonly nColumns: number;
}

export const stripText = defineTexts("studio.strip", {
  title: "Table",
  toData: "Look at the data",
  /** Read out. */
  opened: ({ files, nRows, nColumns }: Opened) =>
    `Opened ${listWords(files)}: ${countOf(nRows, "row")} and ${countOf(nColumns, "column")}.`,
  dirt: "Dirt planted",
  warnings: ({ count }: { readonly count: number }) => countOf(count, "warning"),
  toDecide: ({ count }: { readonly count: number }) => `${countOf(count, "thing")} to decide`,
});

type DockTab = "figures" | "output" | "surface" | "learned" | "problems";

export const dockText = defineTexts("studio.dock", {
  title: "Below the canvas",
  height: "Height of what is below the canvas",
  heightHint: "Drag, or use the arrow keys; Enter brings the usual height back",
  tab: ({ tab, nProblems }: { readonly tab: DockTab; readonly nProblems: number }) => {
    switch (tab) {
      case "figures":
        return "Loss and gates";
      case "output":
        return "Rows in blocks";
      case "surface":
        return "Decision surface";
      case "learned":
        return "What was learned";
      case "problems":
        return nProblems === 0 ? "Problems" : `Problems (${formatCount(nProblems)})`;
      default:
        return tab satisfies never;
    }
  },
  noProblems: "Nothing keeps this pipeline from being trained.",
  pipelineProblems: "Problems of the pipeline",
  fileProblems: "Odd things about the files",
  ofFiles: ({ count }: { readonly count: number }) => `${countOf(count, "thing")} to know about the files`,
  toData: "Look at the data",
});

/** A key, and what it does. */
const KEYS = {
  tab: ["Tab", "Go on to the next control, or to the next group of them: blocks, connections, each row of tools"],
  enter: ["Enter or Space", "Select the block or connection that has the focus"],
  arrows: [
    "Arrow keys",
    "Move the selected block; with none selected, and among buttons that stand together, go to the next one (Home, End: the first, the last)",
  ],
  connect: ["C", "Connect the block: lists every connection that it can have"],
  look: ["O, double click", "Open the block: the table that leaves it"],
  delete: ["Delete or Backspace", "Remove what is selected"],
  several: ["Shift + drag, Ctrl or ⌘ + click", "Select several blocks; Ctrl or ⌘ + A selects all"],
  copy: ["Ctrl or ⌘ + C, V, D", "Copy the selected blocks, put the copies down, or both at once"],
  escape: ["Escape", "Let the selection go, or close a dialog"],
  search: ["/", "Search the blocks; Enter adds the first that fits"],
  undo: ["Ctrl or ⌘ + Z", "Undo"],
  redo: ["Ctrl or ⌘ + Shift + Z", "Redo"],
  help: ["?", "Show this list"],
} as const;
type Key = keyof typeof KEYS;

const SIGNS = {
  open: "Opens a pipeline that was saved as JSON.",
  save: "Saves the pipeline as JSON, which opens here again.",
  share:
    "Saves the trained pipeline for other programs or as a page to read, saves the cleaned table, and copies a link.",
  work: "Shows what this browser has saved, and saves all of it as one file.",
  theme: "Dark or light.",
  privacy: "Shows what is kept on this device, and erases it.",
  diagnostics: "Copies facts for a report of a fault, none of your data among them.",
  pause: "Halts the training.",
  resume: "Goes on.",
  step: "Trains one step, then halts again.",
  stop: "Ends the training now; there is a result all the same.",
} as const;

export const helpText = defineTexts("studio.help", {
  signs: "Signs on the page",
  sign: ({ sign }: { readonly sign: keyof typeof SIGNS }) => SIGNS[sign],
  key: ({ key }: { readonly key: Key }) => KEYS[key][0],
  does: ({ key }: { readonly key: Key }) => KEYS[key][1],
  pointer:
    "With a pointer: drag from one port to another, or click one port and then the other. The outline does the same with buttons.",
});

interface PassedOver {
  readonly nFiles: number;
  readonly others: readonly string[];
  readonly nHidden: number;
}

export const dropText = defineTexts("studio.drop", {
  anywhere: "Drop files, a folder or a pipeline anywhere",
  whatToDo: ({ files }: { readonly files: readonly string[] }) =>
    `What to do with ${files.length === 1 ? `“${files[0]}”` : countOf(files.length, "file")}?`,
  predict: ({ nFiles }: { readonly nFiles: number }) => `Predict with ${nFiles === 1 ? "it" : "them"}`,
  predictHint: "The trained pipeline predicts every row. The table stays as it is.",
  train: ({ nFiles }: { readonly nFiles: number }) => `Train on ${nFiles === 1 ? "it" : "them"}`,
  inPlaceOf: ({ sample }: { readonly sample: string }) => `In place of the sample “${sample}”.`,
  beneath: "Its rows are put under those of the table that is open.",
  asTable: "As the table to train on.",
  nothingYet: "Nothing is trained before you press Train.",
  noTables: ({ others }: { readonly others: readonly string[] }) =>
    others.length === 0
      ? "There is no file in that folder, or none that can be read."
      : `No file in that folder is a table by its name: ${listQuoted(others, 5)}.`,
  passedOver: ({ nFiles, others, nHidden }: PassedOver) => {
    const named = others.length === 0 ? [] : [listQuoted(others, 5)];
    const hidden = nHidden === 0 ? [] : [countOf(nHidden, "hidden file")];
    return `${countOf(nFiles, "file")} of the folder ${nFiles === 1 ? "was" : "were"} taken; passed over: ${[...named, ...hidden].join(" and ")}.`;
  },
  tooManyFiles: ({ nFiles, most }: { readonly nFiles: number; readonly most: number }) =>
    `Nothing was read: that folder holds ${countOf(nFiles, "table")}, and at most ${formatCount(most)} can be stacked at once. Choose some of them.`,
  pastedName: ({ copy, ending }: { readonly copy: number; readonly ending: string }) =>
    copy === 1 ? `pasted.${ending}` : `pasted ${copy}.${ending}`,
  noTablePasted:
    "What was pasted is no table: at least two lines are needed, with tabs, commas, semicolons or bars between cells.",
  isRunning: "Nothing was read: a run is going on. Stop it, or drop the files when it has ended.",
  onePipeline: ({ pipeline }: { readonly pipeline: string }) =>
    `One pipeline can be open at a time; of several, only “${pipeline}” was opened.`,
  opened: ({ pipeline, hasTable }: { readonly pipeline: string; readonly hasTable: boolean }) =>
    `Opened pipeline “${pipeline}”.${hasTable ? " The files that are open have not changed." : ""}`,
  lookAtIt: "Look at what it brings",
  linkName: "link",
  beforeLink: "Before a link was opened",
  linkOpened: ({
    pipeline,
    hasTable,
    isKept,
  }: {
    readonly pipeline: string;
    readonly hasTable: boolean;
    readonly isKept: boolean;
  }) =>
    `Opened pipeline “${pipeline}” from the link.${hasTable ? " The files that are open have not changed." : ""} Undo brings back the pipeline that was there${isKept ? "; it is in “Saved work”, too" : ""}.`,
  linkWaits: "The link was not opened: a run is going on. Stop it, or open the link when it has ended.",
});

interface ProjectOpened {
  readonly name: string;
  readonly files: readonly string[];
  readonly nRuns: number;
  readonly nUnkept: number;
  readonly isKeeping: boolean;
}

export const projectFileText = defineTexts("studio.project", {
  heading: "All of it as one file",
  hint: "Pipeline, files of the table, finished runs and snapshots, to be kept elsewhere or handed on. Whoever has the file can read your rows.",
  save: "Save project",
  open: "Open project",
  opened: ({ name, files, nRuns, nUnkept, isKeeping }: ProjectOpened) => {
    const table = files.length > 0 ? [`its table (${listWords(files)})`] : [];
    const runs = nRuns > 0 ? [countOf(nRuns, "finished run")] : [];
    const parts = [...table, ...runs];
    const what = `Project “${name}” is open${parts.length > 0 ? `, with ${listWords(parts)}` : ""}. Undo brings back the pipeline and the table that were open.`;
    if (nUnkept === 0) return what;
    const runsGone =
      nUnkept === nRuns ? "Its runs are" : `${countOf(nUnkept, "older run")} of it ${nUnkept === 1 ? "is" : "are"}`;
    return `${what} ${runsGone} not kept on this device${isKeeping ? ", which holds as many as it keeps," : ""} and gone from here when the page closes; the file has them.`;
  },
  damaged: ({ file, parts }: { readonly file: string; readonly parts: readonly string[] }) =>
    `Not whole in “${file}”, and left out: ${listWords(parts, 8)}. The file stays as it is; a copy of it from elsewhere may be whole.`,
  alone: ({ file }: { readonly file: string }) =>
    `“${file}” is a project and is opened alone; the other files were not read.`,
});

export const privacyText = defineTexts("studio.privacy", {
  title: "Privacy",
  /** @param inTab its place is marked: it is set in bold */
  promise: ({ inTab }: { readonly inTab: string }) =>
    `${inTab} Files are read, trained on and predicted by this browser. Nothing is sent anywhere: the page only fetches its own static files, and its security policy forbids anything else.`,
  inTab: "Your data stays in this tab.",
  stored: "What is stored in this browser",
  storedPipeline:
    "The pipeline on the canvas: blocks, connections and settings, with the names of columns that you picked in them and of files that are not judged by; of a sample also its target and what you decided about its columns; of a pipeline that came from a file also how it reads each column (names, markers, category levels). Kept in IndexedDB under “diffml-studio”, so that it is there when you come back.",
  storedSnapshots:
    "Snapshots of it that you saved under a name, or that were taken before a link was opened, and records that this version of the studio could not read, as they were: both until you delete them under “Saved work”. Kept in the same place.",
  storedTheme: "Whether you chose light or dark. Kept in local storage under “diffml-studio/theme”.",
  storedLanguage: "Which language you chose, once you chose one. Kept in local storage under “diffml-studio/language”.",
  storedPace:
    "Whether training is slow enough to watch, once you changed it. Kept in local storage under “diffml-studio/pace”.",
  storedLayout:
    "How high the part below the canvas is, and whether the list of blocks is folded, once you changed it. Kept in local storage under “diffml-studio/dock” and “diffml-studio/blocks”.",
  storedSmoothing:
    "How much lines of losses are smoothed, once you changed it. Kept in local storage under “diffml-studio/smoothing”.",
  storedNotify:
    "Whether you want a notification when a long run ends, once you said so. Kept in local storage under “diffml-studio/notify”.",
  storedVisit:
    "Whether the page was left, or ended by the browser, until its tab closes. Kept in session storage under “diffml-studio/visit”.",
  storedFiles:
    "The page's own files, so that it opens without a network. Kept in cache storage under “diffml-studio/files”.",
  kept: "What is kept only if you say so",
  /** @param isGiven whether a person said so. */
  keptWords: ({ isGiven }: { readonly isGiven: boolean }) =>
    `With a tick here or beside the table (“Keep this table and its runs on this device”): the files of the table, as they are; what you decided about their columns; the fifty newest runs and those that you pinned, with their trained parameters, curves, notes and tags; and where a run in progress stands. Kept in this browser's private file system and in IndexedDB under “diffml-studio”; the answer in local storage under “diffml-studio/keep”. Unticking deletes all of it. At the moment ${isGiven ? "it is kept" : "nothing of it is kept"}.`,
  never: "What is never stored",
  neverStored: ({ isGiven }: { readonly isGiven: boolean }) =>
    `${isGiven ? "Predictions, and the files that they were made for." : "Your files, their rows and cells, predictions, and trained parameters."} They are gone when the tab closes, unless you export them yourself. An exported pipeline holds what it learned (such as means and category levels), names of files and columns, and no rows.`,
  erase: "Erase it",
  erasing: ({ isElsewhere }: { readonly isElsewhere: boolean }) =>
    `Erasing removes all of it. ${isElsewhere ? "Another tab saves at the moment; close it first, or it saves again." : ""}`,
  erased: "Erased. Nothing more is stored during this visit; reload the page to begin afresh.",
  reload: "Reload the page",
  eraseAll: "Erase everything stored",
  allErased: "Everything that the studio had stored in this browser is erased.",
});

interface Entry {
  readonly name: string;
}

export const savedWorkText = defineTexts("studio.savedWork", {
  title: "Saved work",
  snapshots: "Snapshots of the pipeline",
  snapshotsHint:
    "The pipeline on the canvas is saved by itself as you change it. A snapshot keeps it as it is now, under a name, until you delete it.",
  snapshotName: "Name of the snapshot",
  saveSnapshot: "Save a snapshot",
  noSnapshots: "None yet.",
  snapshotSaved: ({ name }: Entry) => `Snapshot “${name}” saved.`,
  snapshotOpened: ({ name }: Entry) => `Snapshot “${name}” is on the canvas. Undo brings back what was there.`,
  unnamed: "Untitled",
  open: "Open",
  openSnapshot: ({ name }: Entry) => `Open snapshot ${name}`,
  delete: "Delete",
  deleteSnapshot: ({ name }: Entry) => `Delete snapshot ${name}`,
  download: "Download",
  unreadable: "not readable by this version of the studio",
  downloadSnapshot: ({ name }: Entry) => `Download snapshot ${name}`,
  runs: "Runs kept on this device",
  runsHint:
    "The fifty newest and those that are pinned, with their trained pipelines and curves. “Runs” compares them.",
  show: "Show",
  showRun: ({ time }: { readonly time: string }) => `Show the run of ${time}`,
  downloadRun: ({ time }: { readonly time: string }) => `Download the run of ${time}`,
  deleteRun: ({ time }: { readonly time: string }) => `Delete the run of ${time}`,
  aside: "Set aside",
  asideHint:
    "Records that this version of the studio could not read, or not whole, as they were. A newer version may read them; nothing here is written over.",
  asideName: ({ time }: { readonly time: string }) => `Record set aside on ${time}`,
  downloadAside: ({ time }: { readonly time: string }) => `Download the record set aside on ${time}`,
  deleteAside: ({ time }: { readonly time: string }) => `Delete the record set aside on ${time}`,
});

interface TableSize {
  readonly nRows: number;
  readonly nColumns: number;
  readonly nFiles: number;
  /** Absent where no target is chosen. */
  readonly task?: string;
}

/** Lines for reports of faults, which people copy. */
export const diagnosticsText = defineTexts("studio.diagnostics", {
  app: APP_NAME,
  browser: "Browser",
  cores: "Cores",
  isolated: "Cross-origin isolated",
  webgpu: "WebGPU",
  offered: "offered",
  notOffered: "not offered",
  gpuCheck: "GPU check",
  engine: "Engine",
  noEngine: "none has run",
  training: "Training",
  lastError: "Last error",
  none: "none",
  table: "Table",
  size: ({ nRows, nColumns, nFiles, task }: TableSize) =>
    `${countOf(nRows, "row")}, ${countOf(nColumns, "column")}, ${countOf(nFiles, "file")}, ${task ?? "no target"}`,
  blocks: "Blocks",
  connections: "Connections",
  problems: "Problems",
  copied: "Diagnostics copied. They hold no cells, no column names and no file names.",
  notCopied: ({ text }: { readonly text: string }) =>
    `This browser does not let the page write to the clipboard. ${text}`,
});
