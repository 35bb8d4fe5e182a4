import { type PointerEvent, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { rowText } from "../../base/define-texts.ts";
import { paletteText } from "../../base/texts/studio/palette.ts";
import type { Block } from "../../blocks/block.ts";
import { BLOCK_CATEGORIES } from "../../blocks/block-spec.ts";
import { canvasPosition } from "../document/canvas-place.ts";
import { knownBlocks } from "../document/catalogue.ts";
import { addBlock } from "../document/document-store.ts";
import type { Position } from "../document/layout.ts";
import { select, selectedBlock } from "../document/selection.ts";
import { announce } from "../ui/notices.ts";
import { TOOLBAR } from "../ui/one-stop.ts";
import { ToolButton } from "../ui/tool-button.tsx";
import { foldPalette, SEARCH_ID, usePalette } from "./palette-state.ts";

/** The pointer has moved this far: a drag and no click. */
const DRAG_PIXELS = 6;
/** Where a dropped block is held, in canvas pixels from its corner. */
const GRIP: Position = { x: 95, y: 20 };

function add(block: Block, place: Position | string | undefined): void {
  const id = addBlock(block.spec.id, place);
  if (id === undefined) return;
  select([id]);
  announce(paletteText("added", { block: block.spec.title }));
}

interface Drag {
  readonly block: Block;
  readonly at: Position;
}

/** All blocks of the studio, to add with a button or to drag onto the canvas; folded, a button that brings them back. */
export function Palette() {
  const isOpen = usePalette((state) => state.isOpen);
  const [search, setSearch] = useState("");
  const [drag, setDrag] = useState<Drag>();
  const shown = useMemo(() => matching(search), [search]);
  if (!isOpen) {
    return (
      <section className="palette palette--folded" aria-label={paletteText("title")}>
        <ToolButton icon="unfold" label={paletteText("unfold")} onPress={() => foldPalette(true)} />
      </section>
    );
  }
  return (
    <section className="palette" aria-label={paletteText("title")}>
      <div className="palette__head">
        <h3>{paletteText("title")}</h3>
        <ToolButton icon="fold" label={paletteText("fold")} onPress={() => foldPalette(false)} />
      </div>
      <input
        id={SEARCH_ID}
        type="search"
        className="input"
        aria-label={paletteText("search")}
        placeholder={paletteText("searchHint")}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && search.trim() !== "" && shown.length > 0) add(shown[0], selectedBlock());
        }}
      />
      <div
        className="palette__groups"
        role="toolbar"
        aria-orientation="vertical"
        aria-label={paletteText("toAdd")}
        ref={TOOLBAR}
      >
        {BLOCK_CATEGORIES.map((category) => {
          const blocks = shown.filter((block) => block.spec.category === category);
          return blocks.length === 0 ? null : (
            <div key={category} className="palette__group" data-category={category}>
              <h4>{rowText("blockCategory", category, category)}</h4>
              <ul>
                {blocks.map((block) => (
                  <PaletteItem key={block.spec.id} block={block} onDrag={setDrag} />
                ))}
              </ul>
            </div>
          );
        })}
      </div>
      {shown.length === 0 && <p className="hint">{paletteText("none", { search })}</p>}
      {drag &&
        createPortal(
          <div
            className="palette__ghost"
            style={{ transform: `translate(${drag.at.x}px, ${drag.at.y}px)` }}
            aria-hidden
          >
            {drag.block.spec.title}
          </div>,
          document.body,
        )}
    </section>
  );
}

function matching(search: string): readonly Block[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return knownBlocks.filter(({ spec }) => {
    const text = `${spec.title} ${spec.summary} ${spec.category}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

interface PaletteItemProps {
  readonly block: Block;
  readonly onDrag: (drag: Drag | undefined) => void;
}

/** A button that can also be dragged; pointer events, so that touch and pen drag as a mouse does. */
function PaletteItem({ block, onDrag }: PaletteItemProps) {
  const start = useRef<Position>(undefined);
  const isDragged = useRef(false);
  const pointOf = ({ clientX: x, clientY: y }: PointerEvent): Position => ({ x, y });
  const end = () => {
    start.current = undefined;
    onDrag(undefined);
  };
  const { title, summary } = block.spec;
  return (
    <li>
      <button
        type="button"
        className="palette__block"
        aria-label={paletteText("add", { block: title })}
        title={`${title}: ${summary}`}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          isDragged.current = false;
          start.current = pointOf(event);
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          const from = start.current;
          if (!from) return;
          const at = pointOf(event);
          isDragged.current ||= Math.hypot(at.x - from.x, at.y - from.y) > DRAG_PIXELS;
          if (isDragged.current) onDrag({ block, at });
        }}
        onPointerUp={(event) => {
          const position = isDragged.current && start.current ? canvasPosition(pointOf(event)) : undefined;
          end();
          if (position) add(block, { x: Math.round(position.x - GRIP.x), y: Math.round(position.y - GRIP.y) });
        }}
        onPointerCancel={end}
        onClick={() => {
          // The click that ends a drag adds nothing; a key's click has no drag before it.
          if (!isDragged.current) add(block, selectedBlock());
          isDragged.current = false;
        }}
      >
        <span className="palette__title">{title}</span>
      </button>
    </li>
  );
}
