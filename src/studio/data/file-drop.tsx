import { type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";

interface FileDropProps {
  readonly isDisabled: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/** Files dropped anywhere on what it holds; the input inside "Add CSV files" is the same by click or keyboard. */
export function FileDrop({ isDisabled, onFiles, children }: FileDropProps) {
  const [isOver, setIsOver] = useState(false);
  // Children send their own enter and leave: the drag has left when as many have been left as entered.
  const depth = useRef(0);
  useEffect(keepPage, []);
  const hasFiles = (event: DragEvent) => !isDisabled && event.dataTransfer.types.includes("Files");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has its equal in the file input
    <div
      className={`file-drop${isOver ? " file-drop--over" : ""}`}
      onDragEnter={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current += 1;
        setIsOver(true);
      }}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault();
      }}
      onDragLeave={() => {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setIsOver(false);
      }}
      onDrop={(event) => {
        depth.current = 0;
        setIsOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver ? <p className="file-drop__hint">Drop the files to read them</p> : null}
    </div>
  );
}

/** A file dropped beside the target would make the browser leave the page and show the file. @returns a function that ends it. */
function keepPage(): () => void {
  const stop = (event: globalThis.DragEvent) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  };
  window.addEventListener("dragover", stop);
  window.addEventListener("drop", stop);
  return () => {
    window.removeEventListener("dragover", stop);
    window.removeEventListener("drop", stop);
  };
}

/** The visible control for files. */
export function FileInput({ isDisabled, onFiles }: Omit<FileDropProps, "children">) {
  return (
    <div className="file-drop__box">
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
        Or drop them anywhere on this part of the page. Several files are stacked into one table by column name; joining
        them on a key is not offered. Files stay in this tab.
      </p>
    </div>
  );
}
