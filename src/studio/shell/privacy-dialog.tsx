import { useState } from "react";
import { privacyText } from "../../base/texts/studio/shell.ts";
import { KeepChoice } from "../data/keep-choice.tsx";
import { stopAutosave, useAutosave } from "../document/autosave.ts";
import { forgetKeeping } from "../session/keeping.ts";
import { useConsent } from "../storage/consent.ts";
import { eraseStored } from "../storage/erase.ts";
import { Dialog } from "../ui/dialog.tsx";
import { notify, notifyError } from "../ui/notices.ts";
import { RichText, slot } from "../ui/rich-text.tsx";

/** What is stored, where, and how to erase it. */
export function PrivacyDialog({ onClose }: { readonly onClose: () => void }) {
  const status = useAutosave((state) => state.status);
  const isGiven = useConsent((state) => state.isGiven);
  const [isErased, setIsErased] = useState(false);
  const erase = () => {
    stopAutosave()
      .then(forgetKeeping)
      .then(eraseStored)
      .then(() => {
        setIsErased(true);
        notify({ kind: "news", message: privacyText("allErased") });
      }, notifyError);
  };
  return (
    <Dialog title={privacyText("title")} onClose={onClose}>
      <div className="prose">
        <p>
          <RichText
            text={privacyText("promise", { inTab: slot("inTab") })}
            parts={{ inTab: <strong>{privacyText("inTab")}</strong> }}
          />
        </p>
        <h3>{privacyText("stored")}</h3>
        <ul>
          <li>{privacyText("storedPipeline")}</li>
          <li>{privacyText("storedSnapshots")}</li>
          <li>{privacyText("storedTheme")}</li>
          <li>{privacyText("storedLanguage")}</li>
          <li>{privacyText("storedPace")}</li>
          <li>{privacyText("storedLayout")}</li>
          <li>{privacyText("storedSmoothing")}</li>
          <li>{privacyText("storedNotify")}</li>
          <li>{privacyText("storedVisit")}</li>
          <li>{privacyText("storedFiles")}</li>
        </ul>
        <h3>{privacyText("kept")}</h3>
        <p>{privacyText("keptWords", { isGiven })}</p>
        <KeepChoice />
        <h3>{privacyText("never")}</h3>
        <p>{privacyText("neverStored", { isGiven })}</p>
        <h3>{privacyText("erase")}</h3>
        <p>{isErased ? privacyText("erased") : privacyText("erasing", { isElsewhere: status === "elsewhere" })}</p>
        <div className="row">
          {isErased ? (
            <button type="button" className="button" onClick={() => window.location.reload()}>
              {privacyText("reload")}
            </button>
          ) : (
            <button type="button" className="button button--danger" onClick={erase}>
              {privacyText("eraseAll")}
            </button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
