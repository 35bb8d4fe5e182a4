/** What is proposed of several files, in words: the same on the page and on the command line. */
import { severalFilesText } from "../../base/texts/several-files.ts";
import type { FilesProposal } from "./propose-matches.ts";

export function filesProposalWords(proposal: FilesProposal): string {
  switch (proposal.kind) {
    case "columns":
      return severalFilesText("mayMatch", { ...proposal, ...proposal.reason });
    case "words":
      return severalFilesText("maySay", proposal);
    default:
      return proposal satisfies never;
  }
}
