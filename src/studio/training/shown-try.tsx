import { useId } from "react";
import { BEATS } from "../session/beats.ts";
import type { LiveSeries } from "../session/live-series.ts";
import { useLive } from "../session/use-live.ts";
import { formatTry } from "../ui/format.ts";

/** Which of several trainings side by side the charts follow; nothing where there is one. */
export function ShownTry({ live }: { readonly live: LiveSeries }) {
  useLive(live, BEATS.loss);
  const selectId = useId();
  if (live.tries.length < 2) return null;
  return (
    <div className="row shown-try">
      <label htmlFor={selectId} className="field__label">
        Charts show
      </label>
      <select
        id={selectId}
        className="select"
        value={live.shown}
        onChange={(event) => live.show(Number(event.target.value))}
      >
        {live.tries.map((one, index) => (
          <option key={formatTry(one)} value={index}>
            Try {index + 1} of {live.tries.length}: {formatTry(one)}
          </option>
        ))}
      </select>
    </div>
  );
}
