/** What happens, said on stderr: one line that is rewritten on a terminal, a line a second elsewhere. */
import { cliText } from "../base/texts/cli.ts";
import { soFarWords } from "../base/texts/evidence.ts";
import { printable } from "../base/words.ts";
import { phaseWords } from "../training/phases.ts";
import type { SoFar, TrainingProgress } from "../training/types.ts";

export interface Console {
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
}

const TERMINAL_MS = 200;

/** Says nothing at all unless somebody watches. */
export class Reporter {
  private lastMs = Number.NEGATIVE_INFINITY;
  private lastPhase = "";
  private isLineOpen = false;
  private lastFound = "";
  private losses: { readonly train: number; readonly validation: number } | undefined;

  constructor(
    private readonly out: Console,
    private readonly isTalking: boolean,
    private readonly clock: () => number,
  ) {}

  /** A line, when somebody watches. */
  note(text: string): void {
    if (this.isTalking) this.warn(text);
  }

  /** A line in any case. */
  warn(text: string): void {
    this.out.write(`${this.isLineOpen ? "\n" : ""}${printable(text)}\n`);
    this.isLineOpen = false;
  }

  progress(progress: TrainingProgress): void {
    if (!this.isTalking) return;
    const newest = progress.replicas.flatMap(({ losses }) => losses.slice(-1));
    const last = newest.find(({ validation }) => validation === Math.min(...newest.map((point) => point.validation)));
    if (last) this.losses = last;
    if (progress.soFar) this.found(progress.soFar);
    const { isTerminal, write } = this.out;
    const isDue = this.clock() - this.lastMs >= (isTerminal ? TERMINAL_MS : 1000) || progress.phase !== this.lastPhase;
    if (!isDue) return;
    this.lastMs = this.clock();
    this.lastPhase = progress.phase;
    const { step, totalSteps, secondsLeft, members } = progress;
    const phase = phaseWords(progress.phase).commandLine;
    const text = members
      ? cliText("progressOfMembers", { phase, ...members, secondsLeft })
      : cliText("progress", { phase, step, totalSteps, losses: this.losses, secondsLeft });
    write(isTerminal ? `\r\u001b[2K${text}` : `${text}\n`);
    this.isLineOpen = isTerminal;
  }

  /** A line of its own, where it rests on more rows than the last one or says something else. */
  private found(soFar: SoFar): void {
    const key = `${soFar.kind} ${soFar.nRows}`;
    if (key === this.lastFound) return;
    this.lastFound = key;
    this.warn(soFarWords(soFar));
  }

  /** How far rows are. @param isLast is said in any case. */
  rows(text: string, isLast: boolean): void {
    const { isTerminal, write } = this.out;
    if (!isTerminal || (!isLast && this.clock() - this.lastMs < TERMINAL_MS)) return;
    this.lastMs = this.clock();
    write(`\r\u001b[2K${text}`);
    this.isLineOpen = true;
  }

  /** Ends a line that is still open. */
  end(): void {
    if (this.isLineOpen) this.out.write("\n");
    this.isLineOpen = false;
  }
}
