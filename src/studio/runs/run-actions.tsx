import { useState } from "react";
import { runsText } from "../../base/texts/studio/runs.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import type { RunRecord } from "../storage/run-record.ts";
import { notify } from "../ui/notices.ts";
import { goTo } from "../ui/route.ts";
import { saveFile } from "../ui/save-file.ts";
import { ToolButton } from "../ui/tool-button.tsx";
import { commandOf, pipelineFile, pipelineFileName } from "./command-line.ts";
import { runName } from "./run-name.ts";

/** What can be done with a run. */
export function RunActions({ run }: { readonly run: RunRecord }) {
  const isRunning = useSession(({ training }) => isActive(training));
  const [isAsked, setIsAsked] = useState(false);
  const name = runName(run);
  return (
    <div className="run-actions">
      <button
        type="button"
        className="button button--small"
        aria-label={runsText("restoreRun", { name })}
        onClick={() => void restore(run, isRunning)}
      >
        {runsText("restore")}
      </button>
      <ToolButton
        icon="pin"
        label={runsText("pin", { name })}
        isPressed={run.isPinned}
        onPress={() => useSession.getState().changeRun(run.id, { isPinned: !run.isPinned })}
      />
      <ToolButton icon="command" label={runsText("copyCommandOf", { name })} onPress={() => void copyCommand(run)} />
      {isAsked ? (
        <button
          type="button"
          // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed
          autoFocus
          className="button button--small button--danger"
          onBlur={() => setIsAsked(false)}
          onClick={() => {
            useSession.getState().deleteRun(run.id);
            notify({ kind: "news", message: runsText("deleted", { name }) });
          }}
        >
          {runsText("deleteSure")}
        </button>
      ) : (
        <ToolButton icon="remove" label={runsText("deleteRun", { name })} onPress={() => setIsAsked(true)} />
      )}
    </div>
  );
}

async function restore(run: RunRecord, isRunning: boolean): Promise<void> {
  if (isRunning) {
    notify({ kind: "refusal", message: runsText("running") });
    return;
  }
  if (!(await useSession.getState().showRun(run.id, { withDocument: true }))) return;
  const { hasTrained } = useSession.getState();
  goTo("pipeline");
  notify({ kind: "news", message: runsText("restored", { name: runName(run), hasTrained }) });
}

async function copyCommand(run: RunRecord): Promise<void> {
  const text = commandOf(run);
  saveFile(pipelineFileName(run), new Blob([pipelineFile(run)], { type: "application/json" }));
  const isTimed = run.document.training.maxSteps === undefined;
  try {
    await navigator.clipboard.writeText(text);
    notify({ kind: "news", message: runsText(isTimed ? "copiedInTime" : "copied") });
  } catch {
    notify({ kind: "news", isLasting: true, message: runsText("notCopied", { text }) });
  }
}
