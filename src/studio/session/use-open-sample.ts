import { useDocument } from "../document/document-store.ts";
import { openFilesOf } from "../document/open-files.ts";
import type { Sample } from "./samples.ts";
import { useSamples } from "./start.ts";

/** The sample that is open, or about to be when the visit begins; undefined while files of one's own are, or none. */
export function useOpenSample(): Sample | undefined {
  const samples = useSamples((state) => state.samples);
  const open = useDocument(({ document }) => openFilesOf(document).sample);
  return samples.find(({ id }) => id === open);
}
