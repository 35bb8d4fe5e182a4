/** Proposes a pipeline for the table that is open. */
import { sessionText } from "../../base/texts/studio/session.ts";
import { defaultDocument } from "../../pipeline/default-document.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { DatasetSchema } from "../../table/types.ts";
import { applySuggestion, currentDocument, takesProposals, useDocument } from "../document/document-store.ts";
import { isSamePipeline } from "../document/edits.ts";
import { announce } from "../ui/notices.ts";
import { useSession } from "./session-store.ts";

/** Keeps the proposal up to date with the table. A pipeline that nobody changed follows it; a changed one stays, and so does what Undo brought back. */
export function followTable(): void {
  let followed: DatasetSchema | undefined;
  useSession.subscribe(({ table }) => {
    if (table.kind !== "ready" || table.isUpdating) return;
    const { schema } = table.view;
    if (!schema || schema === followed) return;
    followed = schema;
    propose(defaultDocument(schema));
  });
}

function propose(proposal: PipelineDocument): void {
  if (takesProposals() && !isSamePipeline(currentDocument(), proposal)) applySuggestion(proposal, "follows");
  else useDocument.setState({ suggestion: proposal });
}

/** Puts the proposal in place of what is on the canvas; one step that can be undone. */
export function takeSuggestion(): void {
  const { suggestion } = useDocument.getState();
  if (!suggestion) return;
  applySuggestion(suggestion);
  announce(sessionText("suggested"));
}

/** Whether there is a proposal that differs from what is on the canvas. */
export function hasOtherSuggestion({ document, suggestion }: ReturnType<typeof useDocument.getState>): boolean {
  return suggestion !== undefined && !isSamePipeline(document, suggestion);
}
