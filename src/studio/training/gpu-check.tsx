import { useState } from "react";
import type { GpuCheck } from "../../app/check-gpu.ts";
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
        Check my GPU
      </ActionButton>
      <div className="gpu-check__result" aria-live="polite">
        {isChecking ? <p className="hint">Comparing gradients and timing 200 steps…</p> : null}
        {gpu.kind === "error" ? (
          <p className="error-text">
            The check failed: {gpu.error.got}. {gpu.error.fix}
          </p>
        ) : null}
        {gpu.kind === "checked" ? (
          <>
            <p>{gpu.check.summary}</p>
            <pre className="gpu-check__text">{checkText(gpu.check)}</pre>
            <div className="row">
              <button
                type="button"
                className="button button--small"
                onClick={() => void copy(checkText(gpu.check)).then(setCopied)}
              >
                Copy GPU result
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
    return "Copied.";
  } catch {
    return "The browser does not allow copying here: select the text and copy it.";
  }
}

function checkText({ engine, passed, maxRelativeError, msPerStep, nSteps }: GpuCheck): string {
  return [
    `engine: ${engine.title} (${engine.id})`,
    `adapter: ${engine.adapter || "none"}${engine.isSoftware ? ", software" : ""}`,
    `gradients: ${passed ? "right" : "wrong"}, largest relative error ${maxRelativeError.toExponential(2)}`,
    `speed: ${msPerStep.toFixed(2)} ms a step over ${nSteps} steps`,
    `studio: ${__APP_VERSION__}`,
  ].join("\n");
}
