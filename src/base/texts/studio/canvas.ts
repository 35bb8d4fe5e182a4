/** Words of the canvas, its outline, and of connecting blocks. */

import { defineTexts } from "../../define-texts.ts";
import { countOf } from "../../words.ts";

const DIRECTIONS = { left: "left", right: "right", up: "up", down: "down" } as const;

/** Pipelines to start from, by the question that each is for. */
const TEMPLATES = {
  plain: "Just train it",
  curves: "What does each column do?",
  cleaning: "DiffPrep-like: learn the cleaning",
  features: "Find the features",
  sources: "Which source can I trust?",
  labels: "Noisy labels",
} as const;

interface Count {
  readonly count: number;
}

interface PortOfBlock {
  readonly port: string;
  readonly block: string;
}

interface Ends {
  readonly from: PortOfBlock;
  readonly to: PortOfBlock;
}

const connectionOf = ({ from, to }: Ends) => `from ${from.block} (${from.port}) to ${to.block} (${to.port})`;

export const canvasText = defineTexts("studio.canvas", {
  heading: "2 Pipeline",
  title: "Pipeline",
  suggest: "Use the suggested pipeline",
  empty: ({ hasTable }: { readonly hasTable: boolean }) =>
    hasTable ? "Add a block, or use the suggested pipeline." : "Open a table for a suggested pipeline, or add a block.",
  blockKeys:
    "Enter or Space selects the block; arrow keys go to the next block, or move the one that is selected. C connects it, O opens the table that leaves it, Delete removes it, Escape lets it go.",
  blockKeysNoMove:
    "Enter or Space selects the block, C connects it, O opens the table that leaves it, Delete removes it.",
  connectionKeys: "Arrow keys go to the next connection. Enter or Space selects it, Delete removes it.",
  controls: "Control Panel",
  zoomIn: "Zoom In",
  zoomOut: "Zoom Out",
  fitView: "Fit View",
  moved: ({ direction, x, y }: { readonly direction: string; readonly x: number; readonly y: number }) =>
    `Moved selected node ${direction}. New position, x: ${x}, y: ${y}`,
  block: ({ block }: { readonly block: string }) => `${block} block`,
  connection: (ends: Ends) => `Connection ${connectionOf(ends)}`,
  connectionEnds: (ends: Ends) => connectionOf(ends),
  columns: ({ nNumbers, nCategories }: { readonly nNumbers: number; readonly nCategories: number }) =>
    [nNumbers > 0 && countOf(nNumbers, "number"), nCategories > 0 && countOf(nCategories, "category", "categories")]
      .filter(Boolean)
      .join(", "),
  inputs: "Inputs",
  outputs: "Outputs",
  input: ({ port, block }: PortOfBlock) => `Input ${port} of ${block}`,
  output: ({ port, block }: PortOfBlock) => `Output ${port} of ${block}`,
  portHint: ({ port, carries, isOptional }: { port: string; carries: string; isOptional: boolean }) =>
    `${port}: ${carries}${isOptional ? ", optional" : ""}`,
  problems: ({ count }: { readonly count: number }) => countOf(count, "problem"),
  problemList: ({ problems }: { readonly problems: readonly string[] }) =>
    `${countOf(problems.length, "problem")}: ${problems.join(" ")}`,
  removed: "Removed. Undo brings it back.",
  removedBlock: ({ block }: { readonly block: string }) => `Removed ${block}. Undo brings it back.`,
  removedConnection: ({ connection }: { readonly connection: string }) => `Removed: ${connection}.`,
  connectionRemoved: "Connection removed.",
  removeConnection: ({ connection }: { readonly connection: string }) => `Remove connection ${connection}`,
  removeConnectionOf: ({ connection, block }: { readonly connection: string; readonly block: string }) =>
    `Remove connection ${connection} of ${block}`,
  notConnected: "Not connected yet.",
  arrivesFrom: ({ port, block }: PortOfBlock) => `${port} from ${block}`,
  goesTo: ({ port, block }: PortOfBlock) => `${port} to ${block}`,
  outline: "Outline",
  complete: "Complete: this pipeline can be trained.",
  completeNoTable: "Complete: it can be trained once a table is open and a target is chosen.",
  toMend: ({ count }: { readonly count: number }) => `${countOf(count, "problem")} to mend before training.`,
  flow: ({ from, to }: { readonly from: readonly string[]; readonly to: readonly string[] }) =>
    [from.length > 0 && `from ${from.join(", ")}`, to.length > 0 && `to ${to.join(", ")}`]
      .filter(Boolean)
      .join(" · ") || "not connected",
  move: ({ block, direction }: { readonly block: string; readonly direction: keyof typeof DIRECTIONS }) =>
    `Move ${block} ${DIRECTIONS[direction]}`,
  connect: "Connect to…",
  connectBlock: ({ block }: { readonly block: string }) => `Connect ${block} to…`,
  open: "Open",
  openBlock: ({ block }: { readonly block: string }) => `Open ${block}: the table that leaves it`,
  delete: "Delete",
  deleteBlock: ({ block }: { readonly block: string }) => `Delete ${block}`,
  connectTitle: ({ block }: { readonly block: string }) => `Connect ${block}`,
  sendOn: "Send on to",
  sendTo: ({ block }: { readonly block: string }) => `to ${block}`,
  takeFrom: "Take from",
  from: ({ block }: { readonly block: string }) => `from ${block}`,
  choice: ({ from, to, carries }: { readonly from: string; readonly to: string; readonly carries: string }) =>
    `${from} → ${to} (${carries})`,
  nothingToConnect:
    "Nothing on the canvas can be connected to this block now. Add a block, or remove a connection first.",
  connected: "Connected.",
  refused: ({ problem }: { readonly problem: string }) => `Not connected. ${problem}`,
  twoOfAKind: "A connection runs from an output, on the right of a block, to an input, on the left of another.",
  cannotEnd: ({ problem }: { readonly problem: string }) => `Not here. ${problem}`,
  tools: "The whole pipeline",
  tidyUp: "Tidy up",
  new: "New",
  emptied: "The canvas is empty. Undo brings the blocks back.",
  startFrom: "Start from",
  template: ({ template }: { readonly template: keyof typeof TEMPLATES }) => TEMPLATES[template],
  startedFrom: ({ template }: { readonly template: keyof typeof TEMPLATES }) =>
    `“${TEMPLATES[template]}” is on the canvas. Undo brings back what was there.`,
  duplicate: "Duplicate",
  duplicateBlock: ({ block }: { readonly block: string }) => `Duplicate ${block}`,
  copied: ({ count }: Count) => (count === 0 ? "Select a block to copy it." : `Copied ${countOf(count, "block")}.`),
  pasted: ({ count }: Count) =>
    count === 0 ? "No block is copied." : `Put down ${countOf(count, "block")}, connected among each other as before.`,
  allSelected: ({ count }: Count) => `Selected ${countOf(count, "block")}.`,
  started: "Connection started. Choose the port where it should end, or the empty canvas to stop.",
});
