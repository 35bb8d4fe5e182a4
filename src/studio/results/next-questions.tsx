import { questionText } from "../../base/texts/studio/results.ts";
import { UnlabelledButton } from "./unlabelled-button.tsx";

/** Tabs that answer what people ask next. */
const ASKED = ["worth", "diagnostics", "evidence", "use"] as const;

/** What people ask once they have the verdict, in their words, and where it is answered. */
export function NextQuestions({ onOpen }: { readonly onOpen: (tab: (typeof ASKED)[number]) => void }) {
  return (
    <nav className="row questions" aria-label={questionText("label")}>
      {ASKED.map((tab) => (
        <button key={tab} type="button" className="button button--small" onClick={() => onOpen(tab)}>
          {questionText("question", { tab })}
        </button>
      ))}
      <UnlabelledButton className="button button--small" onPress={() => onOpen("use")} />
    </nav>
  );
}
