import { dataText } from "../../base/texts/studio/data.ts";
import { TABLE_ACCEPT } from "../session/given-files.ts";
import { MoreFiles } from "./more-files.tsx";

interface FileInputProps {
  readonly isDisabled: boolean;
  readonly onFiles: (files: readonly File[]) => Promise<void>;
}

/** The visible control for files; dropping them anywhere on the page does the same. */
export function FileInput({ isDisabled, onFiles }: FileInputProps) {
  return (
    <div className="file-input-box" data-drop="table">
      <label className="field">
        <span className="field__label">{dataText("addFiles")}</span>
        <input
          type="file"
          className="file-input"
          accept={TABLE_ACCEPT}
          multiple
          disabled={isDisabled}
          aria-describedby="add-csv-hint"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            // Emptied, so that choosing the same file again is a change again.
            event.target.value = "";
            if (files.length > 0) void onFiles(files);
          }}
        />
      </label>
      <MoreFiles isDisabled={isDisabled} onFiles={onFiles} />
      <p id="add-csv-hint" className="hint">
        {dataText("addHint")}
      </p>
    </div>
  );
}
