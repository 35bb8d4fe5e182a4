/** What every error of the project says: where, what was expected, what was found and how to fix it. */
export interface StudioErrorDetails {
  /** E_AREA_RULE, stable: tests, translations and diagnostics refer to it. */
  readonly code: string;
  /** The place: a file and line, a block and setting path, a column. */
  readonly where: string;
  readonly expected: string;
  readonly got: string;
  /** What the user can do about it. */
  readonly fix: string;
}

/** The one error class of the project; crosses the worker boundary as its plain `details`. */
export class StudioError extends Error {
  readonly details: StudioErrorDetails;
  constructor(details: StudioErrorDetails) {
    super(`${details.where}: expected ${details.expected}, got ${details.got}. ${details.fix} [${details.code}]`);
    this.name = "StudioError";
    this.details = details;
  }
}
