import { useEffect, useState } from "react";
import type { TableView } from "../../app/view-table.ts";
import { useDocument } from "../document/document-store.ts";
import { useSession } from "../session/session-store.ts";

/** How the document's settings split the rows of this table: what is rare, repeated, unlabelled or never judged by. */
export function useSplitNotes(view: TableView): readonly string[] {
  const { seed, split, trainFraction, validationFraction, trainingOnlySources } = useDocument(
    ({ document }) => document.training,
  );
  const [notes, setNotes] = useState<readonly string[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const settings = { seed, split, trainFraction, validationFraction, trainingOnlySources };
    const answer = view.target ? useSession.getState().describeSplit(settings) : Promise.resolve([]);
    void answer.then((found) => {
      if (isCurrent) setNotes(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [view, seed, split, trainFraction, validationFraction, trainingOnlySources]);
  return notes;
}
