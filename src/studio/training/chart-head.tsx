import type { ReactNode } from "react";
import { type Chart, chartText } from "../../base/texts/studio/training.ts";
import type { Picture } from "../ui/picture/picture.ts";
import { SaveMenu } from "../ui/save-menu.tsx";
import { ToolButton } from "../ui/tool-button.tsx";

export interface ChartHeadProps {
  readonly chart: Chart;
  readonly titleId: string;
  /** A way of looking at it that is on or off. */
  readonly toggle: { readonly label: string; readonly isOn: boolean; readonly onChange: (isOn: boolean) => void };
  readonly isTable: boolean;
  readonly onTable: (isTable: boolean) => void;
  /** Nothing to save yet. */
  readonly isEmpty: boolean;
  /** The numbers, with a header. */
  readonly toRows: () => readonly (readonly (string | number)[])[];
  readonly picture: () => Picture | undefined;
  /** A search field, where there is much to search. */
  readonly children?: ReactNode;
}

/** The title of a figure and its buttons: another view, the numbers as a table, and as a file. */
export function ChartHead({
  chart,
  titleId,
  toggle,
  isTable,
  onTable,
  isEmpty,
  toRows,
  picture,
  children,
}: ChartHeadProps) {
  return (
    <div className="chart__head">
      <h3 id={titleId}>{chartText("title", { chart })}</h3>
      {children}
      <div className="row">
        <button
          type="button"
          className="button button--small"
          aria-pressed={toggle.isOn}
          onClick={() => toggle.onChange(!toggle.isOn)}
        >
          {toggle.label}
        </button>
        <ToolButton
          icon="table"
          label={chartText("asTable", { chart })}
          isPressed={isTable}
          onPress={() => onTable(!isTable)}
        />
        {isEmpty ? null : (
          <SaveMenu label={chartText("save", { chart })} file={chart} picture={picture} rows={toRows} />
        )}
      </div>
    </div>
  );
}
