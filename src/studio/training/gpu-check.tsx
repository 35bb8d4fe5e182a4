import { useState } from "react";
import { gpuText } from "../../base/texts/studio/training.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { ActionButton } from "./action-button.tsx";

/** Runs the gradient self-test and timed steps on the graphics device, and shows a result that can be sent to others. */
export function GpuCheckPanel() {
  const gpu = useSession((session) => session.gpu);
  const isBusy = useSession((session) => isActive(session.training));
  const { checkGpu } = useSession.getState();
  const [copied, setCopied] = useState("");
  const isChecking = gpu.kind === "checking";
  return (
    <div className="gpu-check">
      <ActionButton isEnabled={!isBusy && !isChecking} onPress={() => void checkGpu()}>
        {gpuText("check")}
      </ActionButton>
      <div className="gpu-check__result" aria-live="polite">
        {isChecking ? <p className="hint">{gpuText("checking")}</p> : null}
        {gpu.kind === "error" ? <p className="error-text">{gpuText("failed", gpu.error)}</p> : null}
        {gpu.kind === "checked" ? (
          <>
            <p>{gpu.check.summary}</p>
            <pre className="gpu-check__text">{gpuText("result", { ...gpu.check, version: __APP_VERSION__ })}</pre>
            <div className="row">
              <button
                type="button"
                className="button button--small"
                onClick={() => void copy(gpuText("result", { ...gpu.check, version: __APP_VERSION__ })).then(setCopied)}
              >
                {gpuText("copy")}
              </button>
              <span className="hint" role="status">
                {copied}
              </span>
            </div>
          </>
        ) : null}
      </div>
    </div>
  );
}

async function copy(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return gpuText("copied");
  } catch {
    return gpuText("notCopied");
  }
}
