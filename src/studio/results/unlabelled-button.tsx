import { predictText } from "../../base/texts/studio/results.ts";
import { isOfThisTable } from "../session/changes-since.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { useCanAsk } from "./use-can-ask.ts";

interface UnlabelledButtonProps {
  readonly className: string;
  readonly onPress?: () => void;
}

/** Rows of the table that was trained on need no file of their own to be predicted; absent where all have a target. */
export function UnlabelledButton({ className, onPress }: UnlabelledButtonProps) {
  const canAsk = useCanAsk();
  const nRows = useSession(({ report }) => report?.rows.unlabelled ?? 0);
  const isWorking = useSession(({ prediction }) => prediction.kind === "working");
  const view = useSession(({ table }) => viewOf(table));
  const { changes } = useRun("results");
  if (nRows === 0 || view === undefined || !isOfThisTable(changes)) return null;
  const press = () => {
    void useSession.getState().predictUnlabelled(view.sources.map(({ name }) => name));
    onPress?.();
  };
  return (
    <button type="button" className={className} disabled={!canAsk || isWorking} onClick={press}>
      {predictText("withoutTarget", { nRows })}
    </button>
  );
}
