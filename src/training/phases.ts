/**
 * The phases of a run as rows, in their order. Shares of the time, words, scored stages and estimates are read from here; how
 * a phase begins stands in phase/phase-starts.ts, where the compiler names a row that is missing. The page reads these rows
 * too, so this file imports nothing but the way to say their texts.
 */
import { rowText } from "../base/define-texts.ts";

/** What is scored: a pipeline with the weights of some phase. */
interface StageRow<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  /** Where it is another one in a regression. */
  readonly titleOfRegression?: string;
  readonly explanation: string;
}

interface Row<Phase extends string = string, Stage extends string = string, Best extends Stage = Stage> {
  readonly id: Phase;
  /** What is said while the phase goes on: by the studio, and by the command line before ": step 3 of 20". */
  readonly words: { readonly studio: string; readonly commandLine: string };
  /** How much of the time in which a run trains the phase may take, in proportion to the shares of the others. */
  readonly budgetShare: number;
  /** How long the phase is expected to take, with the watched phase as 1. */
  readonly expectedTime: number;
  /**
   * The one phase that people watch and steer: its steps are those of the run, its losses and probes are sent, a pace slows
   * it, Stop ends it. The others have no probes to show, and after Stop they still run, shortly, so that there is a result.
   */
  readonly isWatched: boolean;
  /** Said where the weights that the phase was given to beat (its rival) have a lower validation loss than all that it came to. */
  readonly rivalWon?: string;
  readonly stages: {
    /** The rival itself, where that is worth knowing. */
    readonly rival?: StageRow<Stage>;
    /** The weights that the phase kept. */
    readonly best: StageRow<Best>;
  };
  /**
   * Whether the weights that it kept are what is exported, or what that is compared with, and how the verdict calls them. Of
   * several such phases in a run the last one counts.
   */
  readonly inVerdict?: { readonly as: "deployed" | "opponent"; readonly name: string };
}

const ROWS = [
  {
    id: "soft",
    words: { studio: "Training the blend", commandLine: "training" },
    budgetShare: 0.5,
    expectedTime: 1,
    isWatched: true,
    rivalWon: "Going on did not lower the validation loss of the blend, so it keeps the weights that it came with.",
    stages: { best: { id: "soft", title: "Blend", explanation: "every alternative in its learned share" } },
  },
  {
    id: "tuning",
    words: { studio: "Retraining the final pipeline", commandLine: "retraining after hardening" },
    budgetShare: 0.25,
    expectedTime: 0.35,
    isWatched: false,
    rivalWon:
      "Retraining did not lower the validation loss of the final pipeline, so it keeps the weights that it had before.",
    stages: {
      rival: {
        id: "hard",
        title: "Final",
        explanation: "choices and gates settled, the model not yet trained for them: often far worse",
      },
      best: { id: "tuned", title: "Final, retrained", explanation: "settled, then trained on: what is exported" },
    },
    inVerdict: { as: "deployed", name: "Final, retrained" },
  },
  {
    id: "baseline",
    words: { studio: "Training the plain pipeline to compare with", commandLine: "training the plain pipeline" },
    budgetShare: 0.25,
    expectedTime: 0.35,
    isWatched: false,
    stages: {
      best: { id: "baseline", title: "Plain pipeline", explanation: "same model, usual preparation, same budget" },
    },
    inVerdict: { as: "opponent", name: "the plain pipeline" },
  },
] as const satisfies readonly Row[];

type Stages = (typeof ROWS)[number]["stages"];

/** A phase that trains. */
export type TrainingPhase = (typeof ROWS)[number]["id"];
/** The weights that some phase kept. */
export type KeptStage = Stages["best"]["id"];
/** What a program with trained weights says. */
export type TrainedStage = KeptStage | Extract<Stages, { readonly rival: unknown }>["rival"]["id"];
export type Stage = TrainedStage | "constant";

export type PhaseRow = Row<TrainingPhase, TrainedStage, KeptStage>;
/** What a run goes through where nothing else is asked for. */
export const TRAINING_PHASES: readonly PhaseRow[] = ROWS;

/** Scored without any training. */
const CONSTANT: StageRow<"constant"> = {
  id: "constant",
  title: "Always guess the commonest class",
  titleOfRegression: "Always guess the mean",
  explanation: "without looking at any column",
};

/** The stages that a phase adds, in the order in which they are shown. */
export const stagesOf = ({ stages: { rival, best } }: PhaseRow) => (rival ? [rival, best] : [best]);
const TRAINED_ROWS = TRAINING_PHASES.flatMap(stagesOf);

/** All that is scored, in the order in which it is shown. */
export const STAGE_ROWS: readonly StageRow<Stage>[] = [...TRAINED_ROWS, CONSTANT];
export const STAGES: readonly Stage[] = STAGE_ROWS.map(({ id }) => id);
export const TRAINED_STAGES: readonly TrainedStage[] = TRAINED_ROWS.map(({ id }) => id);
export const KEPT_STAGES: readonly KeptStage[] = TRAINING_PHASES.map(({ stages }) => stages.best.id);

/** What comes before and after the phases that train. */
const FRAME = {
  preparing: { studio: "Preparing the blocks", commandLine: "preparing" },
  evaluating: { studio: "Measuring on rows that were held back", commandLine: "measuring" },
} as const;

/** The parts of a run, in order. */
export type Phase = TrainingPhase | keyof typeof FRAME;
export const PHASES: readonly Phase[] = ["preparing", ...TRAINING_PHASES.map(({ id }) => id), "evaluating"];

/** Of the phases of a run, `phase` and those after it. */
export function phasesFrom(phases: readonly PhaseRow[], phase: Phase): readonly PhaseRow[] {
  if (phase === "preparing") return phases;
  return phase === "evaluating" ? [] : phases.slice(phases.findIndex(({ id }) => id === phase));
}

/** What is said while a part of a run goes on. */
export function phaseWords(phase: Phase): Row["words"] {
  const words = phase === "preparing" || phase === "evaluating" ? FRAME[phase] : rowOf(phase).words;
  return {
    studio: rowText("phase", `${phase}.studio`, words.studio),
    commandLine: rowText("phase", `${phase}.commandLine`, words.commandLine),
  };
}

/** What is said where the rival of a phase was not beaten. */
export function rivalWonNotes({ id, rivalWon }: PhaseRow): readonly string[] {
  return rivalWon === undefined ? [] : [rowText("phase", `${id}.rivalWon`, rivalWon)];
}

/** How the verdict calls what a phase kept. */
export function nameInVerdict({ id, inVerdict }: PhaseRow): string {
  return inVerdict ? rowText("phase", `${id}.inVerdict`, inVerdict.name) : "";
}

/** A stage as it is called, for a task. */
export function stageTitle({ id, title, titleOfRegression }: StageRow, isRegression = false): string {
  return isRegression && titleOfRegression !== undefined
    ? rowText("stage", `${id}.titleOfRegression`, titleOfRegression)
    : rowText("stage", `${id}.title`, title);
}

export function stageExplanation({ id, explanation }: StageRow): string {
  return rowText("stage", `${id}.explanation`, explanation);
}

function rowOf(phase: TrainingPhase): PhaseRow {
  const row = TRAINING_PHASES.find(({ id }) => id === phase);
  if (!row) throw new Error(`no row for the phase ${phase}`);
  return row;
}
