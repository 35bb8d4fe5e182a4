import { diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import { setTraining, useDocument } from "../../document/document-store.ts";
import { useSession } from "../../session/session-store.ts";
import { isActive } from "../../session/training-machine.ts";
import { type CostMatrix, costsByLabel } from "./costs.ts";

interface TrainForCostsProps {
  readonly costs: CostMatrix;
  /** Of all classes, by their codes. */
  readonly labels: readonly string[];
}

/** Choosing pipelines by what mistakes cost, from the next run on. */
export function TrainForCosts({ costs, labels }: TrainForCostsProps) {
  const written = costsByLabel(costs, labels);
  const isSet = useDocument(
    ({ document: { training } }) =>
      training.optimiseFor === "meanCost" && JSON.stringify(training.costs) === JSON.stringify(written),
  );
  const isBusy = useSession(({ training }) => isActive(training));
  return (
    <div className="stack">
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={isBusy || isSet}
          onClick={() => setTraining({ optimiseFor: "meanCost", costs: written })}
        >
          {diagnosticsText("trainForCosts")}
        </button>
      </div>
      <p className="hint" role="status">
        {diagnosticsText("trainForCostsHint", { isSet })}
      </p>
    </div>
  );
}
