import { useId, useState } from "react";
import { runsText } from "../../base/texts/studio/runs.ts";
import { useSession } from "../session/session-store.ts";
import { useConsent } from "../storage/consent.ts";
import type { RunRecord } from "../storage/run-record.ts";
import { clampPage } from "../ui/clamp-page.ts";
import { focusOn } from "../ui/focus-on.ts";
import { Pager } from "../ui/pager.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { ChosenRun } from "./chosen-run.tsx";
import { CompareRuns } from "./compare-runs.tsx";
import { EndNoticeChoice } from "./end-notice-choice.tsx";
import { lossOfRun, ranksOf } from "./run-loss.ts";
import { RunRow } from "./run-row.tsx";
import "./runs.css";
import { SweepPanel } from "./sweep-panel.tsx";

type Order = "time" | "loss";

const ALL_TAGS = "";
const PAGE_SIZE = 20;

/** The history: runs that are over, to be compared, brought back and gone on from. */
export function RunsView() {
  const titleId = useId();
  const runs = useSession(({ history }) => history);
  const isKept = useConsent(({ isGiven }) => isGiven);
  const [order, setOrder] = useState<Order>("time");
  const [tag, setTag] = useState(ALL_TAGS);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const tags = [...new Set(runs.flatMap((run) => run.tags))].sort();
  const listed = runs.filter((run) => tag === ALL_TAGS || run.tags.includes(tag));
  const [turnedTo, setPage] = useState(0);
  const { page } = clampPage(turnedTo, listed.length, PAGE_SIZE);
  const from = page * PAGE_SIZE;
  const shown = (order === "time" ? listed : byLoss(listed)).slice(from, from + PAGE_SIZE);
  const ranks = ranksOf(runs);
  const select = (id: string, isSelected: boolean) => {
    const others = [...selected].filter((other) => other !== id);
    setSelected(new Set(isSelected ? [...others, id] : others));
  };
  const untick = () => {
    setSelected(new Set());
    focusOn(".runs__list");
  };
  return (
    <section className="section runs" aria-labelledby={titleId}>
      <div className="section__head">
        <h2 id={titleId}>{runsText("heading")}</h2>
        <div className="row">
          <SelectField
            label={runsText("rank")}
            value={order}
            options={[
              { value: "time", label: runsText("byTime") },
              { value: "loss", label: runsText("byLoss") },
            ]}
            onChange={setOrder}
          />
          {tags.length > 0 ? (
            <SelectField
              label={runsText("tagFilter")}
              value={tag}
              options={[
                { value: ALL_TAGS, label: runsText("allTags") },
                ...tags.map((each) => ({ value: each, label: each })),
              ]}
              onChange={setTag}
            />
          ) : null}
        </div>
      </div>
      <p className="hint">{runsText("kept", { isKept })}</p>
      {runs.length === 0 ? (
        <p className="card">{runsText("none")}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        <section className="scroll-box card runs__list" aria-label={runsText("scrollable")} tabIndex={0}>
          <table className="table">
            <caption className="hint">{runsText("caption", { nRuns: listed.length })}</caption>
            <thead>
              <tr>
                {heads().map((head) => (
                  <th scope="col" key={head}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((run) => (
                <RunRow
                  key={run.id}
                  run={run}
                  before={runs[runs.indexOf(run) + 1]}
                  rank={ranks.get(run.id)}
                  isSelected={selected.has(run.id)}
                  onSelect={(isSelected) => select(run.id, isSelected)}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Pager what="runs" page={page} total={listed.length} size={PAGE_SIZE} onPage={setPage} />
      {runs.length > 1 ? (
        <CompareRuns runs={runs.filter(({ id }) => selected.has(id)).reverse()} onUntick={untick} />
      ) : null}
      {runs.length > 0 ? <ChosenRun runs={runs} /> : null}
      <SweepPanel runs={runs} />
      <EndNoticeChoice />
    </section>
  );
}

const heads = () => [
  runsText("selectHead"),
  runsText("runHead"),
  runsText("changesHead"),
  runsText("lossHead"),
  runsText("curveHead"),
  runsText("verdictHead"),
  runsText("actionsHead"),
];

/** Those without a loss come last. */
function byLoss(runs: readonly RunRecord[]): readonly RunRecord[] {
  const lossOf = ({ report }: RunRecord) => lossOfRun(report)?.value ?? Number.POSITIVE_INFINITY;
  return [...runs].sort((a, b) => lossOf(a) - lossOf(b));
}
