/** What the studio tells people in passing: errors with their details, refusals, news. */
import { create } from "zustand";
import { messageOf, StudioError, type StudioErrorDetails } from "../../base/error.ts";
import type { AnyCode } from "../../base/errors/catalogue.ts";

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Notice {
  readonly id: number;
  readonly kind: "news" | "refusal" | "error";
  readonly message: string;
  /** Present where a StudioError was the cause. */
  readonly details?: StudioErrorDetails;
  /** A way out that the notice offers. */
  readonly action?: NoticeAction;
  /** Holds whatever is done next, until somebody dismisses it: it is about the visit, and not about the newest attempt. */
  readonly isLasting?: boolean;
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
const MOST_NOTICES = 3;

/** Says something to screen readers without showing it. */
export function announce(text: string): void {
  useNotices.setState({ announcement: { id: ++lastId, text } });
}

/**
 * Shows a notice and reads it out. The same words, an older refusal, an older error at the same place, and before news older news
 * that asks for nothing make room for it: they are about the attempt before. Returns its id.
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
  if (shown.message === next.message) return true;
  if (isMereNews(shown)) return next.kind === "news";
  if (shown.kind === "refusal") return next.kind === "refusal";
  return shown.details !== undefined && shown.details.where === next.details?.where;
}

/** Nothing can be done about it, and nothing hangs on it: "Saved model.py". */
const isMereNews = ({ kind, action, isLasting }: Omit<Notice, "id">): boolean =>
  kind === "news" && action === undefined && !isLasting;

/** Another view was opened: what was said in passing before has been read, and would lie over it. */
export function dismissMereNews(): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => !isMereNews(notice)) }));
}

/** What was refused has been done another way. */
export function dismissRefusals(): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.kind !== "refusal") }));
}

/** Something new was begun: what was said of earlier attempts would only lie in its way. */
export function dismissPassing(): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter(({ isLasting }) => isLasting) }));
}

/** Shows any thrown thing: a StudioError with its details, another error with its message. */
export function notifyError(error: unknown, action?: NoticeAction): void {
  const message = errorInPlace(error);
  const details = error instanceof StudioError ? { details: error.details } : {};
  notify({ kind: "error", message, ...details, ...(action ? { action } : {}) });
}

/** @returns what is said of any thrown thing where it happened, instead of in a notice; for diagnostics its code is kept. */
export function errorInPlace(error: unknown): string {
  if (error instanceof StudioError) {
    const { where, got, fix, code } = error.details;
    useNotices.setState({ lastErrorCode: code });
    return `${where}: ${got}. ${fix}`;
  }
  useNotices.setState({ lastErrorCode: error instanceof Error ? error.name : "unknown" });
  return messageOf(error);
}

/** Of an error that is said in its own place, for diagnostics. */
export function rememberError(code: AnyCode): void {
  useNotices.setState({ lastErrorCode: code });
}

export function dismissNotice(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
