/** A table in memory that workers share, so that each of them reads the one copy. */
import type { MemberTable } from "../../training/ensemble/member-cores.ts";

interface Numbers<Own> {
  readonly byteLength: number;
  set(values: Own): void;
}

function shared<Own extends Numbers<Own>>(Kind: new (buffer: SharedArrayBuffer) => Own, values: Own): Own {
  const copy = new Kind(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}

function sharedSplit({ train, validation, test }: MemberTable["folds"][number]): MemberTable["folds"][number] {
  return {
    train: shared(Uint32Array, train),
    validation: shared(Uint32Array, validation),
    test: shared(Uint32Array, test),
  };
}

/** The table as it is where memory cannot be shared, as on pages that are not cross-origin isolated: each worker then has a copy. */
export function sharedTable(table: MemberTable): MemberTable {
  if (typeof SharedArrayBuffer !== "function") return table;
  const { dataset, folds, fileHashes } = table;
  const { numbers, missing, categories, source, labels, groups, rowWeights } = dataset;
  return {
    dataset: {
      ...dataset,
      numbers: shared(Float32Array, numbers),
      missing: shared(Uint8Array, missing),
      categories: shared(Int32Array, categories),
      source: shared(Int32Array, source),
      labels: shared(Float64Array, labels),
      split: sharedSplit(dataset.split),
      ...(groups ? { groups: shared(Int32Array, groups) } : {}),
      ...(rowWeights ? { rowWeights: shared(Float64Array, rowWeights) } : {}),
    },
    folds: folds.map(sharedSplit),
    fileHashes,
  };
}
