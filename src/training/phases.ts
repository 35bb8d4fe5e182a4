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
  /** Where it is an ensemble. */
  readonly ofEnsemble?: { readonly title?: string; readonly explanation: string };
  /** Its explanation where one pipeline was chosen by evidence. */
  readonly ofChosen?: string;
}

/** A part of a run that trains. */
interface TimedPhase<Phase extends string = string> {
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
}

interface Row<Phase extends string = string, Stage extends string = string, Best extends Stage = Stage>
  extends TimedPhase<Phase> {
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
      best: {
        id: "tuned",
        title: "Final, retrained",
        explanation: "settled, then trained on: what is exported",
        ofChosen: "the accepted pipeline, trained on all rows that are not for testing: what is exported",
        ofEnsemble: { title: "Ensemble", explanation: "the mean of all that proved useful: what is exported" },
      },
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
      best: {
        id: "baseline",
        title: "Plain pipeline",
        explanation: "same model, usual preparation, same budget",
        ofChosen: "same model, usual preparation, trained on the same rows",
        ofEnsemble: { explanation: "same model, usual preparation, one for each part of the rows" },
      },
    },
    inVerdict: { as: "opponent", name: "the plain pipeline" },
  },
] as const satisfies readonly Row[];

/** What follows the watched phase where an ensemble is deployed: several pipelines are trained, each on several parts of the rows. */
const MEMBERS = {
  id: "members",
  words: { studio: "Training the members of the ensemble", commandLine: "training members" },
  budgetShare: 2,
  // Thirty trainings and more, of half the blend's cost each. Where it is less, the time left falls; it could not rise.
  expectedTime: 16,
  isWatched: false,
} as const satisfies TimedPhase;

const STAGES_OF_MEMBERS = {
  learned: {
    id: "learned",
    title: "Learned pipeline",
    explanation: "settled, then trained anew, one for each part of the rows",
  },
  fixed: {
    id: "fixed",
    title: "Well-chosen fixed pipeline",
    explanation: "the best of several usual preparations, one for each part of the rows",
    ofChosen: "the best of several usual preparations, trained on the same rows",
  },
} as const satisfies Readonly<Record<string, StageRow>>;

type Stages = (typeof ROWS)[number]["stages"];

/** A phase that trains one program. */
export type TrainingPhase = (typeof ROWS)[number]["id"];
/** The weights that some phase kept. */
export type KeptStage = Stages["best"]["id"];
/** What a program with trained weights says. */
export type TrainedStage =
  | KeptStage
  | Extract<Stages, { readonly rival: unknown }>["rival"]["id"]
  | keyof typeof STAGES_OF_MEMBERS;
export type Stage = TrainedStage | "constant";

export type PhaseRow = Row<TrainingPhase, TrainedStage, KeptStage>;
/** What a run goes through where one pipeline is deployed. */
export const TRAINING_PHASES: readonly PhaseRow[] = ROWS;
/** Those of them that people watch: members of an ensemble follow. */
export const WATCHED_PHASES = TRAINING_PHASES.filter(({ isWatched }) => isWatched);
/** Where an ensemble is deployed, the plain pipeline may come first. */
export const [BASELINE_PHASE] = TRAINING_PHASES.filter(({ id }) => id === "baseline");
export const MEMBERS_PHASE: TimedPhase<"members"> = MEMBERS;
/** Whatever trains in a run. */
export type RunPhase = TimedPhase<TrainingPhase | "members"> & Pick<Partial<PhaseRow>, "rivalWon">;

/** Scored without any training. */
const CONSTANT: StageRow<"constant"> = {
  id: "constant",
  title: "Always guess the commonest class",
  titleOfRegression: "Always guess the mean",
  explanation: "without looking at any column",
};

/** The stages that a phase adds, in the order in which they are shown. */
export const stagesOf = ({ stages: { rival, best } }: PhaseRow) => (rival ? [rival, best] : [best]);
const [BLEND, FINAL, RETRAINED, PLAIN] = TRAINING_PHASES.flatMap(stagesOf);
const { learned, fixed } = STAGES_OF_MEMBERS;
const TRAINED_ROWS: readonly StageRow<TrainedStage>[] = [BLEND, FINAL, learned, RETRAINED, fixed, PLAIN];

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
export type Phase = TrainingPhase | "members" | keyof typeof FRAME;
export const PHASES: readonly Phase[] = ["preparing", ...TRAINING_PHASES.map(({ id }) => id), "members", "evaluating"];

