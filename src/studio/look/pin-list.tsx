import { type RefObject, useId, useState } from "react";
import { surfaceText } from "../../base/texts/studio/look.ts";

/** Where a pinned row is written, past React. */
export interface PinElements {
  readonly name: HTMLElement;
  readonly history: HTMLCanvasElement;
  readonly said: HTMLElement;
}

interface PinListProps {
  readonly pins: readonly number[];
  /** Why a row was not pinned; "" where nothing is to be said. */
  readonly note: string;
  readonly elements: RefObject<Map<number, PinElements>>;
  readonly onPin: (row: number) => void;
  readonly onUnpin: (row: number) => void;
}

/** Rows that are followed: what is true of them, and what is said of them as it changes. */
export function PinList({ pins, note, elements, onPin, onUnpin }: PinListProps) {
  const [text, setRow] = useState("");
  const [titleId, inputId] = [useId(), useId()];
  const row = Number(text);
  const isRow = Number.isInteger(row) && row >= 1;
  return (
    <section className="pins" aria-labelledby={titleId}>
      <h3 id={titleId}>{surfaceText("pinned")}</h3>
      <form
        className="pins__form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isRow) return;
          onPin(row - 1);
          setRow("");
        }}
      >
        <label htmlFor={inputId} className="field__label">
          {surfaceText("rowNumber")}
        </label>
        <input
          id={inputId}
          className="input"
          type="number"
          min={1}
          step={1}
          inputMode="numeric"
          value={text}
          onChange={(event) => setRow(event.target.value)}
        />
        <button type="submit" className="button button--small" disabled={!isRow}>
          {surfaceText("pin")}
        </button>
      </form>
      {note === "" ? null : (
        <p className="error-text" role="alert">
          {note}
        </p>
      )}
      {pins.length === 0 ? (
        <>
          <p className="hint">{surfaceText("noPins")}</p>
          <p className="hint">{surfaceText("about")}</p>
        </>
      ) : (
        <ul className="pins__list">
          {pins.map((each) => (
            <PinnedRow key={each} row={each} elements={elements} onUnpin={onUnpin} />
          ))}
        </ul>
      )}
    </section>
  );
}

function PinnedRow({ row, elements, onUnpin }: Pick<PinListProps, "elements" | "onUnpin"> & { readonly row: number }) {
  return (
    <li
      className="pins__row"
      ref={(item) => {
        const [name, history, said] = [
          item?.querySelector<HTMLElement>(".pins__name"),
          item?.querySelector("canvas"),
          item?.querySelector<HTMLElement>(".pins__said"),
        ];
        if (name && history && said) elements.current.set(row, { name, history, said });
        return () => void elements.current.delete(row);
      }}
    >
      <span className="pins__name" />
      <span aria-hidden="true">
        <canvas className="pins__history" width={160} height={40} />
      </span>
      <span className="pins__said" />
      <button
        type="button"
        className="button button--quiet button--small button--icon"
        aria-label={surfaceText("unpin", { row })}
        onClick={() => onUnpin(row)}
      >
        <span aria-hidden="true">×</span>
      </button>
    </li>
  );
}
