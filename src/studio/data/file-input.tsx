import { dataText } from "../../base/texts/studio/data.ts";
import { TABLE_ACCEPT } from "../session/given-files.ts";
import { FileButton } from "../ui/file-button.tsx";

interface FileInputProps {
  readonly isDisabled: boolean;
  readonly onFiles: (files: readonly File[]) => Promise<void>;
}

/** The visible control for files; dropping them anywhere on the page does the same. */
export function FileInput({ isDisabled, onFiles }: FileInputProps) {
  return (
    <FileButton
      label={dataText("addFiles")}
      hint={dataText("addHint")}
      accept={TABLE_ACCEPT}
      isMultiple
      isSmall
      isDisabled={isDisabled}
      onFiles={(files) => void onFiles(files)}
    />
  );
}
