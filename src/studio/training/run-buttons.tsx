import { useId } from "react";
import { trainText } from "../../base/texts/studio/training.ts";
import { useAllProblems } from "../document/use-problems.ts";
import { useSession } from "../session/session-store.ts";
import type { TableState } from "../session/table-state.ts";
import { availableCommands } from "../session/training-machine.ts";
import { Icon } from "../ui/icons.tsx";
import { TOOLBAR } from "../ui/one-stop.ts";
import { ActionButton } from "./action-button.tsx";

/** The five buttons of a run, and why it cannot begin yet. */
export function RunButtons() {
  const table = useSession((session) => session.table);
  const training = useSession((session) => session.training);
  const { train, pause, resume, step, stop } = useSession.getState();
  const whyId = useId();
  const commands = availableCommands(training);
  const why = whyNot(table, useAllProblems().length);
  const canTrain = commands.has("train") && why === "";
  return (
    <>
      <div className="run-buttons" role="toolbar" aria-label={trainText("buttons")} ref={TOOLBAR}>
        <ActionButton isPrimary isEnabled={canTrain} describedBy={why ? whyId : undefined} onPress={() => void train()}>
          {trainText("train")}
        </ActionButton>
        <ActionButton label={trainText("pause")} isEnabled={commands.has("pause")} onPress={() => void pause()}>
          <Icon name="pause" />
        </ActionButton>
        <ActionButton label={trainText("resume")} isEnabled={commands.has("resume")} onPress={() => void resume()}>
          <Icon name="resume" />
        </ActionButton>
        <ActionButton label={trainText("step")} isEnabled={commands.has("step")} onPress={() => void step()}>
          <Icon name="step" />
        </ActionButton>
        <ActionButton label={trainText("stop")} isEnabled={commands.has("stop")} onPress={() => void stop()}>
          <Icon name="stop" />
        </ActionButton>
      </div>
      <p id={whyId} className="hint run-bar__why">
        {why}
      </p>
    </>
  );
}

/** Why Train cannot start yet; "" when it can. */
export function whyNot(table: TableState, nProblems: number): string {
  switch (table.kind) {
    case "none":
      return trainText("noTable");
    case "reading":
      return trainText("stillReading");
    case "error":
      return trainText("notRead");
    case "ready":
      if (!table.view.target) return trainText("noTarget");
      return nProblems === 0 ? "" : trainText("mendFirst", { nProblems });
    default:
      return table satisfies never;
  }
}
