import { percent } from "../../base/numbers.ts";
import { chartText } from "../../base/texts/studio/training.ts";
import { SelectField } from "../ui/select-field.tsx";
import { SMOOTHINGS, setSmoothing, useSmoothing } from "./smoothing.ts";

/** How much lines of losses are smoothed. */
export function SmoothingField() {
  const weight = useSmoothing((state) => state.weight);
  const options = SMOOTHINGS.map((value) => ({
    value,
    label: value === 0 ? chartText("unsmoothed") : percent(value),
  }));
  return (
    <SelectField
      className="field--inline"
      label={chartText("smoothing")}
      value={weight}
      options={options}
      onChange={setSmoothing}
    />
  );
}
