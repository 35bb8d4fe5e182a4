/** Files as a browser gives them: dropped, chosen, in folders. */

import { dropText } from "../../base/texts/studio/shell.ts";
import { MOST_FOLDER_TABLES, TABLE_ENDINGS, tablesOfFolder } from "../../table/read/folder-tables.ts";

/** What file inputs for tables offer first. */
export const TABLE_ACCEPT = [...TABLE_ENDINGS.map((ending) => `.${ending}`), "text/csv", "text/plain"].join(",");

const HEAD_BYTES = 1 << 16;

export const mayBePipeline = ({ name }: File): boolean => /\.json$/i.test(name);

/** Whether a file is a saved pipeline rather than a table in JSON. */
export async function isPipelineFile(file: File): Promise<boolean> {
  if (!mayBePipeline(file)) return false;
  const head = await file.slice(0, HEAD_BYTES).text();
  return /"(?:formatVersion|blocks)"\s*:/.test(head);
}

const PROJECT = "mimetypeapplication/x-diffml-project";

/** Whether a file is a project, whatever it is called: archives of its kind begin with what they are. */
export async function isProjectFile(file: File): Promise<boolean> {
  // The header of the first file in a zip archive has 30 bytes.
  return (await file.slice(30, 30 + PROJECT.length).text()) === PROJECT;
}

export interface FolderFiles {
  readonly files: readonly File[];
  /** What was passed over, or why nothing was taken; "" where there is nothing to say. */
  readonly notice: string;
}

/** The tables of a folder; where two have one name, they are called by their paths. */
export function filesOfFolder(found: readonly { readonly path: string; readonly file: File }[]): FolderFiles {
  const { tables, others, nHidden } = tablesOfFolder(found);
  if (tables.length > MOST_FOLDER_TABLES) {
    return { files: [], notice: dropText("tooManyFiles", { nFiles: tables.length, most: MOST_FOLDER_TABLES }) };
  }
  const names = tables.map(({ file }) => file.name);
  const isAlone = (name: string): boolean => names.indexOf(name) === names.lastIndexOf(name);
  const files = tables.map(({ path, file }) =>
    isAlone(file.name) ? file : new File([file], path, { type: file.type }),
  );
  if (files.length === 0) return { files, notice: dropText("noTables", { others }) };
  const isWhole = others.length === 0 && nHidden === 0;
  return { files, notice: isWhole ? "" : dropText("passedOver", { nFiles: files.length, others, nHidden }) };
}
