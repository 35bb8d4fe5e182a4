import { useEffect, useRef } from "react";
import { statusWords } from "../../base/texts/studio/training.ts";
import { BEATS } from "../session/beats.ts";
import { isOfThisTable } from "../session/changes-since.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { useLive } from "../session/use-live.ts";
import { announce } from "../ui/notices.ts";
import type { Beat } from "../ui/throttled-signal.ts";
import { Announcer, engineText, progressFraction, statusText } from "./status-text.ts";

/** The session as it stands, rendered again on the beat. */
function useNews(beat: Beat) {
  const live = useSession((session) => session.live);
  const training = useSession((session) => session.training);
  const report = useSession((session) => session.report);
  useLive(live, beat);
  return { training, progress: live.progress, report, engineReason: live.engineReason };
}

/** Where the run stands. The text changes once a second; what is read out is said elsewhere, and seldom. */
export function RunStatus() {
  const news = useNews(BEATS.status);
  const { training, progress, report, engineReason } = news;
  const { basis, changes } = useRun("figures");
  // Of files that are no longer open: else it would pass for what was done with those that are.
  const of = basis && !basis.isFromFile && !isOfThisTable(changes) ? basis.files.map(({ name }) => name) : [];
  const announcer = useRef<Announcer>(undefined);
  useEffect(() => {
    announcer.current ??= new Announcer();
    const words = announcer.current.next(news, performance.now());
    if (words !== undefined) announce(words);
  });
  return (
    <div className="run-status">
      <ProgressBar />
      {/* Named a status, but silent: once a second would be too much to listen to. */}
      <div role="status" aria-label={statusWords("title")} aria-live="off" className="run-status__text">
        <p className="run-status__now">{statusText({ ...news, of })}</p>
        <p className="hint" title={engineText(progress, engineReason, report)}>
          {engineText(progress, engineReason, report)}
        </p>
      </div>
      {training.kind === "failed" ? (
        <p className="error-text" role="alert">
          {training.error.where}: {training.error.got}. {training.error.fix} [{training.error.code}]
        </p>
      ) : null}
    </div>
  );
}

function ProgressBar() {
  const fraction = progressFraction(useNews(BEATS.often));
  return <progress className="run-status__bar" aria-label={statusWords("progress")} max={1} value={fraction} />;
}
