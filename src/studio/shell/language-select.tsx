import { useState } from "react";
import { spoken } from "../../base/language.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import { LANGUAGES, type LanguageTag, languageTag } from "../../languages/languages.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { useOpenSample } from "../session/use-open-sample.ts";
import { useConsent } from "../storage/consent.ts";
import { chooseLanguage } from "../ui/language.ts";
import { notify } from "../ui/notices.ts";
import { SelectField } from "../ui/select-field.tsx";

const OPTIONS = LANGUAGES.map(({ tag, name }) => ({ value: tag, label: name }));

/** The page is loaded anew, so that page and worker say everything in one language; not without asking where a table or a run is lost by that. */
export function LanguageSelect() {
  const [chosen, setChosen] = useState<LanguageTag>(languageTag(spoken().tag) ?? "en");
  const isRunning = useSession(({ training }) => isActive(training));
  const hasTable = useSession(({ table }) => table.kind === "ready");
  const isKept = useConsent((state) => state.isGiven);
  const sample = useOpenSample();
  const hasRun = useSession(({ history }) => history.length > 0);
  const choose = (tag: LanguageTag) => {
    setChosen(tag);
    chooseLanguage(tag);
    const reload = () => window.location.reload();
    // A sample is read again; what was trained on it is not there again.
    if (!hasTable || isKept || (sample !== undefined && !hasRun)) return reload();
    const action = { label: uiText("reload"), run: reload };
    notify({ kind: "news", isLasting: true, message: uiText("languageReload"), action });
  };
  return (
    <SelectField
      className="footer__language"
      label={uiText("language")}
      value={chosen}
      options={OPTIONS}
      isDisabled={isRunning}
      onChange={choose}
    />
  );
}
