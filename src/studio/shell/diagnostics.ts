/** What a report of a problem needs to say. Never cells, column names, file names or settings' texts. */

import { countOf } from "../../base/words.ts";
import { currentDocument } from "../document/document-store.ts";
import { problemsOf } from "../document/use-problems.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { notify, useNotices } from "../ui/notices.ts";

/** Plain text, one fact a line. */
export function diagnostics(): string {
  const document = currentDocument();
  const { table, gpu, engineChoice, training, report, live } = useSession.getState();
  const view = viewOf(table);
  const types = new Map<string, number>();
  for (const { type } of document.blocks) types.set(type, (types.get(type) ?? 0) + 1);
  const adapter = gpu.kind === "checked" ? `${gpu.check.engine.title} (${gpu.check.engine.adapter})` : gpu.kind;
  const lines: readonly (readonly [string, string])[] = [
    ["DiffML Studio", __APP_VERSION__],
    ["Browser", navigator.userAgent],
    ["Cores", String(navigator.hardwareConcurrency)],
    ["Cross-origin isolated", String(window.crossOriginIsolated)],
    ["WebGPU", "gpu" in navigator ? "offered" : "not offered"],
    ["GPU check", adapter],
    ["Engine", `${engineChoice}; ${live.progress?.engine.title ?? report?.engine ?? "none has run"}`],
    ["Training", training.kind],
    ["Last error", useNotices.getState().lastErrorCode || "none"],
    [
      "Table",
      view
        ? `${countOf(view.nRows, "row")}, ${countOf(view.columns.length, "column")}, ${countOf(view.sources.length, "file")}, ${view.target?.task ?? "no target"}`
        : table.kind,
    ],
    ["Blocks", [...types].map(([type, count]) => `${count} × ${type}`).join(", ") || "none"],
    ["Connections", String(document.edges.length)],
    [
      "Problems",
      problemsOf(document)
        .map(({ code }) => code)
        .join(", ") || "none",
    ],
  ];
  return lines.map(([name, value]) => `${name}: ${value}`).join("\n");
}

export async function copyDiagnostics(): Promise<void> {
  const text = diagnostics();
  try {
    await navigator.clipboard.writeText(text);
    notify({ kind: "news", message: "Diagnostics copied. They hold no cells, no column names and no file names." });
  } catch {
    showText(text);
  }
}

/** Where the clipboard is closed to pages, the text is shown to be copied by hand. */
function showText(text: string): void {
  notify({ kind: "news", message: `This browser does not let the page write to the clipboard. ${text}` });
}
