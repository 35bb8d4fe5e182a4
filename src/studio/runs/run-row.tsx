import { formatScore } from "../../base/numbers.ts";
import { runsText } from "../../base/texts/studio/runs.ts";
import { trainText } from "../../base/texts/studio/training.ts";
import { engineSchema } from "../../worker/protocol.ts";
import { VerdictMark } from "../results/verdict-mark.tsx";
import { useSession } from "../session/session-store.ts";
import type { RunRecord } from "../storage/run-record.ts";
import { formatRecent } from "../ui/moments.ts";
import { LossThumbnail } from "./loss-thumbnail.tsx";
import { RunActions } from "./run-actions.tsx";
import { RunFields } from "./run-fields.tsx";
import { lossOfRun } from "./run-loss.ts";
import { runName } from "./run-name.ts";
import { changeWords } from "./run-settings.ts";

const SHOWN_CHANGES = 4;

interface RunRowProps {
  readonly run: RunRecord;
  /** Undefined of the first. */
  readonly before: RunRecord | undefined;
  /** Among those that it can be compared with. */
  readonly rank: number | undefined;
  readonly isSelected: boolean;
  readonly onSelect: (isSelected: boolean) => void;
}

/** A run in the list. */
export function RunRow({ run, before, rank, isSelected, onSelect }: RunRowProps) {
  const isShown = useSession(({ shownRun }) => shownRun === run.id);
  const { report } = run;
  const name = runName(run);
  const loss = lossOfRun(report);
  return (
    <tr className="run" data-shown={isShown}>
      <td className="run__select">
        <input
          type="checkbox"
          aria-label={runsText("select", { name })}
          checked={isSelected}
          onChange={(event) => onSelect(event.target.checked)}
        />
      </td>
      <th scope="row" className="run__name">
        <RunFields run={run} />
        <span className="hint">
          {formatRecent(run.at)} · {runsText("engineAndTime", { ...report, engine: engineWords(report) })}
          {run.wasStopped ? ` · ${runsText("stopped")}` : ""}
        </span>
        {isShown ? <span className="badge badge--good">{runsText("shown")}</span> : null}
      </th>
      <td>
        <Changes run={run} before={before} />
      </td>
      <td className="run__loss">
        {loss ? (
          <>
            <span className="run__number">{formatScore(loss.value)}</span>
            {rank === undefined ? null : (
              <span className="badge" title={runsText("placeHint")}>
                {runsText("place", { rank })}
              </span>
            )}
            <span className="hint">{runsText("loss", loss)}</span>
          </>
        ) : (
          <span className="hint">{runsText("noLoss")}</span>
        )}
      </td>
      <td>
        <LossThumbnail history={report.history} />
      </td>
      <td>
        {report.verdict ? (
          <VerdictMark verdict={report.verdict} />
        ) : (
          <span className="hint">{runsText("noVerdict")}</span>
        )}
      </td>
      <td className="run__actions">
        <RunActions run={run} />
      </td>
    </tr>
  );
}

/** As the choice of an engine calls it; one that cannot be chosen by its own title. */
function engineWords({ engine, engineTitle }: RunRecord["report"]): string {
  const known = engineSchema.safeParse(engine).data;
  return known && known !== "tfjs-cpu" ? trainText("engineName", { engine: known }) : engineTitle;
}

function Changes({ run, before }: Pick<RunRowProps, "run" | "before">) {
  if (!before) return <span className="hint">{runsText("firstRun")}</span>;
  const changes = changeWords(before, run);
  if (changes.length === 0) return <span className="hint">{runsText("sameSettings")}</span>;
  return (
    <ul className="run__changes">
      {changes.slice(0, SHOWN_CHANGES).map((words) => (
        <li key={words}>{words}</li>
      ))}
      {changes.length > SHOWN_CHANGES ? (
        <li className="hint">{runsText("moreChanges", { count: changes.length - SHOWN_CHANGES })}</li>
      ) : null}
    </ul>
  );
}
