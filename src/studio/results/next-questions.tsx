import { questionText } from "../../base/texts/studio/results.ts";
import { useSession } from "../session/session-store.ts";
import { UnlabelledButton } from "./unlabelled-button.tsx";

/** Tabs that answer what people ask next. */
const ASKED = ["worth", "diagnostics", "evidence", "use"] as const;

/** What people ask once they have the verdict, in their words, and where it is answered. */
export function NextQuestions({ onOpen }: { readonly onOpen: (tab: (typeof ASKED)[number]) => void }) {
  // Price tags of files stand where those of columns do.
  const areFilesTried = useSession(({ report }) => report?.evidence?.some(({ kind }) => kind === "source") ?? false);
  return (
    <nav className="row questions" aria-label={questionText("label")}>
      {areFilesTried ? (
        <button type="button" className="button button--small" onClick={() => onOpen("worth")}>
          {questionText("files")}
        </button>
      ) : null}
      {ASKED.map((tab) => (
        <button key={tab} type="button" className="button button--small" onClick={() => onOpen(tab)}>
          {questionText("question", { tab })}
        </button>
      ))}
      <UnlabelledButton className="button button--small" onPress={() => onOpen("use")} />
    </nav>
  );
}
