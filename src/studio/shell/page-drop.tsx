import { useEffect, useState } from "react";
import { countOf } from "../../base/words.ts";
import { fileNames } from "../session/file-names.ts";
import { useSession } from "../session/session-store.ts";
import { useOpenSample } from "../session/use-open-sample.ts";
import { Dialog } from "../ui/dialog.tsx";
import { type DropPlace, predictWith, takeDropped, trainOn, useDropped } from "./dropped-files.ts";

/** Files dropped anywhere on the page are taken; the file inputs are the same by click or keyboard. */
export function PageDrop() {
  const [isOver, setIsOver] = useState(false);
  const waiting = useDropped((state) => state.waiting);
  useEffect(() => watchDrops(setIsOver), []);
  return (
    <>
      {isOver ? (
        <div className="page-drop" aria-hidden="true">
          <p>Drop CSV files or a pipeline anywhere</p>
        </div>
      ) : null}
      {waiting.length > 0 ? <WhatFor files={waiting} /> : null}
    </>
  );
}

/** Rows can be meant for two things once a pipeline is trained. */
function WhatFor({ files }: { readonly files: readonly File[] }) {
  const sample = useOpenSample();
  const hasTable = useSession(({ table }) => fileNames(table) !== "");
  const [what, it] = files.length === 1 ? [`“${files[0].name}”`, "it"] : [countOf(files.length, "file"), "them"];
  const onto = sample
    ? `In place of the sample “${sample.title}”.`
    : hasTable
      ? "Its rows are put under those of the table that is open."
      : "As the table to train on.";
  return (
    <Dialog title={`What to do with ${what}?`} onClose={() => useDropped.setState({ waiting: [] })}>
      <ul className="choice-list">
        <li>
          <button type="button" className="choice" onClick={() => void predictWith(files)}>
            <span className="choice__main">Predict with {it}</span>
            <span className="choice__detail">The trained pipeline predicts every row. The table stays as it is.</span>
          </button>
        </li>
        <li>
          <button type="button" className="choice" onClick={() => void trainOn(files)}>
            <span className="choice__main">Train on {it}</span>
            <span className="choice__detail">{onto} Nothing is trained before you press Train.</span>
          </button>
        </li>
      </ul>
    </Dialog>
  );
}

function placeOf(target: EventTarget | null): DropPlace {
  const place = target instanceof Element ? target.closest("[data-drop]")?.getAttribute("data-drop") : undefined;
  return place === "table" || place === "prediction" ? place : "page";
}

/**
 * Follows files that are dragged over the page. Wherever they are dropped the browser must not leave the page and show them.
 *
 * @returns a function that ends it.
 */
function watchDrops(setIsOver: (isOver: boolean) => void): () => void {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  const isQuestionOpen = () => document.querySelector("dialog[open]") !== null;
  const onOver = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setIsOver(!isQuestionOpen());
  };
  const onLeave = (event: DragEvent) => {
    // Parts of the page are left for others all the time; the window is left for nothing.
    if (event.relatedTarget === null) setIsOver(false);
  };
  const onDrop = (event: DragEvent) => {
    setIsOver(false);
    if (!hasFiles(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0 && !isQuestionOpen()) void takeDropped(files, placeOf(event.target));
  };
  window.addEventListener("dragenter", onOver);
  window.addEventListener("dragover", onOver);
  window.addEventListener("dragleave", onLeave);
  window.addEventListener("drop", onDrop);
  return () => {
    window.removeEventListener("dragenter", onOver);
    window.removeEventListener("dragover", onOver);
    window.removeEventListener("dragleave", onLeave);
    window.removeEventListener("drop", onDrop);
  };
}
