import type { TableView } from "../../app/view-table.ts";
import { useAllProblems } from "../document/use-problems.ts";
import { useRun } from "../session/runs.ts";
import { pageAddress } from "../session/samples.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { useOpenSample } from "../session/use-open-sample.ts";

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
  });
  return (
    <div className="next-step">
      <div>
        {sample ? (
          <p>
            {sample.description}{" "}
            {sample.damage ? (
              <a href={pageAddress(`samples/${sample.damage}`)} download>
                Damage file
              </a>
            ) : null}
          </p>
        ) : null}
        {words ? <p>{words}</p> : null}
      </div>
      {part ? (
        <a className="next-step__link" href={`#${part}`}>
          {link} <span aria-hidden="true">↓</span>
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
  /** Of this very table, target and pipeline. */
  readonly hasReport: boolean;
}

/** One thing at a time, in the order in which it has to be done. */
function nextStep({ hasTarget, isSample, isTraining, hasProblems, hasReport }: Progress): {
  readonly words?: string;
  readonly part?: string;
  readonly link?: string;
} {
  if (isTraining) return { part: "train", link: "Watch the training" };
  if (!hasTarget) return { words: "Next: choose under “Target column” what to predict." };
  if (hasProblems) {
    const words = "The pipeline cannot be trained as it is: its outline names what to mend.";
    return { words, part: "pipeline", link: "Go on to the pipeline" };
  }
  if (hasReport) return { part: "results", link: "Look at the results" };
  const words = isSample
    ? "This sample is ready to train; nothing needs to be set first."
    : "This table can be trained on.";
  return { words, part: "train", link: "Go on to training" };
}
