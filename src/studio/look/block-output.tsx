import { useId, useRef, useState } from "react";
import type { BlockTable } from "../../app/look/block-table.ts";
import type { StudioErrorDetails } from "../../base/error.ts";
import { lookText } from "../../base/texts/studio/look.ts";
import { topologicalOrder } from "../../pipeline/checks.ts";
import { blockLabel, useDocument } from "../document/document-store.ts";
import { select, useSelection } from "../document/selection.ts";
import type { Look } from "../session/look-slice.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { ScrollBox } from "../ui/scroll-box.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { setText } from "../ui/set-text.ts";
import { readColours } from "./bins-painter.ts";
import "./look.css";
import { paintTable } from "./table-painter.ts";
import { useAskedAgain } from "./use-asked-again.ts";

/** Rows that are shown: as many as one looks through. */
const N_ROWS = 40;

/** The table that leaves the selected block, as the pipeline is now: what changed in it, and what the block has learned about columns. */
export function BlockOutput() {
  const document = useDocument((state) => state.document);
  const selected = useSelection((state) => state.blocks);
  const [chosen, setChosen] = useState<string>();
  const hasTable = useSession(({ table }) => viewOf(table)?.target !== undefined);
  const order = topologicalOrder(document) ?? document.blocks;
  const known = (id: string | undefined) => (order.some((block) => block.id === id) ? id : undefined);
  const block = known(selected.length === 1 ? selected[0] : undefined) ?? known(chosen);
  return (
    <div className="look">
      <div className="look__bar">
        <SelectField
          className="look__field"
          label={lookText("block")}
          value={block}
          placeholder="–"
          options={order.map(({ id }) => ({ value: id, label: blockLabel(document, id) }))}
          onChange={(id) => {
            setChosen(id);
            select([id]);
          }}
        />
        {block !== undefined && hasTable ? (
          <Output key={block} block={block} label={blockLabel(document, block)} />
        ) : (
          <p className="hint">{lookText("noBlock")}</p>
        )}
      </div>
    </div>
  );
}

function Output({ block, label }: { readonly block: string; readonly label: string }) {
  const [rows, setRows] = useState<"first" | "changed">("first");
  const [find, setFind] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const words = useRef<HTMLParagraphElement>(null);
  const findId = useId();
  const pipeline = useDocument((state) => state.document);
  const view = useSession((session) => viewOf(session.table));
  const { lookAtBlock } = useSession.getState();
  useAskedAgain<Look<BlockTable>>({
    box,
    about: [rows, find, pipeline, view],
    ask: () => lookAtBlock({ block, rows, find, nRows: N_ROWS, replica: useSession.getState().live.shown }),
    show: (look) => {
      if (!table.current || !words.current) return;
      const seen = look.kind === "seen" ? look.seen : null;
      setText(
        words.current,
        look.kind === "refused" ? refusal(look.why) : seen ? tellTable(seen) : lookText("nothing"),
      );
      table.current.hidden = !seen;
      if (seen) paintTable(table.current, seen, readColours(table.current));
    },
  });
  return (
    <>
      <SelectField
        className="look__field"
        label={lookText("rows")}
        value={rows}
        options={(["first", "changed"] as const).map((value) => ({
          value,
          label: lookText("rowsOf", { rows: value }),
        }))}
        onChange={setRows}
      />
      <div className="look__field">
        <label htmlFor={findId} className="field__label">
          {lookText("find")}
        </label>
        <input
          id={findId}
          className="input"
          type="search"
          autoComplete="off"
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
      </div>
      <ul className="look__legend" aria-hidden="true">
        {(["before", "after", "start", "now"] as const).map((what) => (
          <li key={what} data-what={what}>
            {lookText("legend", { what })}
          </li>
        ))}
      </ul>
      <p className="hint look__words" ref={words}>
        {lookText("loading")}
      </p>
      <div className="look__box" ref={box}>
        <ScrollBox label={lookText("scrollable", { block: label })} className="look__scroll">
          <table className="look__table" aria-label={lookText("table", { block: label })} ref={table} hidden />
        </ScrollBox>
      </div>
    </>
  );
}

const refusal = ({ where, got, fix, code }: StudioErrorDetails) => `${where}: ${got}. ${fix} [${code}]`;

function tellTable({ of, nLooked, nRows, columns, nColumns, hasWeights, rows }: BlockTable): string {
  const cells = columns.filter(({ isWhole }) => !isWhole);
  const nFilled = columns.reduce((sum, column) => sum + column.nFilled, 0);
  const nChanged = cells.reduce((sum, column) => sum + column.nChanged - column.nFilled, 0);
  const nWhole = columns.length - cells.length;
  return [
    lookText("state", { state: of }),
    ...(columns.length > 0 ? [lookText("changes", { nLooked, nRows, nFilled, nChanged, nWhole })] : []),
    ...(columns.length > 0 && rows.length === 0 ? [lookText("none")] : []),
    ...(nColumns > columns.length ? [lookText("someColumns", { nShown: columns.length, nColumns })] : []),
    ...(hasWeights ? [lookText("weights")] : []),
  ].join(" ");
}
