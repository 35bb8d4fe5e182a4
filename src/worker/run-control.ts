import type { TrainingControl } from "../training/types.ts";

/** Pause, resume, step and stop, as the trainer asks for them between chunks. */
export class RunControl implements TrainingControl {
  private isPaused = false;
  private stopped = false;
  private singleSteps = 0;
  private wake: (() => void) | undefined;

  constructor(private readonly onChange: (isPaused: boolean) => void) {}

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
    this.onChange(this.isPaused);
    this.wake?.();
    this.wake = undefined;
  }

  isStopped = () => this.stopped;

  gate = async (): Promise<"run" | "single step"> => {
    for (;;) {
      if (this.stopped || !this.isPaused) return "run";
      if (this.singleSteps > 0) {
        this.singleSteps--;
        return "single step";
      }
      // What the last chunk did may still be held back, and nothing else would send it before the run goes on.
      this.onChange(true);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  };
}
