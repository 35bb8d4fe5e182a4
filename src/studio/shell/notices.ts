/** What the studio tells people in passing: errors with their details, refusals, news. */
import { create } from "zustand";
import { StudioError, type StudioErrorDetails } from "../../program/error.ts";

export interface Notice {
  readonly id: number;
  readonly kind: "news" | "refusal" | "error";
  readonly message: string;
  /** Present where a StudioError was the cause. */
  readonly details?: StudioErrorDetails;
  /** A way out that the notice offers. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface NoticesState {
  readonly notices: readonly Notice[];
  /** Read out politely by screen readers; changes with each announcement. */
  readonly announcement: { readonly id: number; readonly text: string };
  /** For diagnostics; survives the notice. */
  readonly lastErrorCode: string;
}

export const useNotices = create<NoticesState>()(() => ({
  notices: [],
  announcement: { id: 0, text: "" },
  lastErrorCode: "",
}));

let lastId = 0;
const MOST_NOTICES = 4;

/** Says something to screen readers without showing it. */
export function announce(text: string): void {
  useNotices.setState({ announcement: { id: ++lastId, text } });
}

/**
 * Shows a notice and reads it out. The same words, and an older refusal, make room for it: a refusal is about the newest
 * attempt. Returns its id.
 */
export function notify(notice: Omit<Notice, "id">): number {
  const id = ++lastId;
  useNotices.setState(({ notices }) => ({
    notices: [...notices.filter((other) => !isReplaced(other, notice)), { ...notice, id }].slice(-MOST_NOTICES),
    announcement: { id, text: notice.message },
  }));
  return id;
}

function isReplaced(shown: Notice, next: Omit<Notice, "id">): boolean {
  return shown.message === next.message || (shown.kind === "refusal" && next.kind === "refusal");
}

/** What was refused has been done another way. */
export function dismissRefusals(): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.kind !== "refusal") }));
}

/** Shows any thrown thing: a StudioError with its details, another error with its message. */
export function notifyError(error: unknown): void {
  if (error instanceof StudioError) {
    const { details } = error;
    notify({ kind: "error", message: `${details.where}: ${details.got}. ${details.fix}`, details });
    useNotices.setState({ lastErrorCode: details.code });
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  notify({ kind: "error", message });
  useNotices.setState({ lastErrorCode: error instanceof Error ? error.name : "unknown" });
}

export function dismissNotice(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
