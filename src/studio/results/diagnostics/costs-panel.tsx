import { useEffect, useId, useState } from "react";
import type { DecisionCounts } from "../../../app/decision-counts.ts";
import { formatNumber } from "../../../base/numbers.ts";
import { diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import { usualCosts } from "../../../pipeline/costs.ts";
import { isOfThisTable } from "../../session/changes-since.ts";
import { useRun } from "../../session/runs.ts";
import { useSession } from "../../session/session-store.ts";
import { isActive } from "../../session/training-machine.ts";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import { type CostMatrix, costOfConfusion, withCost } from "./costs.ts";
import { DecisionRow } from "./decision-row.tsx";
import { TrainForCosts } from "./train-for-costs.tsx";

interface CostsPanelProps {
  /** Of all classes, by their codes. */
  readonly labels: readonly string[];
  /** [classes, classes], row-major: test rows by true class and by likeliest class. */
  readonly confusion: readonly number[];
}

/** Of several classes: what it costs to say one of a row that is another, and predicting by that. */
export function CostsPanel({ labels, confusion }: CostsPanelProps) {
  const titleId = useId();
  // What an opened pipeline decides by may be about other classes than the run that is shown.
  const decided = useSession(({ decision }) =>
    decision?.by === "costs" && decision.costs.length === labels.length ? decision.costs : undefined,
  );
  const [costs, setCosts] = useState<CostMatrix>(decided ?? usualCosts(labels.length));
  const counts = useCounts(costs);
  const cost = (confusionOf: readonly number[]) => costOfConfusion(confusionOf, costs);
  return (
    <section className="diagnostic card" aria-labelledby={titleId}>
      <h3 id={titleId}>{diagnosticsText("costs")}</h3>
      <p>{diagnosticsText("costsHint")}</p>
      <ScrollBox label={diagnosticsText("costsScrollable")}>
        <table className="table diagnostic__numbers costs__table" aria-labelledby={titleId}>
          <thead>
            <tr>
              <th scope="col">{diagnosticsText("truth")}</th>
              {labels.map((label) => (
                <th scope="col" key={label}>
                  {diagnosticsText("said", { label })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((label, is) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {labels.map((other, said) => (
                  <td key={other}>
                    {is === said ? (
                      formatNumber(costs[is][said])
                    ) : (
                      <input
                        className="input costs__field"
                        type="number"
                        min={0}
                        step="any"
                        aria-label={diagnosticsText("costOf", { is: label, said: other })}
                        value={costs[is][said]}
                        onChange={({ target: { valueAsNumber: cost } }) => {
                          if (cost >= 0) setCosts(withCost(costs, { is, said, cost }));
                        }}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p className="hint" aria-live="polite">
        {counts
          ? diagnosticsText("bothCost", { likeliest: cost(counts.likeliest), least: cost(counts.decided) })
          : diagnosticsText("likeliestCosts", { cost: cost(confusion) })}
      </p>
      <DecisionRow decision={{ by: "costs", costs }} words={diagnosticsText("decideCosts")} />
      <TrainForCosts costs={costs} labels={labels} />
    </section>
  );
}

/** Between two keys of a number that is being written. */
const WRITING_MS = 300;

/** What is said of the test rows by these costs, asked for while they are written; undefined where it cannot be told, or not yet. */
function useCounts(costs: CostMatrix): DecisionCounts | undefined {
  const isPossible = useSession(({ hasTrained, training }) => hasTrained && !isActive(training));
  const isOfThis = isOfThisTable(useRun("results").changes);
  const reportOf = useSession((session) => session.reportOf);
  const [found, setFound] = useState<DecisionCounts>();
  useEffect(() => {
    setFound(undefined);
    if (!isPossible || !isOfThis) return;
    let isNewest = true;
    const timer = setTimeout(async () => {
      const counts = await useSession.getState().countBy({ by: "costs", costs });
      if (isNewest) setFound(counts);
    }, WRITING_MS);
    return () => {
      isNewest = false;
      clearTimeout(timer);
    };
  }, [costs, isPossible, isOfThis, reportOf]);
  return found;
}
