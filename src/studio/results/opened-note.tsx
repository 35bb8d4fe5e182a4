import { openedFileText } from "../../base/texts/studio/results.ts";
import type { OpenedPipeline } from "../../worker/protocol.ts";
import { canGoOn } from "../session/go-on.ts";
import { useSession } from "../session/session-store.ts";

/** How a pipeline file fared when it was opened. */
export function OpenedNote({ opened }: { readonly opened: OpenedPipeline }) {
  const { selfTest, report, notes, document } = opened;
  const mayGoOn = useSession(canGoOn);
  const lines = [
    ...(selfTest
      ? [selfTest.passed ? openedFileText("selfTestPassed", selfTest) : openedFileText("selfTestFailed", selfTest)]
      : []),
    ...(report ? [] : [openedFileText("untrained")]),
    ...(report ? [openedFileText(mayGoOn ? "goesOn" : "predicts")] : []),
    ...notes,
  ];
  return (
    <div className={`opened card${selfTest && !selfTest.passed ? " opened--failed" : ""}`}>
      <p>
        <strong>{openedFileText("title", { pipeline: document.name })}</strong>
      </p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
