import { useEffect, useState } from "react";
import { dropText } from "../../base/texts/studio/shell.ts";
import { fileNames } from "../session/file-names.ts";
import { useSession } from "../session/session-store.ts";
import { useOpenSample } from "../session/use-open-sample.ts";
import { Dialog } from "../ui/dialog.tsx";
import { droppedFolders } from "./dropped-entries.ts";
import {
  type DropPlace,
  predictWith,
  takeDropped,
  takeFolders,
  takePasted,
  trainOn,
  useDropped,
} from "./dropped-files.ts";
import { TYPED_IN } from "./use-shortcuts.ts";

/** Files dropped anywhere on the page are taken; the file inputs are the same by click or keyboard. */
export function PageDrop() {
  const [isOver, setIsOver] = useState(false);
  const waiting = useDropped((state) => state.waiting);
  useEffect(() => watchDrops(setIsOver), []);
  return (
    <>
      {isOver ? (
        <div className="page-drop" aria-hidden="true">
          <p>{dropText("anywhere")}</p>
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
  const nFiles = files.length;
  const onto = sample ? dropText("inPlaceOf", { sample: sample.title }) : dropText(hasTable ? "beneath" : "asTable");
  return (
    <Dialog
      title={dropText("whatToDo", { files: files.map(({ name }) => name) })}
      onClose={() => useDropped.setState({ waiting: [] })}
    >
      <ul className="choice-list">
        <li>
          <button type="button" className="choice" onClick={() => void predictWith(files)}>
            <span className="choice__main">{dropText("predict", { nFiles })}</span>
            <span className="choice__detail">{dropText("predictHint")}</span>
          </button>
        </li>
        <li>
          <button type="button" className="choice" onClick={() => void trainOn(files)}>
            <span className="choice__main">{dropText("train", { nFiles })}</span>
            <span className="choice__detail">
              {onto} {dropText("nothingYet")}
            </span>
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
 * Follows files that are dragged over the page, and what is pasted where nobody types. Wherever they are dropped the browser must not leave the page and show them.
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
    const folders = droppedFolders(event.dataTransfer?.items);
    if (folders) {
      if (!isQuestionOpen()) void takeFolders(folders, placeOf(event.target));
      return;
    }
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0 && !isQuestionOpen()) void takeDropped(files, placeOf(event.target));
  };
  const onPaste = (event: ClipboardEvent) => {
    const isTyping = event.target instanceof Element && event.target.closest(TYPED_IN) !== null;
    if (isTyping || isQuestionOpen()) return;
    const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => !type.startsWith("image/"));
    if (files.length > 0) void takeDropped(files, "page");
    else void takePasted(event.clipboardData?.getData("text/plain") ?? "");
  };
  window.addEventListener("paste", onPaste);
  window.addEventListener("dragenter", onOver);
  window.addEventListener("dragover", onOver);
  window.addEventListener("dragleave", onLeave);
  window.addEventListener("drop", onDrop);
  return () => {
    window.removeEventListener("paste", onPaste);
    window.removeEventListener("dragenter", onOver);
    window.removeEventListener("dragover", onOver);
    window.removeEventListener("dragleave", onLeave);
    window.removeEventListener("drop", onDrop);
  };
}
