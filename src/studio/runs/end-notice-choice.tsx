import { useState } from "react";
import { endText } from "../../base/texts/studio/runs.ts";
import { mayNotify, setNotify } from "../session/run-end.ts";
import { notify } from "../ui/notices.ts";

/** Whether the browser may say that a long run is over; asked nowhere else. */
export function EndNoticeChoice() {
  const [isOn, setIsOn] = useState(mayNotify);
  const choose = async (wanted: boolean) => {
    setIsOn(await setNotify(wanted));
    if (wanted && !mayNotify()) notify({ kind: "refusal", message: endText("refused") });
  };
  return (
    <label className="checkbox">
      <input type="checkbox" checked={isOn} onChange={(event) => void choose(event.target.checked)} />
      <span>
        {endText("ask")} <span className="hint">{endText("askHint")}</span>
      </span>
    </label>
  );
}
