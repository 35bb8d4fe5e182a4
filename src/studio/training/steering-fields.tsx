import { useId } from "react";
import { trainText } from "../../base/texts/studio/training.ts";
import type { Steering } from "../../training/types.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { SelectField } from "../ui/select-field.tsx";

/** Of what the settings say. */
const FACTORS = [0.01, 0.1, 0.3, 1, 3, 10, 100];

const WHAT = [
  { key: "learningRate", label: () => trainText("rateNow") },
  { key: "penalties", label: () => trainText("penaltiesNow") },
] as const satisfies readonly { readonly key: keyof Steering; readonly label: () => string }[];

/** What may be changed of a run while its blend trains. */
export function SteeringFields() {
  const isBlending = useSession(
    ({ training }) => isActive(training) && training.phase === "soft" && !training.isStopping,
  );
  const hintId = useId();
  const steering = useSession((session) => session.steering);
  if (!isBlending) return null;
  return (
    <>
      <div className="training-panel__pair">
        {WHAT.map(({ key, label }) => (
          <SelectField
            key={key}
            label={label()}
            value={steering[key]}
            options={FACTORS.map((factor) => ({
              value: factor,
              label: factor === 1 ? trainText("asSet") : trainText("factor", { factor }),
            }))}
            describedBy={hintId}
            onChange={(factor) => void useSession.getState().steer({ ...steering, [key]: factor })}
          />
        ))}
      </div>
      <p id={hintId} className="hint">
        {trainText("nowHint")}
      </p>
    </>
  );
}
