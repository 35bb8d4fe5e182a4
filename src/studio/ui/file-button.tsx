interface FileButtonProps {
  /** What stands on it, and its name. */
  readonly label: string;
  /** Kinds of files, as `accept` of an input has them; all where absent. */
  readonly accept?: string;
  readonly isMultiple?: boolean;
  readonly isSmall?: boolean;
  readonly isDisabled?: boolean;
  /** What is shown beside the pointer. */
  readonly hint?: string;
  readonly describedBy?: string;
  /** Called with one file at least. */
  readonly onFiles: (files: readonly File[]) => void;
}

/** Chooses files. It speaks the language of the page, where the browser's own button speaks that of the browser. */
export function FileButton({
  label,
  accept,
  isMultiple,
  isSmall,
  isDisabled,
  hint,
  describedBy,
  onFiles,
}: FileButtonProps) {
  return (
    <label className={`button${isSmall ? " button--small" : ""} file-button`} title={hint}>
      <span aria-hidden="true">{label}</span>
      <input
        type="file"
        aria-label={label}
        accept={accept}
        multiple={isMultiple}
        disabled={isDisabled}
        aria-describedby={describedBy}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // Emptied, so that choosing the same file again is a change again.
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}
