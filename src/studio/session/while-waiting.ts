/** What may take long: after a moment it is said what is being waited for, with a button that gives it up. */
import { sessionText } from "../../base/texts/studio/session.ts";
import type { SessionPorts } from "./ports.ts";

/** Most files are read before anybody would look for a button. */
const SOON_MS = 700;

/** @param message what goes on. @throws what `work` throws. */
export async function whileWaiting<Answer>(
  ports: Pick<SessionPorts, "later" | "notifyLasting">,
  message: string,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const giveUp = new AbortController();
  let takeBack: () => void = () => undefined;
  const callOff = ports.later(SOON_MS, () => {
    takeBack = ports.notifyLasting(message, { label: sessionText("cancel"), run: () => giveUp.abort() });
  });
  try {
    return await work(giveUp.signal);
  } finally {
    callOff();
    takeBack();
  }
}
