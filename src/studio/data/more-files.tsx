import { useRef, useState } from "react";
import { dataText } from "../../base/texts/studio/data.ts";
import { dropText } from "../../base/texts/studio/shell.ts";
import { filesOfFolder } from "../session/given-files.ts";
import { pastedTable } from "../session/pasted-table.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { Dialog } from "../ui/dialog.tsx";
import { notify } from "../ui/notices.ts";

interface MoreFilesProps {
  readonly isDisabled: boolean;
  readonly onFiles: (files: readonly File[]) => Promise<void>;
}

/** Other ways in than choosing files: a folder, and a range of a spreadsheet. */
export function MoreFiles({ isDisabled, onFiles }: MoreFilesProps) {
  const [isAsking, setIsAsking] = useState(false);
  const takeText = (text: string) => {
    const taken = viewOf(useSession.getState().table)?.sources.map(({ name }) => name) ?? [];
    const file = pastedTable(text, taken);
    if (file) void onFiles([file]);
    else notify({ kind: "refusal", message: dropText("noTablePasted") });
    return file !== undefined;
  };
  const takeFolder = async (chosen: readonly File[]) => {
    const found = chosen.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
    const { files, notice } = filesOfFolder(found);
    if (files.length > 0) await onFiles(files);
    if (notice !== "") notify({ kind: files.length > 0 ? "news" : "refusal", message: notice });
  };
  const paste = async () => {
    // Not every browser has it, and people may forbid it: then they paste into a field.
    const text = await navigator.clipboard?.readText?.().catch(() => undefined);
    if (text === undefined || text.trim() === "" || !takeText(text)) setIsAsking(true);
  };
  return (
    <div className="row">
      <label className="button button--small file-button">
        <span aria-hidden="true">{dataText("addFolder")}</span>
        <input
          type="file"
          aria-label={dataText("addFolder")}
          disabled={isDisabled}
          ref={(input) => input?.setAttribute("webkitdirectory", "")}
          onChange={(event) => {
            const chosen = [...(event.target.files ?? [])];
            event.target.value = "";
            void takeFolder(chosen);
          }}
        />
      </label>
      <button type="button" className="button button--small" disabled={isDisabled} onClick={() => void paste()}>
        {dataText("pasteTable")}
      </button>
      {isAsking ? (
        <PasteDialog
          onClose={() => setIsAsking(false)}
          onText={(text) => {
            if (takeText(text)) setIsAsking(false);
          }}
        />
      ) : null}
    </div>
  );
}

function PasteDialog({ onClose, onText }: { readonly onClose: () => void; readonly onText: (text: string) => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <Dialog title={dataText("pasteTable")} onClose={onClose}>
      <label className="field">
        <span className="field__label">{dataText("pasteHere")}</span>
        <textarea ref={field} className="input paste-field" rows={8} spellCheck={false} />
        <span className="hint">{dataText("pasteHint")}</span>
      </label>
      <div className="row">
        <button type="button" className="button button--primary" onClick={() => onText(field.current?.value ?? "")}>
          {dataText("usePasted")}
        </button>
      </div>
    </Dialog>
  );
}
