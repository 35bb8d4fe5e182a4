import { dataText } from "../../base/texts/studio/data.ts";
import { TABLE_ACCEPT } from "../session/given-files.ts";

interface FileInputProps {
  readonly isDisabled: boolean;
  readonly onFiles: (files: readonly File[]) => Promise<void>;
}

/** The visible control for files; dropping them anywhere on the page does the same. */
export function FileInput({ isDisabled, onFiles }: FileInputProps) {
  return (
    <label className="button button--small file-button" title={dataText("addHint")}>
      <span aria-hidden="true">{dataText("addFiles")}</span>
      <input
        type="file"
        aria-label={dataText("addFiles")}
        accept={TABLE_ACCEPT}
        multiple
        disabled={isDisabled}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // Emptied, so that choosing the same file again is a change again.
          event.target.value = "";
          if (files.length > 0) void onFiles(files);
        }}
      />
    </label>
  );
}
