import type { TableView } from "../../app/view-table.ts";
import { nextText } from "../../base/texts/studio/data.ts";
import { proposalText } from "../../base/texts/studio/proposals.ts";
import { useAllProblems } from "../document/use-problems.ts";
import { useRun } from "../session/runs.ts";
import { pageAddress } from "../session/samples.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { useOpenSample } from "../session/use-open-sample.ts";
import { LessonSteps } from "./gallery/lesson-steps.tsx";
import { useTargetDoubt } from "./proposals-panel.tsx";

/** Where to go from here, for whoever sees only the top of the page; and what a sample is. */
export function NextStep({ view }: { readonly view: TableView }) {
  const isTraining = useSession((session) => isActive(session.training));
  const { isStale } = useRun("results");
  const hasReport = useSession(({ report }) => report !== undefined) && !isStale;
  const hasProblems = useAllProblems().length > 0;
  const sample = useOpenSample();
  const { words, part, link } = nextStep({
    hasTarget: view.target !== undefined,
    isSample: sample !== undefined,
    isTraining,
    hasProblems,
    hasReport,
    hasTargetDoubt: useTargetDoubt(view),
  });
  return (
    <div className="next-step">
      <div>
        {sample ? (
          <p>
            {sample.description}{" "}
            {sample.damage ? (
              <a href={pageAddress(`samples/${sample.damage}`)} download>
                {nextText("damage")}
              </a>
            ) : null}
          </p>
        ) : null}
        {sample ? <LessonSteps lesson={sample.lesson} /> : null}
        {sample ? <p className="hint">{nextText("origin", sample)}</p> : null}
        {words ? <p>{words}</p> : null}
      </div>
      {part ? (
        <a className="next-step__link" href={`#${part}`}>
          {link} <span aria-hidden="true">→</span>
        </a>
      ) : null}
    </div>
  );
}

interface Progress {
  readonly hasTarget: boolean;
  readonly isSample: boolean;
  readonly isTraining: boolean;
  readonly hasProblems: boolean;
  /** Values of the target may be none. */
  readonly hasTargetDoubt: boolean;
  /** Of this very table, target and pipeline. */
  readonly hasReport: boolean;
}

/** One thing at a time, in the order in which it has to be done. */
function nextStep({ hasTarget, isSample, isTraining, hasProblems, hasReport, hasTargetDoubt }: Progress): {
  readonly words?: string;
  readonly part?: string;
  readonly link?: string;
} {
  if (isTraining) return { part: "train", link: nextText("watch") };
  if (!hasTarget) return { words: nextText("chooseTarget") };
  if (hasProblems) {
    return { words: nextText("mend"), part: "pipeline", link: nextText("toPipeline") };
  }
  if (hasReport) return { part: "results", link: nextText("toResults") };
  const ready = hasTargetDoubt ? proposalText("targetFirst") : nextText(isSample ? "sampleReady" : "tableReady");
  return { words: ready, part: "train", link: nextText("toTraining") };
}
