import { useEffect, useState } from "react";
import type { TableView } from "../../app/view-table.ts";
import { useDocument } from "../document/document-store.ts";
import { useSession } from "../session/session-store.ts";

/** Nothing was changed for so long. */
const SETTLED_MS = 500;

/** How the document's settings split the rows of this table: what is rare, repeated, unlabelled or never judged by. */
export function useSplitNotes(view: TableView): readonly string[] {
  const { seed, split, trainFraction, validationFraction, trainingOnlySources } = useDocument(
    ({ document }) => document.training,
  );
  const [notes, setNotes] = useState<readonly string[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const settings = { seed, split, trainFraction, validationFraction, trainingOnlySources };
    const ask = async () => {
      const found = view.target ? await useSession.getState().describeSplit(settings) : [];
      if (isCurrent) setNotes(found);
    };
    // Splitting many rows would keep the next change waiting, and changes come one after the other.
    const timer = setTimeout(() => void ask(), SETTLED_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [view, seed, split, trainFraction, validationFraction, trainingOnlySources]);
  return notes;
}
