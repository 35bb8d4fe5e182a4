import { type ReactNode, useId } from "react";
import { formatDuration } from "../../base/numbers.ts";
import { evidenceText } from "../../base/texts/evidence.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import { worthText } from "../../base/texts/studio/worth.ts";
import type { TrainingReport } from "../../training/types.ts";
import { longerBudget } from "../document/budgets.ts";
import { leaveOutBlocks, setTraining, useDocument } from "../document/document-store.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import type { Picture } from "../ui/picture/picture.ts";
import { SaveMenu } from "../ui/save-menu.tsx";
import { ScrollBox } from "../ui/scroll-box.tsx";
import { blockTags } from "./block-tags.ts";
import { DependenceCard } from "./dependence-card.tsx";
import { ImportanceCard } from "./importance-card.tsx";
import { intervalCell, intervalColumn } from "./interval-cell.ts";
import { isOutside, nearOf, plotRange } from "./intervals.ts";
import { needless, openOf, type PriceTag, priceTags, TAG_KINDS } from "./price-tags.ts";
import { ShapesCard } from "./shapes-card.tsx";
import { TagRow } from "./tag-row.tsx";

interface WorthTabProps {
  readonly report: TrainingReport;
  /** Of which run it is, where that is not plain. */
  readonly badge?: ReactNode;
}

/**
 * What blocks, files and columns are worth: by trainings without them, and to the predictions as they are. What the run has not found out
 * comes last.
 */
export function WorthTab({ report, badge }: WorthTabProps) {
  const tags = priceTags(report);
  const card = <TagsCard tags={tags} report={report} badge={badge} />;
  return (
    <>
      {tags.length > 0 ? card : null}
      <ImportanceCard />
      <ShapesCard />
      <DependenceCard />
      {tags.length > 0 ? null : card}
    </>
  );
}

