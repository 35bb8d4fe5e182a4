import { useEffect, useRef } from "react";
import { BEATS } from "../session/beats.ts";
import { useSession } from "../session/session-store.ts";
import { watchSight } from "../ui/in-sight.ts";
import { setText } from "../ui/set-text.ts";
import { liveText } from "./live-text.ts";

/**
 * What a block is learning right now, in a few words. Written straight into the page, while it is on the screen: it changes
 * while training runs and must not draw the graph again. Hidden from screen readers, which have the figures and the status
 * for it.
 */
export function BlockLive({ block }: { readonly block: string }) {
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
