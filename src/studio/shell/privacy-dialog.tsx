import { useState } from "react";
import { stopAutosave, useAutosave } from "../document/autosave.ts";
import { eraseStored } from "../document/storage.ts";
import { Dialog } from "../ui/dialog.tsx";
import { notify, notifyError } from "../ui/notices.ts";

/** What is stored, where, and how to erase it. */
export function PrivacyDialog({ onClose }: { readonly onClose: () => void }) {
  const status = useAutosave((state) => state.status);
  const [isErased, setIsErased] = useState(false);
  const erase = () => {
    stopAutosave();
    eraseStored().then(() => {
      setIsErased(true);
      notify({ kind: "news", message: "Everything that the studio had stored in this browser is erased." });
    }, notifyError);
  };
  return (
    <Dialog title="Privacy" onClose={onClose}>
      <div className="prose">
        <p>
          <strong>Your data stays in this tab.</strong> Files are read, trained on and predicted by this browser.
          Nothing is sent anywhere: the page only fetches its own static files, and its security policy forbids anything
          else.
        </p>
        <h3>What is stored in this browser</h3>
        <ul>
          <li>
            The pipeline on the canvas: blocks, connections and settings, with the names of columns that you picked in
            them and of files that are not judged by; of a sample also its target and what you decided about its
            columns; of a pipeline that came from a file also how it reads each column (names, markers, category
            levels). Kept in IndexedDB under “diffml-studio”, so that it is there when you come back.
          </li>
          <li>Whether you chose light or dark. Kept in local storage under “diffml-studio/theme”.</li>
          <li>
            Whether training is slow enough to watch, once you changed it. Kept in local storage under
            “diffml-studio/pace”.
          </li>
        </ul>
        <h3>What is never stored</h3>
        <p>
          Your files, their rows and cells, predictions, and trained parameters. They are gone when the tab closes,
          unless you export them yourself. An exported pipeline holds what it learned (such as means and category
          levels), names of files and columns, and no rows.
        </p>
        <h3>Erase it</h3>
        <p>
          {isErased
            ? "Erased. Nothing more is stored during this visit; reload the page to begin afresh."
            : `Erasing removes all of it. ${status === "elsewhere" ? "Another tab saves at the moment; close it first, or it saves again." : ""}`}
        </p>
        <div className="row">
          {isErased ? (
            <button type="button" className="button" onClick={() => window.location.reload()}>
              Reload the page
            </button>
          ) : (
            <button type="button" className="button button--danger" onClick={erase}>
              Erase everything stored
            </button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
