/** Words of the results: rows whose labels look wrong. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount } from "../../numbers.ts";
import { countOf } from "../../words.ts";
import { type Looked, suspiciousWords } from "../suspicious.ts";

export const suspiciousText = defineTexts("studio.suspicious", {
  heading: "Labels that look wrong",
  found: (found: Looked) => suspiciousWords(found),
  how: "Each row was judged by models that were trained on it and by models that were not, while they trained: where both say that another class is far likelier, the label looks wrong. It may be right all the same, where a row is an exception.",
  scrollable: "Labels that look wrong, scrollable",
  file: "File",
  row: "Row",
  label: "Label",
  expected: "Expected",
  suspicion: "Suspicion",
  cells: "Its cells",
  look: "Look",
  lookAt: ({ row, file }: { readonly row: number; readonly file: string }) => `Look at row ${row} of ${file}`,
  more: ({ nMore }: { readonly nMore: number }) => `Show ${formatCount(nMore)} more`,
  shown: ({ nShown, nSuspicious }: { readonly nShown: number; readonly nSuspicious: number }) =>
    nShown === nSuspicious
      ? `All ${countOf(nSuspicious, "row")}, the most suspicious first.`
      : `The most suspicious ${formatCount(nShown)} of ${countOf(nSuspicious, "row")}.`,
});
