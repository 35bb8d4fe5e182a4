/** What a report of a problem needs to say. Never cells, column names, file names or settings' texts. */

import { diagnosticsText } from "../../base/texts/studio/shell.ts";
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
    [diagnosticsText("app"), __APP_VERSION__],
    [diagnosticsText("browser"), navigator.userAgent],
    [diagnosticsText("cores"), String(navigator.hardwareConcurrency)],
    [diagnosticsText("isolated"), String(window.crossOriginIsolated)],
    [diagnosticsText("webgpu"), diagnosticsText("gpu" in navigator ? "offered" : "notOffered")],
    [diagnosticsText("gpuCheck"), adapter],
    [
      diagnosticsText("engine"),
      `${engineChoice}; ${live.progress?.engine.title ?? report?.engine ?? diagnosticsText("noEngine")}`,
    ],
    [diagnosticsText("training"), training.kind],
    [diagnosticsText("lastError"), useNotices.getState().lastErrorCode || diagnosticsText("none")],
    [
      diagnosticsText("table"),
      view
        ? diagnosticsText("size", {
            nRows: view.nRows,
            nColumns: view.columns.length,
            nFiles: view.sources.length,
            task: view.target?.task,
          })
        : table.kind,
    ],
    [
      diagnosticsText("blocks"),
      [...types].map(([type, count]) => `${count} × ${type}`).join(", ") || diagnosticsText("none"),
    ],
    [diagnosticsText("connections"), String(document.edges.length)],
    [
      diagnosticsText("problems"),
      problemsOf(document)
        .map(({ code }) => code)
        .join(", ") || diagnosticsText("none"),
    ],
  ];
  return lines.map(([name, value]) => `${name}: ${value}`).join("\n");
}

export async function copyDiagnostics(): Promise<void> {
  const text = diagnostics();
  try {
    await navigator.clipboard.writeText(text);
    notify({ kind: "news", message: diagnosticsText("copied") });
  } catch {
    showText(text);
  }
}

/** Where the clipboard is closed to pages, the text is shown to be copied by hand. */
function showText(text: string): void {
  notify({ kind: "news", message: diagnosticsText("notCopied", { text }) });
}
