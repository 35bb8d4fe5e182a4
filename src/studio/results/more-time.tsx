import { formatDuration } from "../../base/numbers.ts";
import { resultsText } from "../../base/texts/studio/results.ts";
import { longerBudget } from "../document/budgets.ts";
import { setTraining, useDocument } from "../document/document-store.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";

/** What a verdict asks for that could not be fair, with one click; Undo takes the longer time back. */
export function MoreTime() {
  const budget = useDocument(({ document }) => document.training.budgetSeconds);
  const { isStale } = useRun("results");
  const mayTrain = useSession(({ table, training }) => table.kind === "ready" && !isActive(training));
  const seconds = longerBudget(budget);
  const trainLonger = () => {
    setTraining({ budgetSeconds: seconds });
    void useSession.getState().train();
  };
  if (isStale) return null;
  return (
    <div className="row">
      <button type="button" className="button button--primary" disabled={!mayTrain} onClick={trainLonger}>
        {resultsText("trainLonger", { duration: formatDuration(seconds) })}
      </button>
    </div>
  );
}
