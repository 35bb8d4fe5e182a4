/**
 * What may take long: after a moment it is said what is being waited for, with a button that gives it up; after half a minute, for how
 * long. What has a budget is given up by itself where it is far beyond any device.
 */
import { StudioError, studioError } from "../../base/error.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import type { SessionPorts } from "./ports.ts";

/** Most files are read before anybody would look for a button. */
const SOON_MS = 700;
/** Who waits so long wants to know that it goes on, or does not want to wait any more. */
const LONG_MS = 30_000;
/** Opening a pipeline takes seconds at most: what it may come to was reckoned before anything of it was run. */
export const OPENING_MS = 120_000;

interface Waited {
  /** What goes on. */
  readonly message: string;
  /** After so long it is given up by itself; absent: how long it takes follows from how large it is, and whoever waits decides. */
  readonly mostMs?: number;
}

/** @throws what `work` throws; E_SESSION_LONG where it was given up by itself. */
export async function whileWaiting<Answer>(
  ports: Pick<SessionPorts, "later" | "notifyLasting">,
  { message, mostMs }: Waited,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const giveUp = new AbortController();
  let takeBack: () => void = () => undefined;
  let isTooLong = false;
  const say = (words: string) => {
    takeBack();
    takeBack = ports.notifyLasting(words, { label: sessionText("cancel"), run: () => giveUp.abort() });
  };
  const timers = [
    ports.later(SOON_MS, () => say(message)),
    ports.later(LONG_MS, () => say(sessionText("takesLong", { message, seconds: LONG_MS / 1000 }))),
  ];
  if (mostMs !== undefined) {
    timers.push(
      ports.later(mostMs, () => {
        isTooLong = true;
        giveUp.abort();
      }),
    );
  }
  try {
    return await work(giveUp.signal);
  } catch (error) {
    const isGivenUp = error instanceof StudioError && error.details.code === "E_SESSION_CANCELLED";
    throw isTooLong && isGivenUp ? studioError("E_SESSION_LONG", { seconds: (mostMs ?? 0) / 1000 }) : error;
  } finally {
    for (const callOff of timers) callOff();
    takeBack();
  }
}
