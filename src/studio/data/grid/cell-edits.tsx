import type { TableView } from "../../../app/view-table.ts";
import { formatCount } from "../../../base/numbers.ts";
import { editText } from "../../../base/texts/studio/edits.ts";
import { listEdits, type PlacedEdit } from "../../../table/edits/cell-edits.ts";
import { useDocument } from "../../document/document-store.ts";
import { useSession } from "../../session/session-store.ts";
import { focusOn } from "../../ui/focus-on.ts";
import { showCell } from "./cell-sought.ts";
import { rowOfEdit } from "./edited-cells.ts";

const MOST_SHOWN = 100;
/** Where the focus goes when the pressed button has gone. */
const PLACE = "cell-edits";

interface CellEditsProps {
  readonly view: TableView;
  readonly isLocked: boolean;
}

/** Every cell that says something else than its file: from where it comes, what it said, and the way back. */
export function CellEdits({ view, isLocked }: CellEditsProps) {
  const edits = listEdits(useDocument(({ document }) => document.table.edits) ?? []);
  if (edits.length === 0) return null;
  const hasFiles = view.sources.length > 1 || edits.some(({ file }) => file !== view.sources[0]?.name);
  const shown = edits.slice(0, MOST_SHOWN);
  const takeBack = (gone: readonly PlacedEdit[]) =>
    void useSession
      .getState()
      .takeBackEdits(gone)
      .then(() => focusOn(document.getElementById(PLACE) ? `#${PLACE}` : ".grid-box"));
  return (
    <details className="panel" open>
      <summary id={PLACE}>{editText("title", { count: edits.length })}</summary>
      <div className="panel__body cell-edits">
        <p className="hint">{editText("hint")}</p>
        <div className="cell-edits__box">
          <table className="cell-edits__table">
            <thead>
              <tr>
                {hasFiles ? <th scope="col">{editText("file")}</th> : null}
                <th scope="col" className="numeric">
                  {editText("row")}
                </th>
                <th scope="col">{editText("column")}</th>
                <th scope="col">{editText("from")}</th>
                <th scope="col">{editText("to")}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {shown.map((edit) => (
                <EditRow
                  key={keyOf(edit)}
                  {...{ edit, hasFiles, isLocked, view }}
                  onTakeBack={() => takeBack([edit])}
                />
              ))}
            </tbody>
          </table>
        </div>
        {edits.length > shown.length ? (
          <p className="hint">{editText("more", { count: edits.length - shown.length })}</p>
        ) : null}
        <div className="row">
          <button type="button" className="button button--small" disabled={isLocked} onClick={() => takeBack(edits)}>
            {editText("takeBackAll")}
          </button>
        </div>
      </div>
    </details>
  );
}

const keyOf = ({ file, hash, row, column }: PlacedEdit) => JSON.stringify([file, hash, row, column]);

function EditRow(
  props: CellEditsProps & { readonly edit: PlacedEdit; readonly hasFiles: boolean; readonly onTakeBack: () => void },
) {
  const { edit, hasFiles, isLocked, view, onTakeBack } = props;
  const { column, from, to } = edit;
  const row = rowOfEdit(view.sources, edit);
  return (
    <tr>
      {hasFiles ? <td>{edit.file}</td> : null}
      <td className="numeric">{formatCount(edit.row)}</td>
      <td>{column}</td>
      <td className="cell-edits__text">{textOr(from)}</td>
      <td className="cell-edits__text">{textOr(to)}</td>
      <td className="cell-edits__actions">
        {row === undefined ? (
          <span className="hint">{editText("notOpen")}</span>
        ) : (
          <button
            type="button"
            className="button button--small"
            aria-label={editText("show", { row: edit.row, column })}
            onClick={() => showCell({ row, column })}
          >
            {editText("showShort")}
          </button>
        )}
        <button
          type="button"
          className="button button--small"
          aria-label={editText("takeBack", { row: edit.row, column })}
          disabled={isLocked}
          onClick={onTakeBack}
        >
          {editText("takeBackShort")}
        </button>
      </td>
    </tr>
  );
}

const textOr = (text: string) => (text === "" ? <span className="hint">{editText("empty")}</span> : text);
