import { diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import { setTraining, useDocument } from "../../document/document-store.ts";
import { useSession } from "../../session/session-store.ts";
import { isActive } from "../../session/training-machine.ts";
import { areSameCosts, type CostMatrix, costsByLabel, matrixByCode } from "./costs.ts";

interface TrainForCostsProps {
  readonly costs: CostMatrix;
  /** Of all classes, by their codes. */
  readonly labels: readonly string[];
}

/** Choosing pipelines by what mistakes cost, from the next run on. */
export function TrainForCosts({ costs, labels }: TrainForCostsProps) {
  const isSet = useDocument(
    ({ document: { training } }) =>
      training.optimiseFor === "meanCost" && areSameCosts(matrixByCode(training.costs ?? {}, labels), costs),
  );
  const isBusy = useSession(({ training }) => isActive(training));
  return (
    <div className="stack">
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={isBusy || isSet}
          onClick={() => setTraining({ optimiseFor: "meanCost", costs: costsByLabel(costs, labels) })}
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
