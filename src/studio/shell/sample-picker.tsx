import { headerText } from "../../base/texts/studio/shell.ts";
import { fileNames } from "../session/file-names.ts";
import { useSession } from "../session/session-store.ts";
import { openSample, useSamples } from "../session/start.ts";
import { isActive } from "../session/training-machine.ts";
import { useOpenSample } from "../session/use-open-sample.ts";

/** The tables that come with the studio. Shows none of them while files of one's own are open. */
export function SamplePicker() {
  const samples = useSamples((state) => state.samples);
  const names = useSession(({ table }) => fileNames(table));
  const isRunning = useSession(({ training }) => isActive(training));
  const value = useOpenSample()?.id ?? "";
  return (
    <label className="sample-picker">
      <span>{headerText("sample")}</span>
      <select
        className="select"
        value={value}
        disabled={samples.length === 0 || isRunning}
        onChange={(event) => openSample(event.target.value)}
      >
        {value === "" && <option value="">{headerText(names === "" ? "chooseSample" : "ownFiles")}</option>}
        {samples.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