/** Of the phases of a run, `phase` and those after it. */
export function phasesFrom<Row extends TimedPhase>(phases: readonly Row[], phase: Phase): readonly Row[] {
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
export function rivalWonNotes({ id, rivalWon }: RunPhase): readonly string[] {
  return rivalWon === undefined ? [] : [rowText("phase", `${id}.rivalWon`, rivalWon)];
}

/** How the verdict calls what a phase kept. */
export function nameInVerdict({ id, inVerdict }: PhaseRow): string {
  return inVerdict ? rowText("phase", `${id}.inVerdict`, inVerdict.name) : "";
}

/** What of a run decides how its stages are called. */
export interface StageNaming {
  readonly isRegression: boolean;
  /** What is deployed: one that evidence chose, or as it was learned. */
  readonly deployed: "ensemble" | "chosen" | "learned";
}

interface ReportedRun {
  readonly task: string;
  readonly members?: readonly unknown[] | undefined;
  readonly deployed?: "one" | undefined;
}

/** @param report of a run; absent: of the run that is proposed. */
export function namingOf(report: ReportedRun | undefined): StageNaming {
  const isEnsemble = report === undefined || (report.members !== undefined && report.deployed !== "one");
  return {
    isRegression: report?.task === "regression",
    deployed: isEnsemble ? "ensemble" : report.members === undefined ? "learned" : "chosen",
  };
}

export function stageTitle({ id, title, titleOfRegression, ofEnsemble }: StageRow, naming: StageNaming): string {
  if (naming.deployed === "ensemble" && ofEnsemble?.title !== undefined) {
    return rowText("stage", `${id}.ofEnsemble.title`, ofEnsemble.title);
  }
  return naming.isRegression && titleOfRegression !== undefined
    ? rowText("stage", `${id}.titleOfRegression`, titleOfRegression)
    : rowText("stage", `${id}.title`, title);
}

export function stageExplanation(
  { id, explanation, ofEnsemble, ofChosen }: StageRow,
  { deployed }: StageNaming,
): string {
  if (deployed === "chosen" && ofChosen !== undefined) return rowText("stage", `${id}.ofChosen`, ofChosen);
  return deployed === "ensemble" && ofEnsemble
    ? rowText("stage", `${id}.ofEnsemble.explanation`, ofEnsemble.explanation)
    : rowText("stage", `${id}.explanation`, explanation);
}

/** What the verdict compares with: one of the pipelines that were tried, or what looks at no column where that did better than these. */
type TriedOpponent = "fixed" | "baseline" | "constant";

/** How the verdict on an ensemble calls it, and what it is compared with. */
export function namesInEnsembleVerdict(opponent: TriedOpponent): readonly [string, string] {
  return [rowText("phase", "members.inVerdict.deployed", "the ensemble"), opponentName(opponent)];
}

/** How the verdict on one pipeline that was chosen by evidence calls it, and what it is compared with. */
export function namesInVerdictOfOne(opponent: TriedOpponent): readonly [string, string] {
  return [rowText("phase", "tuning.inVerdict", ROWS[1].inVerdict.name), opponentName(opponent)];
}

function opponentName(opponent: TriedOpponent): string {
  switch (opponent) {
    case "fixed":
      return rowText("phase", "members.inVerdict.fixed", "the well-chosen fixed pipeline");
    case "baseline":
      return rowText("phase", "baseline.inVerdict", ROWS[2].inVerdict.name);
    case "constant":
      return rowText("phase", "members.inVerdict.constant", "a guess that looks at no column");
    default:
      return opponent satisfies never;
  }
}

function rowOf(phase: RunPhase["id"]): RunPhase {
  const row = [...TRAINING_PHASES, MEMBERS_PHASE].find(({ id }) => id === phase);
  if (!row) throw new Error(`no row for the phase ${phase}`);
  return row;
}
