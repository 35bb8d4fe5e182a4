import { questionText } from "../../base/texts/studio/results.ts";
import { focusOn } from "../ui/focus-on.ts";

/** Tabs that answer what people ask next. */
const ASKED = ["worth", "diagnostics", "evidence"] as const;

function goToPredict(): void {
  document.getElementById("predict")?.scrollIntoView();
  focusOn("#predict");
}

/** What people ask once they have the verdict, in their words, and where it is answered. */
export function NextQuestions({ onOpen }: { readonly onOpen: (tab: (typeof ASKED)[number]) => void }) {
  return (
    <nav className="row questions" aria-label={questionText("label")}>
      {ASKED.map((tab) => (
        <button key={tab} type="button" className="button button--small" onClick={() => onOpen(tab)}>
          {questionText("question", { tab })}
        </button>
      ))}
      <button type="button" className="button button--small" onClick={goToPredict}>
        {questionText("predict")}
      </button>
    </nav>
  );
}
