import { type StudioError, studioError } from "../base/error.ts";

/** Of a program that was disposed while it trained, or before. */
export function disposedError(): StudioError {
  return studioError("E_ENGINE_DISPOSED");
}
