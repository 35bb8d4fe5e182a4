import { exportText } from "../../base/texts/studio/export.ts";
import { sharedDocument } from "../../pipeline/shared-document.ts";
import { currentDocument, documentToKeep } from "../document/document-store.ts";
import { openFilesOf } from "../document/open-files.ts";
import { useSamples } from "../session/start.ts";
import { linkTo, MOST_CHARACTERS, packText } from "./pipeline-link.ts";

/** Copies a link to the pipeline on the canvas. @returns what is said of it. */
export async function copyLink(): Promise<string> {
  const { sample } = openFilesOf(currentDocument());
  const isKnown = useSamples.getState().samples.some(({ id }) => id === sample);
  const { document, leftBehind } = sharedDocument(documentToKeep(), { isOfSample: isKnown });
  const packed = await packText(JSON.stringify(document));
  const nCharacters = packed.length;
  if (nCharacters > MOST_CHARACTERS) return exportText("linkTooLong", { nCharacters, most: MOST_CHARACTERS });
  const link = linkTo(window.location.href, packed, isKnown ? sample : undefined);
  try {
    await navigator.clipboard.writeText(link);
    return exportText("linkCopied", { nCharacters: link.length, leftBehind });
  } catch {
    // Where the clipboard is closed to pages, it can be copied by hand.
    return exportText("linkShown", { link, leftBehind });
  }
}
