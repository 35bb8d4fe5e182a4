import { useId } from "react";
import { chartText } from "../../base/texts/studio/training.ts";
import { BEATS } from "../session/beats.ts";
import type { LiveSeries } from "../session/live-series.ts";
import { useLive } from "../session/use-live.ts";
import { formatReplica } from "../ui/format.ts";

/** Which of several trainings side by side the charts follow; nothing where there is one. */
export function ShownReplica({ live }: { readonly live: LiveSeries }) {
  useLive(live, BEATS.loss);
  const selectId = useId();
  if (live.replicas.length < 2) return null;
  return (
    <div className="row shown-replica">
      <label htmlFor={selectId} className="field__label">
        {chartText("show")}
      </label>
      <select
        id={selectId}
        className="select"
        value={live.shown}
        onChange={(event) => live.show(Number(event.target.value))}
      >
        {live.replicas.map((one, index) => (
          <option key={formatReplica(one)} value={index}>
            {chartText("start", { place: index + 1, total: live.replicas.length, replica: formatReplica(one) })}
          </option>
        ))}
      </select>
    </div>
  );
}
