/** Stands in files that are saved, too; the same in every language. */
export const APP_NAME = "DiffML Studio";

/** What wrote a file. */
export interface AppInfo {
  readonly name: string;
  readonly version: string;
}
