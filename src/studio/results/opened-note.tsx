import { countOf } from "../../base/words.ts";
import type { OpenedPipeline } from "../../worker/protocol.ts";
import { canGoOn } from "../session/go-on.ts";
import { useSession } from "../session/session-store.ts";

/** How a pipeline file fared when it was opened. */
export function OpenedNote({ opened }: { readonly opened: OpenedPipeline }) {
  const { selfTest, report, notes, document } = opened;
  const mayGoOn = useSession(canGoOn);
  const lines = [
    ...(selfTest
      ? [
          selfTest.passed
            ? `Self-test passed: ${countOf(selfTest.nRows, "row")} predicted as when it was saved.`
            : `Self-test failed: predictions differ by up to ${selfTest.maxError.toExponential(1)} from when it was saved. Train it again before relying on it.`,
        ]
      : []),
    ...(report ? [] : ["It was saved before training: add its files and press Train."]),
    ...(report
      ? [
          mayGoOn
            ? "The files that it was trained on are open: Train goes on from where it ended."
            : "It can predict now. To train on from where it ended, add the files that it was trained on.",
        ]
      : []),
    ...notes,
  ];
  return (
    <div className={`opened card${selfTest && !selfTest.passed ? " opened--failed" : ""}`}>
      <p>
        <strong>Opened pipeline “{document.name}”.</strong>
      </p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
