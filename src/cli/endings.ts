/** How the command line ends, for scripts: README.md and `--help` list the codes. */
import { removeUnfinished } from "./atomic-write.ts";

export const EXIT = {
  /** Whatever was asked for is written, whole. */
  done: 0,
  failed: 1,
  misused: 2,
  /** 128 and the number of the signal, as shells show programs that a signal ended: SIGHUP, SIGINT, SIGPIPE, SIGTERM. */
  hungUp: 129,
  interrupted: 130,
  unread: 141,
  terminated: 143,
} as const;

/**
 * Signals end the process with their code and leave no half-written file; so does an error that nobody caught.
 *
 * @param interrupt what the first Ctrl+C does instead; true where it did something.
 */
export function endOnSignals(interrupt: () => boolean): void {
  const end = (code: number) => {
    removeUnfinished();
    process.exit(code);
  };
  process.on("SIGINT", () => {
    if (!interrupt()) end(EXIT.interrupted);
  });
  process.on("SIGTERM", () => end(EXIT.terminated));
  process.on("SIGHUP", () => end(EXIT.hungUp));
  process.on("uncaughtException", (error) => {
    process.stderr.write(`${error.stack ?? error}\n`);
    end(EXIT.failed);
  });
}

/** What nobody reads is told to whoever wrote it, and is no error that ends the process by itself. */
export function keepStreamsQuiet(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}