function TagsCard({ tags, report, badge }: WorthTabProps & { readonly tags: readonly PriceTag[] }) {
  const titleId = useId();
  const range = plotRange(nearOf(gainsOf(tags)));
  const outside = outsideOf(tags);
  const pipeline = blockTags(report)?.pipeline;
  const hasTrained = useSession((session) => session.hasTrained);
  const mayTrain = useMayTrain() && hasTrained;
  return (
    <div className="card results__metrics">
      <div className="row">
        <h3 id={titleId}>{worthText("heading")}</h3>
        {badge}
        {tags.length > 0 ? (
          <SaveMenu
            label={uiText("saveOf", { title: worthText("heading") })}
            file="price-tags"
            picture={() => tagsPicture(tags, report)}
            rows={() => tagRows(tags)}
          />
        ) : null}
      </div>
      {tags.length === 0 ? null : (
        <>
          {pipeline === undefined ? null : <p className="hint">{evidenceText("aboutTags", { pipeline })}</p>}
          <ScrollBox label={worthText("scrollable")}>
            <table className="table worth__table" aria-labelledby={titleId}>
              <thead>
                <tr>
                  <th scope="col">{worthText("subject")}</th>
                  <th scope="col">
                    {worthText("gain")}
                    <span className="metrics__direction">{worthText("gainHint")}</span>
                  </th>
                  <th scope="col" className="worth__number">
                    {worthText("number")}
                    <span className="metrics__direction">{worthText("numberHint")}</span>
                  </th>
                  <th scope="col">{worthText("found")}</th>
                  <th scope="col" className="worth__number">
                    {worthText("cost")}
                    <span className="metrics__direction">{worthText("costHint")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {tags.map((tag) => (
                  <TagRow
                    key={`${tag.evidence.kind} ${tag.evidence.subject}`}
                    tag={tag}
                    range={range}
                    report={report}
                    mayTrain={mayTrain}
                  />
                ))}
              </tbody>
            </table>
          </ScrollBox>
          {outside === "" ? null : <p className="hint">{outside}</p>}
        </>
      )}
      <Offers tags={tags} report={report} />
    </div>
  );
}

const gainsOf = (tags: readonly PriceTag[]) => tags.flatMap(({ gain }) => gain ?? []);

/** Those that the picture has no room for, in words; "" where it holds all of them. */
function outsideOf(tags: readonly PriceTag[]): string {
  const range = plotRange(nearOf(gainsOf(tags)));
  const names = tags.filter(({ gain }) => gain && isOutside(gain, range)).map(({ name }) => name);
  return names.length === 0 ? "" : worthText("outside", { names });
}

function tagsPicture(tags: readonly PriceTag[], report: TrainingReport): Picture {
  const pipeline = blockTags(report)?.pipeline;
  const about = pipeline === undefined ? "" : evidenceText("aboutTags", { pipeline });
  return {
    title: worthText("heading"),
    caption: `${about} ${outsideOf(tags)}`.trim(),
    body: {
      kind: "rows",
      columns: [
        { kind: "text", head: worthText("subject") },
        intervalColumn(worthText("gain"), nearOf(gainsOf(tags))),
        { kind: "text", head: worthText("number"), isNumber: true },
      ],
      rows: tags.map(({ evidence, name, gain }) => ({
        cells: [
          name,
          gain && intervalCell(gain, TAG_KINDS[evidence.conclusion]),
          gain && worthText("rises", { rise: gain.difference, spread: evidence.standardError }),
        ],
      })),
    },
  };
}

const tagRows = (tags: readonly PriceTag[]) => [
  ["kind", "subject", "name", "delta", "standardError", "conclusion", "method", "seconds", "trainingSeconds"],
  ...tags.map(
    ({ name, evidence: { kind, subject, delta, standardError, conclusion, method, seconds, trainingSeconds } }) => [
      ...[kind, subject, name, delta, standardError, conclusion, method, seconds, trainingSeconds?.more ?? Number.NaN],
    ],
  ),
];

/** Whether what is trained now is about the pipeline and the table of the page. */
function useMayTrain(): boolean {
  const { isStale } = useRun("results");
  const isBusy = useSession(({ training }) => isActive(training));
  const hasTable = useSession(({ table }) => table.kind === "ready");
  return hasTable && !isBusy && !isStale;
}

/** What to do about it: with one click each, and taken back by Undo. */
function Offers({ tags, report }: { readonly tags: readonly PriceTag[]; readonly report: TrainingReport }) {
  const { isStale } = useRun("results");
  const mayTrain = useMayTrain();
  const spare = needless(tags, report);
  const open = openOf(tags);
  const { train } = useSession.getState();
  const { budgetSeconds, maxSteps } = useDocument(({ document }) => document.training);
  // The trainings of the run that is known had all of its time; where the steps are given, time decides nothing.
  const budget = maxSteps === undefined ? longerBudget(budgetSeconds) : budgetSeconds;
  const retrain = () => {
    setTraining({ tags: "retrained", budgetSeconds: budget });
    void train();
  };
  const trainWithout = () => {
    leaveOutBlocks(spare.map(({ evidence: { subject } }) => subject));
    void train();
  };
  return (
    <>
      {spare.length > 0 ? (
        <div className="stack worth__offer">
          <p>{worthText("cheapest", { names: spare.map(({ name }) => name) })}</p>
          <div className="row">
            <button type="button" className="button" disabled={!mayTrain} onClick={trainWithout}>
              {worthText("trainWithout")}
            </button>
          </div>
        </div>
      ) : null}
      {open === undefined ? null : (
        <div className="stack worth__offer">
          <p className="hint">
            {open === "all" ? `${worthText("none")} ${worthText("noneHint")}` : worthText("retrainHint")}
          </p>
          <div className="row">
            <button type="button" className="button" disabled={!mayTrain} onClick={retrain}>
              {worthText("retrain", { duration: budget === budgetSeconds ? "" : formatDuration(budget) })}
            </button>
          </div>
        </div>
      )}
      {isStale ? <p className="hint">{worthText("stale")}</p> : null}
    </>
  );
}
