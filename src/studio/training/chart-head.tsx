import { saveFile } from "../ui/save-file.ts";

export interface ChartHeadProps {
  readonly title: string;
  readonly titleId: string;
  /** A way of looking at it that is on or off. */
  readonly toggle: { readonly label: string; readonly isOn: boolean; readonly onChange: (isOn: boolean) => void };
  readonly isTable: boolean;
  readonly onTable: (isTable: boolean) => void;
  /** Nothing to save yet. */
  readonly isEmpty: boolean;
  readonly toCsv: () => string;
}

/** The title of a figure and its buttons: another view, the numbers as a table, and as a file. */
export function ChartHead({ title, titleId, toggle, isTable, onTable, isEmpty, toCsv }: ChartHeadProps) {
  const fileName = `${title.toLowerCase()}.csv`;
  return (
    <div className="chart__head">
      <h3 id={titleId}>{title}</h3>
      <div className="row">
        <button
          type="button"
          className="button button--small"
          aria-pressed={toggle.isOn}
          onClick={() => toggle.onChange(!toggle.isOn)}
        >
          {toggle.label}
        </button>
        <button type="button" className="button button--small" aria-pressed={isTable} onClick={() => onTable(!isTable)}>
          {title} as a table
        </button>
        <button
          type="button"
          className="button button--small"
          disabled={isEmpty}
          onClick={() => saveFile(fileName, new Blob([toCsv()], { type: "text/csv" }))}
        >
          Download {title.toLowerCase()} CSV
        </button>
      </div>
    </div>
  );
}
