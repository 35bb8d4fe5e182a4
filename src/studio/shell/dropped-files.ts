/** What becomes of files that are dropped on the page: a pipeline is opened, rows are trained on or predicted. */

import { create } from "zustand";
import { dropText } from "../../base/texts/studio/shell.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { goTo } from "../ui/focus-on.ts";
import { notify } from "../ui/notices.ts";
import { openPipeline } from "./open-pipeline.ts";

/** Where a file is dropped can say already what it is for. */
export type DropPlace = "table" | "prediction" | "page";

/** Rows that a person has yet to say the use of. */
export const useDropped = create<{ readonly waiting: readonly File[] }>()(() => ({ waiting: [] }));

const isPipeline = ({ name }: File) => /\.json$/i.test(name);

export async function takeDropped(files: readonly File[], place: DropPlace): Promise<void> {
  if (isActive(useSession.getState().training)) {
    notify({
      kind: "refusal",
      message: dropText("isRunning"),
    });
    return;
  }
  const [pipeline, ...others] = files.filter(isPipeline);
  if (others.length > 0) {
    notify({
      kind: "refusal",
      message: dropText("onePipeline", { pipeline: pipeline.name }),
    });
  }
  if (pipeline) await openPipeline(pipeline);
  const rows = files.filter((file) => !isPipeline(file));
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

export async function trainOn(files: readonly File[]): Promise<void> {
  useDropped.setState({ waiting: [] });
  goTo("data");
  await useSession.getState().addFiles(files);
}

export async function predictWith(files: readonly File[]): Promise<void> {
  useDropped.setState({ waiting: [] });
  goTo("predict");
  await useSession.getState().predict(files);
}
