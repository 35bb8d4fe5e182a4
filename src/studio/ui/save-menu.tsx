import { uiText } from "../../base/texts/studio/ui.ts";
import { chartPng, chartSvg } from "./export-chart.ts";
import { saveCsv } from "./save-csv.ts";
import { saveFile } from "./save-file.ts";
import "./save-menu.css";

interface SaveMenuProps {
  /** "Save ROC curve" */
  readonly label: string;
  /** Of the files, without what comes after the dot. */
  readonly file: string;
  /** The picture as it is on the page; undefined while there is none. */
  readonly drawn: () => SVGSVGElement | undefined;
  /** There is no picture to save now. */
  readonly isWithoutPicture?: boolean;
  /** Its numbers, as a table; absent where a button beside it saves them. */
  readonly rows?: () => Parameters<typeof saveCsv>[1];
}

/** A small menu that saves a chart: as pictures, and its numbers. */
export function SaveMenu({ label, file, drawn, isWithoutPicture = false, rows }: SaveMenuProps) {
  const svg = () => {
    const found = drawn();
    if (found) saveFile(`${file}.svg`, new Blob([chartSvg(found)], { type: "image/svg+xml" }));
  };
  const png = async () => {
    const found = drawn();
    const picture = found && (await chartPng(found));
    if (picture) saveFile(`${file}.png`, picture);
  };
  return (
    <details className="save-menu">
      <summary className="button button--small" aria-label={label}>
        {uiText("save")}
      </summary>
      <div className="save-menu__choices card">
        <button type="button" className="button button--small" disabled={isWithoutPicture} onClick={() => void png()}>
          {uiText("as", { format: "PNG" })}
        </button>
        <button type="button" className="button button--small" disabled={isWithoutPicture} onClick={svg}>
          {uiText("as", { format: "SVG" })}
        </button>
        {rows ? (
          <button type="button" className="button button--small" onClick={() => saveCsv(`${file}.csv`, rows())}>
            {uiText("as", { format: "CSV" })}
          </button>
        ) : null}
      </div>
    </details>
  );
}
