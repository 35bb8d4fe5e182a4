import { type RefObject, useEffect, useRef } from "react";
import { BEATS } from "../session/beats.ts";
import { useSession } from "../session/session-store.ts";
import { watchSight } from "../ui/in-sight.ts";

/** The worker is asked for looks at most for this share of its time. */
const REST_PER_ANSWER = 4;

interface AskedAgain<Reply> {
  /** What is on the screen where the answer is shown: out of sight, nothing is asked. */
  readonly box: RefObject<HTMLElement | null>;
  readonly ask: () => Promise<Reply | undefined>;
  /** Takes an answer past React. */
  readonly show: (reply: Reply) => void;
  /** What is asked about; when some of it changes, it is asked anew. As many each time. */
  readonly about: readonly unknown[];
}

/** Asks the worker again and again while a run goes on, and once where none does. One question at a time. */
export function useAskedAgain<Reply>({ box, ask, show, about }: AskedAgain<Reply>): void {
  const live = useSession((session) => session.live);
  const state = useSession(({ training }) => training.kind);
  const latest = useRef({ ask, show });
  useEffect(() => {
    latest.current = { ask, show };
  });
  useEffect(() => {
    const { current: element } = box;
    let [isOver, isInSight, isAsking, isWanted] = [false, true, false, true];
    let restUntil = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = async () => {
      if (isOver || !isWanted || isAsking || !isInSight || document.hidden) return;
      const rest = restUntil - performance.now();
      if (rest > 0) {
        clearTimeout(timer);
        timer = setTimeout(() => void next(), rest);
        return;
      }
      [isAsking, isWanted] = [true, false];
      const began = performance.now();
      const reply = await latest.current.ask();
      restUntil = performance.now() + REST_PER_ANSWER * (performance.now() - began);
      isAsking = false;
      if (isOver) return;
      if (reply !== undefined) latest.current.show(reply);
      void next();
    };
    const again = () => {
      isWanted = true;
      void next();
    };
    void next();
    const endLive = live.subscribe(again, BEATS.looks);
    const endSight = element
      ? watchSight(element, (now) => {
          isInSight = now;
          void next();
        })
      : () => undefined;
    const onVisible = () => void next();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      isOver = true;
      clearTimeout(timer);
      endLive();
      endSight();
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [live, state, box, ...about]);
}
