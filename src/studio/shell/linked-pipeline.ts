import { pageAddress } from "../session/samples.ts";
import { useSession } from "../session/session-store.ts";
import { useSamples } from "../session/start.ts";
import { openPipeline } from "./open-pipeline.ts";

/** Where the manual's gallery keeps its trained pipelines, beside the page. */
const GALLERY = "docs/gallery/";
const NAME = /^[a-z0-9-]+$/;

/**
 * Opens the pipeline of the gallery that the page's address names, with its table: `?pipeline=penguins`. A name is no address: nothing
 * from elsewhere is asked for. The address forgets it, so that a page that is reloaded shows what was done since.
 */
export async function openLinkedPipeline(): Promise<void> {
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
