/** The life of a training run as the page sees it: idle → preparing → running ⇄ paused → (keeping →) done | failed. */
import type { StudioErrorDetails } from "../../base/error.ts";
import type { Phase } from "../../training/phases.ts";

export type TrainingState =
  | { readonly kind: "idle" }
  | {
      /** keeping: it is over, and not yet stored on this device. */
      readonly kind: "preparing" | "running" | "paused" | "keeping";
      readonly phase: Phase;
      /** Stop was asked for; the run is finishing with its best weights. */
      readonly isStopping: boolean;
    }
  | { readonly kind: "done"; readonly wasStopped: boolean }
  | { readonly kind: "failed"; readonly error: StudioErrorDetails };

export type TrainingSignal =
  | { readonly type: "started" }
  | { readonly type: "phase"; readonly phase: Phase }
  | { readonly type: "pauseAsked" }
  | { readonly type: "resumeAsked" }
  | { readonly type: "stopAsked" }
  | { readonly type: "keepingBegan" }
  | { readonly type: "finished" }
  | { readonly type: "failed"; readonly error: StudioErrorDetails };

export const TRAINING_COMMANDS = ["train", "pause", "resume", "step", "stop"] as const;
export type TrainingCommand = (typeof TRAINING_COMMANDS)[number];

type Active = Extract<TrainingState, { isStopping: boolean }>;

export function isActive(state: TrainingState): state is Active {
  return "isStopping" in state;
}

/** Which buttons mean something now. Whether a table is there to train on is asked elsewhere. */
export function availableCommands(state: TrainingState): ReadonlySet<TrainingCommand> {
  if (!isActive(state)) return new Set(["train"]);
  if (state.isStopping || state.kind === "keeping") return new Set();
  if (state.kind === "paused") return new Set(["resume", "step", "stop"]);
  return new Set(state.kind === "running" ? ["pause", "stop"] : ["stop"]);
}

/**
 * The next state. A signal that means nothing in a state, such as a late message of a run that has ended, changes
 * nothing. Pausing follows what the user asked for and not the messages, which may have been under way before.
 */
export function nextTrainingState(state: TrainingState, signal: TrainingSignal): TrainingState {
  if (signal.type === "started") {
    return isActive(state) ? state : { kind: "preparing", phase: "preparing", isStopping: false };
  }
  if (!isActive(state)) return state;
  const isOver = signal.type === "finished" || signal.type === "failed";
  if (state.kind === "keeping" && !isOver) return state;
  switch (signal.type) {
    case "phase":
      if (signal.phase === state.phase) return state;
      return { ...state, phase: signal.phase, kind: state.kind === "paused" ? "paused" : kindOf(signal.phase) };
    case "pauseAsked":
      return state.kind === "running" && !state.isStopping ? { ...state, kind: "paused" } : state;
    case "resumeAsked":
      return state.kind === "paused" ? { ...state, kind: kindOf(state.phase) } : state;
    case "stopAsked":
      return state.isStopping ? state : { ...state, kind: kindOf(state.phase), isStopping: true };
    case "keepingBegan":
      return { ...state, kind: "keeping" };
    case "finished":
      return { kind: "done", wasStopped: state.isStopping };
    case "failed":
      return { kind: "failed", error: signal.error };
    default:
      return signal satisfies never;
  }
}

function kindOf(phase: Phase): "preparing" | "running" {
  return phase === "preparing" ? "preparing" : "running";
}
