import { savedWorkText } from "../../base/texts/studio/shell.ts";
import { closeSavedWork, useSavedWork } from "../document/saved-work.ts";
import { Dialog } from "../ui/dialog.tsx";
import { SavedWorkLists } from "./saved-work-lists.tsx";

/** The dialog on what this browser keeps. */
export function SavedWork() {
  const isOpen = useSavedWork((state) => state.isOpen);
  if (!isOpen) return null;
  return (
    <Dialog title={savedWorkText("title")} onClose={closeSavedWork}>
      <SavedWorkLists />
    </Dialog>
  );
}
