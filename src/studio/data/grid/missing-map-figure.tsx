import { useEffect, useId, useRef, useState } from "react";
import type { MissingMap } from "../../../app/grid/missing-map.ts";
import type { TableView } from "../../../app/view-table.ts";
import { percent } from "../../../base/numbers.ts";
import { missingMapText } from "../../../base/texts/studio/grid.ts";
import { useSession } from "../../session/session-store.ts";

const MOST_COLUMNS = 20;
const TOLD = 3;

/** Columns with missing cells, from the first row to the last. */
export function MissingMapFigure({ view }: { readonly view: TableView }) {
  const titleId = useId();
  const [map, setMap] = useState<MissingMap>();
  useEffect(() => {
    let isCurrent = true;
    void useSession
      .getState()
      .missingMap()
      .then((found) => {
        if (isCurrent) setMap(found);
      });
    return () => {
      isCurrent = false;
    };
  }, [view]);
  if (!map) return null;
  const columns = view.columns
    .map(({ rule: { name }, profile: { nMissing, nRows } }, index) => ({
      name,
      index,
      share: nMissing / Math.max(1, nRows),
    }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
  const shown = columns.slice(0, MOST_COLUMNS);
  return (
    <figure className="missing-map" aria-labelledby={titleId}>
      <h3 id={titleId}>{missingMapText("title")}</h3>
      {shown.length === 0 ? (
        <p className="hint">{missingMapText("none")}</p>
      ) : (
        <>
          <p className="hint">{missingMapText("hint")}</p>
          <ul>
            {shown.map(({ name, index, share }) => (
              <li key={name}>
                <span className="missing-map__name">{name}</span>
                <Strip shares={map.shares.subarray(index * map.nParts, (index + 1) * map.nParts)} />
                <span className="missing-map__share">{percent(share, share < 0.01 ? 2 : 0)}</span>
              </li>
            ))}
          </ul>
          <figcaption className="hint">
            {missingMapText("summary", { columns: columns.slice(0, TOLD) })}
            {columns.length > shown.length
              ? ` ${missingMapText("more", { count: columns.length - shown.length })}`
              : ""}
          </figcaption>
        </>
      )}
    </figure>
  );
}

/** One column: a pixel a part of the rows, black on what is light in both themes. */
function Strip({ shares }: { readonly shares: Float32Array }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext("2d");
    if (!element || !pen) return;
    const image = pen.createImageData(shares.length, 1);
    for (const [part, share] of shares.entries()) {
      // What is rare is seen, too.
      image.data[4 * part + 3] = share === 0 ? 0 : Math.round(255 * (0.25 + 0.75 * share));
    }
    pen.putImageData(image, 0, 0);
  }, [shares]);
  return (
    <span aria-hidden="true">
      <canvas ref={canvas} className="missing-map__strip" width={shares.length} height={1} />
    </span>
  );
}
