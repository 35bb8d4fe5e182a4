import { useEffect, useRef } from "react";
import { useSession } from "../session/session-store.ts";
import { liveText } from "./live-text.ts";

const INTERVAL_MS = 500;

/**
 * What a block is learning right now, in a few words. Written straight into the page: it changes while training runs and
 * must not draw the graph again. Hidden from screen readers, which have the figures and the status for it.
 */
export function BlockLive({ block }: { readonly block: string }) {
  const live = useSession((session) => session.live);
  const ref = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const show = () => {
      if (ref.current) ref.current.textContent = liveText(live.rows, (row) => live.valueNow(row), block);
    };
    show();
    return live.subscribe(show, INTERVAL_MS);
  }, [live, block]);
  return <p ref={ref} className="block-node__live" aria-hidden="true" />;
}
