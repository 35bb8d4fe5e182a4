import type { Steering, TrainingControl } from "../training/types.ts";

/**
 * Pause, resume, step, steer and stop, as the trainer asks for them between chunks. The run counts as paused once it waits: until
 * then the steps in progress go on.
 */
export class RunControl implements TrainingControl {
  private isPaused = false;
  private stopped = false;
  private singleSteps = 0;
  private waiting: (() => void)[] = [];
  private wanted: Steering | undefined;

  constructor(private readonly onChange: (isPaused: boolean) => void = () => {}) {}

  command(command: "pause" | "resume" | "step" | "stop"): void {
    switch (command) {
      case "pause":
        this.isPaused = true;
        break;
      case "resume":
        this.isPaused = false;
        break;
      case "step":
        this.isPaused = true;
        this.singleSteps++;
        break;
      case "stop":
        this.stopped = true;
        this.isPaused = false;
        break;
      default:
        command satisfies never;
    }
    if (!this.isPaused) this.onChange(false);
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }

  /** From the next chunk of steps on. */
  steer(steering: Steering): void {
    this.wanted = steering;
  }

  steering = () => this.wanted;

  isStopped = () => this.stopped;

  gate = async (): Promise<"run" | "single step"> => {
    await this.rest();
    if (!this.isPaused) return "run";
    this.singleSteps--;
    return "single step";
  };

  rest = async (): Promise<void> => {
    while (!this.stopped && this.isPaused && this.singleSteps === 0) {
      // Sends what the last chunk did, too, which may be held back.
      this.onChange(true);
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
      });
    }
  };
}
