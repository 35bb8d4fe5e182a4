import { useAutosave } from "../document/autosave.ts";
import { fileNames } from "./file-names.ts";
import type { Sample } from "./samples.ts";
import { useSession } from "./session-store.ts";
import { useSamples } from "./start.ts";

/** The sample that is open; undefined while files of one's own are, or none. */
export function useOpenSample(): Sample | undefined {
  const samples = useSamples((state) => state.samples);
  const remembered = useAutosave((state) => state.sample);
  const names = useSession(({ table }) => fileNames(table));
  const sample = samples.find(({ id }) => id === remembered);
  // Two samples may read the same file: which of them is open is remembered, the files only confirm it.
  return sample && sample.files.join("\n") === names ? sample : undefined;
}
