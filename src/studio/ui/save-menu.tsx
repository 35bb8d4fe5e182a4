import { uiText } from "../../base/texts/studio/ui.ts";
import { notify } from "./notices.ts";
import type { Picture } from "./picture/picture.ts";
import { saveCsv } from "./save-csv.ts";
import { saveFile } from "./save-file.ts";
import "./save-menu.css";

interface SaveMenuProps {
  /** "Save ROC curve" */
  readonly label: string;
  /** Of the files, without what comes after the dot. */
  readonly file: string;
  /** As it is now; undefined while there is none. */
  readonly picture: () => Picture | undefined;
  /** There is no picture to save now. */
  readonly isWithoutPicture?: boolean;
  /** Its numbers, with a header; absent where a button beside it saves them. */
  readonly rows?: () => Parameters<typeof saveCsv>[1];
}

/** What makes files of pictures comes when one is saved, or before a training, during which nothing is fetched. */
export const fetchPictureCode = () => import("./picture/picture-file.ts");

/** A small menu that saves a chart: as pictures, and its numbers. */
export function SaveMenu({ label, file, picture, isWithoutPicture = false, rows }: SaveMenuProps) {
  const svg = async (now: Picture) => {
    const { pictureSvg } = await fetchPictureCode();
    saveFile(`${file}.svg`, new Blob([pictureSvg(now)], { type: "image/svg+xml" }));
  };
  const png = async (now: Picture) => {
    const { picturePng } = await fetchPictureCode();
    const blob = await picturePng(now);
    if (blob) saveFile(`${file}.png`, blob);
    else notify({ kind: "refusal", message: uiText("noPicture") });
  };
  const saveAs = (format: typeof svg) => () => {
    const now = picture();
    if (now) void format(now);
  };
  return (
    <details className="save-menu">
      <summary className="button button--small" aria-label={label}>
        {uiText("save")}
      </summary>
      <div className="save-menu__choices card">
        <button type="button" className="button button--small" disabled={isWithoutPicture} onClick={saveAs(png)}>
          {uiText("as", { format: "PNG" })}
        </button>
        <button type="button" className="button button--small" disabled={isWithoutPicture} onClick={saveAs(svg)}>
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
