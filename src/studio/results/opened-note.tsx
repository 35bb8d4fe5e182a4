import { openedFileText } from "../../base/texts/studio/results.ts";
import type { OpenedPipeline } from "../../worker/protocol.ts";
import { shownName } from "../document/shown-name.ts";
import { canGoOn } from "../session/go-on.ts";
import { useSession } from "../session/session-store.ts";

function selfTestLine(selfTest: NonNullable<OpenedPipeline["selfTest"]>): string {
  if (selfTest.passed) return openedFileText("selfTestPassed", selfTest);
  return selfTest.hasOtherLabels ? openedFileText("otherLabels") : openedFileText("selfTestFailed", selfTest);
}

/** How a pipeline file fared when it was opened. */
export function OpenedNote({ opened }: { readonly opened: OpenedPipeline }) {
  const { selfTest, isChanged = false, report, notes, document } = opened;
  const mayGoOn = useSession(canGoOn);
  const lines = [
    ...(selfTest ? [selfTestLine(selfTest)] : []),
    ...(report ? [] : [openedFileText("untrained")]),
    ...(report ? [openedFileText(mayGoOn ? "goesOn" : "predicts")] : []),
    ...notes,
  ];
  return (
    <div className={`opened card${isChanged || (selfTest && !selfTest.passed) ? " opened--failed" : ""}`}>
      <p>
        <strong>{openedFileText("title", { pipeline: shownName(document.name) })}</strong>
      </p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
