import { documentText } from "../../base/texts/studio/document.ts";
import { UNTITLED } from "../../pipeline/document.ts";

/** What a pipeline is called on the page: one without a name of its own in the language that is spoken, in files as every reader knows it. */
export const shownName = (name: string): string => (name === UNTITLED ? documentText("untitled") : name);
