import { useEffect, useId, useRef, useState } from "react";
import type { MissingMap } from "../../../app/grid/missing-map.ts";
import type { TableView } from "../../../app/view-table.ts";
import { formatCount, percent } from "../../../base/numbers.ts";
import { columnText } from "../../../base/texts/studio/data.ts";
import { cardText, gridText, missingMapText } from "../../../base/texts/studio/grid.ts";
import { uiText } from "../../../base/texts/studio/ui.ts";
import { useSession } from "../../session/session-store.ts";
import { marksColumn } from "../../ui/picture/axes.ts";
import { mixed } from "../../ui/picture/mixed.ts";
import type { Picture } from "../../ui/picture/picture.ts";
import { SaveMenu } from "../../ui/save-menu.tsx";

const MOST_COLUMNS = 20;
const TOLD = 3;

/** Columns with missing cells, from the first row to the last. */
export function MissingMapFigure({ view }: { readonly view: TableView }) {
  const titleId = useId();
  const [found, setFound] = useState<{ readonly map: MissingMap; readonly of: TableView }>();
  useEffect(() => {
    let isCurrent = true;
    void useSession
      .getState()
      .missingMap()
      .then((map) => {
        // A worker that has opened the next table already tells of that one.
        if (isCurrent && map && isMapOf(map, view)) setFound({ map, of: view });
      });
    return () => {
      isCurrent = false;
    };
  }, [view]);
  // Of another table, it has other columns.
  if (found?.of !== view) return null;
  const { map } = found;
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
      <div className="missing-map__head">
        <h3 id={titleId}>{missingMapText("title")}</h3>
        {shown.length > 0 ? (
          <SaveMenu
            label={uiText("saveOf", { title: missingMapText("title") })}
            file="missing-cells"
            picture={() => mapPicture(map, shown, view.nRows)}
            rows={() => mapRows(map, columns, view.nRows)}
          />
        ) : null}
      </div>
      {shown.length === 0 ? (
        <p className="hint">{missingMapText("none")}</p>
      ) : (
        <>
          <p className="hint">{missingMapText("hint")}</p>
          <ul>
            {shown.map((column) => (
              <li key={column.name}>
                <span className="missing-map__name">{column.name}</span>
                <Strip shares={partsOf(map, column)} />
                <span className="missing-map__share">{sharePercent(column.share)}</span>
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

export const isMapOf = ({ shares, nParts }: MissingMap, { columns }: Pick<TableView, "columns">): boolean =>
  shares.length === columns.length * nParts;

interface MappedColumn {
  readonly name: string;
  readonly index: number;
  readonly share: number;
}

const partsOf = ({ shares, nParts }: MissingMap, { index }: MappedColumn) =>
  shares.subarray(index * nParts, (index + 1) * nParts);

/** What is rare is seen, too. */
const darkness = (share: number) => (share === 0 ? 0 : 0.25 + 0.75 * share);

function mapPicture(map: MissingMap, columns: readonly MappedColumn[], nRows: number): Picture {
  const clear = "var(--color-accent-soft)";
  return {
    ...{ title: missingMapText("title"), caption: missingMapText("hint") },
    body: {
      kind: "rows",
      columns: [
        { kind: "text", head: columnText("column") },
        marksColumn(gridText("row"), { ends: [1, Math.max(2, nRows)], format: formatCount }),
        { kind: "text", head: cardText("missing"), isNumber: true },
      ],
      rows: columns.map((column) => ({
        cells: [
          column.name,
          {
            kind: "strip",
            colours: [...partsOf(map, column)].map((share) =>
              share === 0 ? undefined : mixed("black", Math.round(16 * darkness(share)) / 16, clear),
            ),
            ground: clear,
          },
          sharePercent(column.share),
        ],
      })),
    },
  };
}

/** A line a part of the rows, a column a column. */
function mapRows(map: MissingMap, columns: readonly MappedColumn[], nRows: number) {
  const firstOf = (part: number) => Math.floor((part * nRows) / map.nParts) + 1;
  return [
    ["firstRow", ...columns.map(({ name }) => name)],
    ...Array.from({ length: map.nParts }, (_, part) => [
      firstOf(part),
      ...columns.map((column) => partsOf(map, column)[part]),
    ]),
  ];
}

const sharePercent = (share: number) => percent(share, share < 0.01 ? 2 : 0);

/** One column: a pixel a part of the rows, black on what is light in both themes. */
function Strip({ shares }: { readonly shares: Float32Array }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext("2d");
    if (!element || !pen) return;
    const image = pen.createImageData(shares.length, 1);
    for (const [part, share] of shares.entries()) {
      image.data[4 * part + 3] = Math.round(255 * darkness(share));
    }
    pen.putImageData(image, 0, 0);
  }, [shares]);
  return (
    <span aria-hidden="true">
      <canvas ref={canvas} className="missing-map__strip" width={shares.length} height={1} />
    </span>
  );
}
