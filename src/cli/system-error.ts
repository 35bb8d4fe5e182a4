/** What the system says of a file, as an error of the catalogue. */
import { messageOf, StudioError, studioError } from "../base/error.ts";
import type { ErrorArguments } from "../base/errors/catalogue.ts";

/** @param error what was thrown, or what is wrong in words; a StudioError stays as it is. */
export function systemError(path: string, wish: ErrorArguments<"E_CLI_FILE">[0]["wish"], error: unknown): StudioError {
  return error instanceof StudioError ? error : studioError("E_CLI_FILE", { path, wish, reason: messageOf(error) });
}
