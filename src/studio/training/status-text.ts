/** What the studio says about a run while it goes on: shown at once, read out rarely. */

import { soFarWords } from "../../base/texts/evidence.ts";
import { statusWords } from "../../base/texts/studio/training.ts";
import { phaseWords } from "../../training/phases.ts";
import type { TrainingProgress, TrainingReport } from "../../training/types.ts";
import { verdictWords } from "../results/verdict-words.ts";
import { isActive, type TrainingState } from "../session/training-machine.ts";

export interface RunNews {
  readonly training: TrainingState;
  readonly progress: TrainingProgress | undefined;
  readonly report: TrainingReport | undefined;
  /** Names of the files that it was of, where others are open by now. */
  readonly of?: readonly string[];
}

/** "Training the blend · step 120 of 900 · about 14 s left". */
export function statusText({ training, progress, report, of = [] }: RunNews): string {
  const steps = progress && progress.totalSteps > 0 ? [statusWords("step", progress)] : [];
  if (isActive(training)) {
    const left =
      progress && training.kind === "running" && Number.isFinite(progress.secondsLeft)
        ? [statusWords("left", { seconds: progress.secondsLeft })]
        : [];
    // Steps are those of the blend, which is long over then.
    const isOnMembers = training.phase === "members";
    return [doing(training, progress), ...(isOnMembers ? [] : steps), ...left].join(" · ");
  }
  const files = of.length > 0 ? [statusWords("of", { files: of })] : [];
  switch (training.kind) {
    case "idle":
      return report ? statusWords("before", { nSteps: report.steps, seconds: report.seconds }) : statusWords("notYet");
    case "done":
      return [
        statusWords(training.wasStopped ? "stopped" : "done"),
        ...steps,
        ...(report ? [statusWords("took", { seconds: report.seconds })] : []),
        ...files,
      ].join(" · ");
    case "failed":
      return [statusWords("failed"), ...steps, ...files].join(" · ");
    default:
      return training satisfies never;
  }
}

/** What can be said of a run that goes on; undefined before there is anything, and when it is over. */
export function soFarText({ training, progress }: Pick<RunNews, "training" | "progress">): string | undefined {
  return isActive(training) && progress?.soFar ? soFarWords(progress.soFar) : undefined;
}

/** "WebGPU: Intel. The adapter passed the self-test." */
export function engineText(progress: TrainingProgress | undefined, reason: string, report?: TrainingReport): string {
  const title = progress?.engine.title ?? report?.engineTitle ?? "";
  if (title === "") return statusWords("noEngine");
  return statusWords("engine", { title, reason });
}

function doing(
  training: Extract<TrainingState, { isStopping: boolean }>,
  progress: TrainingProgress | undefined,
): string {
  if (training.kind === "keeping") return statusWords("keeping");
  if (training.isStopping) return statusWords("stopping");
  if (training.kind !== "paused") {
    const words = phaseWords(training.phase).studio;
    const place = memberPlace(progress);
    return training.phase === "members" && place ? statusWords("members", { doing: words, ...place }) : words;
  }
  return statusWords(progress?.isPaused ? "paused" : "pausing");
}

/** Which training of how many goes on, of the members of an ensemble. */
function memberPlace(progress: TrainingProgress | undefined) {
  const members = progress?.members;
  return members && { place: Math.min(members.done + 1, members.all), all: members.all };
}

/** 0 … 1 for the progress bar. */
export function progressFraction({ training, progress }: RunNews): number {
  if (training.kind === "done") return 1;
  return isActive(training) ? (progress?.fraction ?? 0) : 0;
}

const QUIET_MS = 10_000;

/** Decides what is read out: every change of state, the first verdict and what changes it, the verdict with the end, and progress at most every 10 s and every 10 %. */
export class Announcer {
  private stage = "";
  private lastAtMs = Number.NEGATIVE_INFINITY;
  private lastTenth = 0;

  /** @returns the words to read out now, or undefined. */
  next(news: RunNews, nowMs: number): string | undefined {
    const { training, progress } = news;
    const isWaiting = training.kind === "paused" && progress?.isPaused === true;
    const stage = isActive(training)
      ? `${training.kind} ${isWaiting} ${training.phase} ${training.isStopping} ${progress?.soFar?.kind}`
      : training.kind;
    const tenth = progress && progress.totalSteps > 0 ? Math.floor((10 * progress.step) / progress.totalSteps) : 0;
    const isNewStage = stage !== this.stage;
    const isFirst = this.stage === "";
    this.stage = stage;
    if (isNewStage) this.lastTenth = tenth;
    else if (nowMs - this.lastAtMs < QUIET_MS || tenth === this.lastTenth || !isActive(training)) return undefined;
    this.lastTenth = tenth;
    if (isFirst && !isActive(training)) return undefined;
    this.lastAtMs = nowMs;
    const found = isNewStage ? soFarText(news) : undefined;
    if (found) return `${statusText(news)}. ${found}`;
    return training.kind === "done" && news.report
      ? `${statusText(news)}. ${verdictWords(news.report)}`
      : statusText(news);
  }
}
