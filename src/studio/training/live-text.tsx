import { useLayoutEffect, useRef } from "react";
import type { LiveSeries } from "../session/live-series.ts";
import { setText } from "../ui/set-text.ts";
import type { Beat } from "../ui/throttled-signal.ts";

interface LiveTextProps {
  readonly live: LiveSeries;
  readonly beat: Beat;
  readonly read: () => string;
  readonly className?: string;
}

/** Words that follow a run, written past React. */
export function LiveText({ live, beat, read, className }: LiveTextProps) {
  const element = useRef<HTMLSpanElement>(null);
  const latest = useRef(read);
  latest.current = read;
  useLayoutEffect(() => {
    const show = () => element.current && setText(element.current, latest.current());
    show();
    return live.subscribe(show, beat);
  });
  return <span ref={element} className={className} />;
}
