import { useId } from "react";
import { studioSplitText } from "../../base/texts/studio/data.ts";
import type { SplitMethod } from "../../table/split/split-method.ts";
import type { SplitOffer } from "../../table/split/split-offer.ts";
import { decideSplit } from "../document/document-store.ts";

/** What the table offers, each with its reason and a way to take it. */
export function SplitOffers({
  offers,
  files,
  isLocked,
}: {
  readonly offers: readonly SplitOffer[];
  /** Where there are several files: one of them tests. */
  readonly files: SplitMethod | undefined;
  readonly isLocked: boolean;
}) {
  const id = useId();
  return (
    <section className="split__offers" aria-labelledby={id}>
      <h3 id={id} className="field__label">
        {studioSplitText("offersTitle")}
      </h3>
      <ul className="plain-list split__offers">
        {offers.map(({ method, reason }) => (
          <li key={`${method.by} ${method.column}`} className="split__offer">
            <button type="button" className="button" disabled={isLocked} onClick={() => decideSplit(method)}>
              {offerWords(method)}
            </button>
            <span className="hint">{reason}</span>
          </li>
        ))}
        {files ? (
          <li className="split__offer">
            <button type="button" className="button" disabled={isLocked} onClick={() => decideSplit(files)}>
              {studioSplitText("useFiles")}
            </button>
            <span className="hint">{studioSplitText("useFilesReason")}</span>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

function offerWords({ by, column }: SplitOffer["method"]): string {
  switch (by) {
    case "group":
      return studioSplitText("useGroup", { column });
    case "time":
      return studioSplitText("useTime", { column });
    case "column":
      return studioSplitText("useColumn", { column });
    default:
      return by satisfies never;
  }
}
