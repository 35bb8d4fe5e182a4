import { catalogue } from "../../pipeline/catalogue.ts";
import { checkDocument, type DocumentIssue } from "../../pipeline/checks.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { useDocument } from "./document-store.ts";

const checked = new WeakMap<PipelineDocument, readonly DocumentIssue[]>();

/** Everything that keeps a document from training; computed once a document. */
export function problemsOf(document: PipelineDocument): readonly DocumentIssue[] {
  const known = checked.get(document);
  if (known) return known;
  const issues = checkDocument(catalogue, document);
  checked.set(document, issues);
  return issues;
}

export function useAllProblems(): readonly DocumentIssue[] {
  return useDocument(({ document }) => problemsOf(document));
}

/** Problems of one block, in words. */
export function useProblems(block: string): readonly string[] {
  return useAllProblems()
    .filter((issue) => issue.block === block)
    .map((issue) => issue.message);
}
