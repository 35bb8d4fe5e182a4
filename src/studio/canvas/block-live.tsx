import { useEffect, useRef } from "react";
import { BEATS } from "../session/beats.ts";
import { isAboutBlock, useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { watchSight } from "../ui/in-sight.ts";
import { setText } from "../ui/set-text.ts";
import { liveText } from "./live-text.ts";

/**
 * What a block is learning, in a few words; once a run has ended, what it learned, as the results have it. Hidden from screen
 * readers, which have the figures, the status and the results for it.
 */
export function BlockLive({ block, type }: { readonly block: string; readonly type: string }) {
  const settled = useSession(({ training, report }) =>
    training.kind === "idle" || training.kind === "done"
      ? report?.explanations.find((explanation) => explanation.block === block)?.short
      : undefined,
  );
  const run = useRun(settled === undefined ? "figures" : "results");
  // What another table taught, or another block that had this id, is nothing about this one.
  if (!isAboutBlock(run, { id: block, type })) return null;
  return (
    <div className={run.isStale ? "stale" : undefined} title={run.words}>
      {settled === undefined ? (
        <Live block={block} />
      ) : (
        <p className="block-node__live" aria-hidden="true">
          {settled}
        </p>
      )}
    </div>
  );
}

/** Written straight into the page, while it is on the screen: it changes while training runs and must not draw the graph again. */
function Live({ block }: { readonly block: string }) {
  const live = useSession((session) => session.live);
  const ref = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const { current: element } = ref;
    if (!element) return;
    let isInSight = true;
    const show = () => {
      if (!isInSight) return;
      setText(
        element,
        liveText(live.rows, (row) => live.valueNow(row), block),
      );
    };
    show();
    const end = live.subscribe(show, BEATS.often);
    const endSight = watchSight(element.parentElement ?? element, (now) => {
      isInSight = now;
      show();
    });
    return () => {
      end();
      endSight();
    };
  }, [live, block]);
  return <p ref={ref} className="block-node__live" aria-hidden="true" />;
}
