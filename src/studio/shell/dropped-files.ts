/** What becomes of files that are dropped on the page: a pipeline is opened, rows are trained on or predicted. */

import { create } from "zustand";
import { dropText, projectFileText } from "../../base/texts/studio/shell.ts";
import { fileNames } from "../session/file-names.ts";
import { filesOfFolder, isPipelineFile, isProjectFile } from "../session/given-files.ts";
import { pastedTable } from "../session/pasted-table.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { notify } from "../ui/notices.ts";
import { goTo } from "../ui/route.ts";
import { filesBelow } from "./dropped-entries.ts";
import { openPipeline } from "./open-pipeline.ts";
import { openProject } from "./project-file.ts";

/** Where a file is dropped can say already what it is for. */
export type DropPlace = "table" | "prediction" | "page";

/** Rows that a person has yet to say the use of. */
export const useDropped = create<{ readonly waiting: readonly File[] }>()(() => ({ waiting: [] }));

export async function takeDropped(files: readonly File[], place: DropPlace): Promise<void> {
  if (isActive(useSession.getState().training)) {
    notify({
      kind: "refusal",
      message: dropText("isRunning"),
    });
    return;
  }
  const areProjects = await Promise.all(files.map(isProjectFile));
  const project = files.find((_, index) => areProjects[index]);
  if (project) {
    if (files.length > 1) notify({ kind: "refusal", message: projectFileText("alone", { file: project.name }) });
    await openProject(project);
    return;
  }
  const arePipelines = await Promise.all(files.map(isPipelineFile));
  const [pipeline, ...others] = files.filter((_, index) => arePipelines[index]);
  if (others.length > 0) {
    notify({
      kind: "refusal",
      message: dropText("onePipeline", { pipeline: pipeline.name }),
    });
  }
  if (pipeline) await openPipeline(pipeline);
  const rows = files.filter((_, index) => !arePipelines[index]);
  if (rows.length === 0) return;
  const use = place === "page" && !useSession.getState().hasTrained ? "table" : place;
  switch (use) {
    case "table":
      return trainOn(rows);
    case "prediction":
      return predictWith(rows);
    case "page":
      useDropped.setState({ waiting: rows });
      return;
    default:
      return use satisfies never;
  }
}

/** A folder: its tables, and a word on what was passed over. */
export async function takeFolders(entries: readonly FileSystemEntry[], place: DropPlace): Promise<void> {
  const { files, notice } = filesOfFolder(await filesBelow(entries));
  if (files.length > 0) await takeDropped(files, place);
  if (notice !== "") notify({ kind: files.length > 0 ? "news" : "refusal", message: notice });
}

/** Text that was pasted onto the page: a table, or nothing. */
export async function takePasted(text: string): Promise<void> {
  const file = pastedTable(text, fileNames(useSession.getState().table).split("\n"));
  if (file) await takeDropped([file], "page");
  else if (text.trim() !== "") notify({ kind: "refusal", message: dropText("noTablePasted") });
}

export async function trainOn(files: readonly File[]): Promise<void> {
  useDropped.setState({ waiting: [] });
  await useSession.getState().addFiles(files);
}

export async function predictWith(files: readonly File[]): Promise<void> {
  useDropped.setState({ waiting: [] });
  goTo("results", "predict");
  await useSession.getState().predict(files);
}
