interface FileInputProps {
  readonly isDisabled: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** The visible control for files; dropping them anywhere on the page does the same. */
export function FileInput({ isDisabled, onFiles }: FileInputProps) {
  return (
    <div className="file-input-box" data-drop="table">
      <label className="field">
        <span className="field__label">Add CSV files</span>
        <input
          type="file"
          className="file-input"
          accept=".csv,.tsv,.tab,.txt,text/csv,text/tab-separated-values,text/plain"
          multiple
          disabled={isDisabled}
          aria-describedby="add-csv-hint"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            // Emptied, so that choosing the same file again is a change again.
            event.target.value = "";
            if (files.length > 0) onFiles(files);
          }}
        />
      </label>
      <p id="add-csv-hint" className="hint">
        Or drop them anywhere on the page. Several files are stacked into one table by column name; joining them on a
        key is not offered. Files stay in this tab.
      </p>
    </div>
  );
}
