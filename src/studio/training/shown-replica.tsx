import { chartText } from "../../base/texts/studio/training.ts";
import { BEATS } from "../session/beats.ts";
import type { LiveSeries } from "../session/live-series.ts";
import { useLiveValue } from "../session/use-live.ts";
import { formatReplica } from "../ui/format.ts";
import { SelectField } from "../ui/select-field.tsx";

/** Which of several trainings side by side the charts follow; nothing where there is one. */
export function ShownReplica({ live }: { readonly live: LiveSeries }) {
  useLiveValue(live, BEATS.loss, () => live.replicas);
  useLiveValue(live, BEATS.loss, () => live.shown);
  if (live.replicas.length < 2) return null;
  const total = live.replicas.length;
  return (
    <SelectField
      className="row shown-replica"
      label={chartText("show")}
      value={live.shown}
      options={live.replicas.map((one, index) => ({
        value: index,
        label: chartText("start", { place: index + 1, total, replica: formatReplica(one) }),
      }))}
      onChange={(index) => live.show(index)}
    />
  );
}
