import { StudioError } from "../base/error.ts";

/** Of a program that was disposed while it trained, or before. */
export function disposedError(): StudioError {
  return new StudioError({
    code: "E_ENGINE_DISPOSED",
    where: "training",
    expected: "a program that is still in use",
    got: "one that was disposed",
    fix: "Compile it again.",
  });
}
