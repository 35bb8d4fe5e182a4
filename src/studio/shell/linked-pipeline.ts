import { dropText } from "../../base/texts/studio/shell.ts";
import { studioNow } from "../document/autosave.ts";
import { currentDocument, isAsSuggested } from "../document/document-store.ts";
import { openFilesOf } from "../document/open-files.ts";
import { shownName } from "../document/shown-name.ts";
import { pageAddress } from "../session/samples.ts";
import { useSession } from "../session/session-store.ts";
import { useSamples } from "../session/start.ts";
import { isActive } from "../session/training-machine.ts";
import type { SavedStudio } from "../storage/document-record.ts";
import { addSnapshot } from "../storage/snapshots.ts";
import { notify, notifyError } from "../ui/notices.ts";
import { openPipeline } from "./open-pipeline.ts";
import { packedIn, sampleIn, unpackText } from "./pipeline-link.ts";

/** Where the manual's gallery keeps its trained pipelines, beside the page. */
const GALLERY = "docs/gallery/";
const NAME = /^[a-z0-9-]+$/;

/** Opens the pipeline that the page's address names or holds, now and whenever a link is followed on the open page. */
export async function openLinkedPipeline(): Promise<void> {
  window.addEventListener("hashchange", () => void openPacked().catch(notifyError));
  await openNamed();
  await openPacked();
}

/**
 * A pipeline of the gallery, with its table: `?pipeline=penguins`. A name is no address: nothing from elsewhere is asked for. The
 * address forgets it, so that a page that is reloaded shows what was done since.
 */
async function openNamed(): Promise<void> {
  const { search, pathname, hash } = window.location;
  const name = new URLSearchParams(search).get("pipeline");
  if (name === null) return;
  window.history.replaceState(window.history.state, "", `${pathname}${hash}`);
  if (!NAME.test(name)) return;
  const file = `${name}.diffml.json`;
  const response = await fetch(pageAddress(`${GALLERY}${file}`));
  const pipeline = new File([await response.blob()], file);
  const sample = useSamples.getState().samples.find(({ id }) => id === name);
  if (sample) await useSession.getState().openSample(sample);
  await openPipeline(pipeline);
}

/** Undo ends with the visit, and whoever follows a link may not think of what was on the canvas. @returns whether it is kept: where nothing is stored, the page has said so. */
async function keepBefore(studio: SavedStudio): Promise<boolean> {
  try {
    await addSnapshot({ name: dropText("beforeLink"), at: Date.now(), studio });
    return true;
  } catch {
    return false;
  }
}

/** A pipeline that stands in the address itself, opened as its file would be. @throws E_LINK_* */
async function openPacked(): Promise<void> {
  const { search, pathname, hash } = window.location;
  const packed = packedIn(hash);
  if (packed === undefined) return;
  window.history.replaceState(window.history.state, "", `${pathname}${search}`);
  const { training, opened: before, openPipeline: open, openSample } = useSession.getState();
  if (isActive(training)) {
    notify({ kind: "refusal", message: dropText("linkWaits") });
    return;
  }
  const file = new File([await unpackText(packed)], dropText("linkName"));
  const there = isAsSuggested() ? undefined : studioNow();
  const wanted = sampleIn(hash);
  const sample = useSamples.getState().samples.find(({ id }) => id === wanted);
  // Of a sample it is for that table, whatever is open.
  if (sample && openFilesOf(currentDocument()).sample !== wanted) await openSample(sample);
  await open(file);
  const { opened, table } = useSession.getState();
  if (!opened || opened === before) return;
  const isKept = there !== undefined && (await keepBefore(there));
  const words = { pipeline: shownName(opened.document.name), hasTable: table.kind !== "none" && !sample, isKept };
  notify({ kind: "news", message: dropText("linkOpened", words) });
}
