/** As many cores as have room for the table beside each other. */
import type { Dataset } from "../../table/types.ts";
import type { MemberCores } from "../../training/ensemble/member-cores.ts";

/** The cells, what was made of them and what trains in the run itself take the rest. */
const CORES_SHARE = 0.25;

/** @returns the cores of a host, fewer of them where the table is large, or none. */
export function coresWithin(
  { members, memoryBytes }: { readonly members?: MemberCores | undefined; readonly memoryBytes?: number | undefined },
  dataset: Dataset,
): MemberCores | undefined {
  if (!members || memoryBytes === undefined) return members;
  const { numbers, missing, categories, labels } = dataset;
  // In the memory of its programs, each core has the table in a form of its own.
  const ofEach = numbers.byteLength + missing.byteLength + categories.byteLength + labels.byteLength;
  const nCores = Math.floor((CORES_SHARE * memoryBytes) / ofEach);
  if (nCores >= members.nCores) return members;
  if (nCores < 2) return undefined;
  return { nCores, startMs: members.startMs, open: (table) => members.open(table) };
}
