import type { TableView } from "../../app/view-table.ts";
import { isReportOfTable } from "../session/go-on.ts";
import { pageAddress } from "../session/samples.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { useOpenSample } from "../session/use-open-sample.ts";

/** Where to go from here, for whoever sees only the top of the page; and what a sample is. */
export function NextStep({ view }: { readonly view: TableView }) {
  const isTraining = useSession((session) => isActive(session.training));
  const hasReport = useSession(isReportOfTable);
  const sample = useOpenSample();
  const ready = sample
    ? "This sample is ready to train; nothing needs to be set first."
    : "This table can be trained on.";
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
        {view.target ? null : <p>Next: choose under “Target column” what to predict.</p>}
        {view.target && !hasReport && !isTraining ? <p>{ready}</p> : null}
      </div>
      {isTraining ? <NextLink part="train">Watch the training</NextLink> : null}
      {hasReport && !isTraining ? <NextLink part="results">Look at the results</NextLink> : null}
      {view.target && !hasReport && !isTraining ? <NextLink part="train">Go on to training</NextLink> : null}
    </div>
  );
}

function NextLink({ part, children }: { readonly part: string; readonly children: string }) {
  return (
    <a className="next-step__link" href={`#${part}`}>
      {children} <span aria-hidden="true">↓</span>
    </a>
  );
}
