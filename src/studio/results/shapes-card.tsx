import { useId, useState } from "react";
import type { ShapesOfRun } from "../../app/additive-shapes.ts";
import { formatNumber } from "../../base/numbers.ts";
import { shapesText } from "../../base/texts/studio/shapes.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import { hasAdditiveModel } from "../document/catalogue.ts";
import { useDocument } from "../document/document-store.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { SaveMenu } from "../ui/save-menu.tsx";
import { ScrollBox } from "../ui/scroll-box.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { ShapeFigure } from "./shape-figure.tsx";
import { commonRange, movesPicture, type Shape, shapeRows, shapesOfOutput, valueWords } from "./shapes.ts";
import { useCanAsk } from "./use-can-ask.ts";
import "./shapes.css";

const AT_ONCE = 12;

type Asked =
  | { readonly kind: "none" | "working" | "nothing" }
  | { readonly kind: "ready"; readonly shapes: ShapesOfRun };

/** What each column adds to predictions: of pipelines whose model adds up, asked for on demand. */
export function ShapesCard() {
  const titleId = useId();
  const current = useDocument(({ document }) => document);
  const source = useSession((session) => session.reportOf);
  const isPossible = useCanAsk();
  const [asked, setAsked] = useState<Asked & { readonly of?: unknown }>({ kind: "none" });
  if (!hasAdditiveModel(source?.document ?? current)) return null;
  // What was found about another pipeline says nothing about this one.
  const shown: Asked = asked.of === source ? asked : { kind: "none" };
  const ask = async () => {
    setAsked({ kind: "working", of: source });
    const shapes = await useSession.getState().askShapes();
    setAsked({
      ...(shapes ? { kind: "ready", shapes } : { kind: shapes === null ? "nothing" : "none" }),
      of: source,
    });
  };
  return (
    <section className="card results__metrics" aria-labelledby={titleId}>
      <h3 id={titleId}>{shapesText("heading")}</h3>
      <p>{shapesText("hint")}</p>
      {shown.kind === "ready" ? (
        <Shapes found={shown.shapes} />
      ) : (
        <div className="row">
          <button
            type="button"
            className="button"
            disabled={!isPossible || shown.kind === "working"}
            onClick={() => void ask()}
          >
            {shapesText("show")}
          </button>
          <span className="hint" role="status">
            {shown.kind === "working" ? shapesText("working") : shown.kind === "nothing" ? shapesText("none") : ""}
          </span>
        </div>
      )}
    </section>
  );
}

function Shapes({ found }: { readonly found: ShapesOfRun }) {
  const classes = useSession(({ table }) => viewOf(table)?.schema?.target.classes) ?? [];
  const unit = useSession(({ report }) => report?.unit ?? "");
  const [output, setOutput] = useState(0);
  const [nWanted, setWanted] = useState(AT_ONCE);
  const [isTable, setTable] = useState(false);
  const { task, level, nRows, split, of } = found;
  const { shapes, flat } = shapesOfOutput(found, output);
  const label = task === "regression" ? undefined : classes[task === "binary" ? 1 : output]?.label;
  const words = {
    adds: shapesText("adds", { label, unit }),
    caption: [
      shapesText("of", { of }),
      shapesText("usual", { level: level[output], unit, isShare: task !== "regression" }),
      shapesText("rows", { nRows, split }),
    ].join(" "),
  };
  const range = commonRange(shapes);
  const shown = shapes.slice(0, nWanted);
  const nMore = Math.min(AT_ONCE, shapes.length - shown.length);
  return (
    <>
      <div className="row">
        {task === "multiclass" ? (
          <SelectField
            className="field--inline"
            label={shapesText("ofClass")}
            value={output}
            options={classes.map((each, code) => ({ value: code, label: each.label }))}
            onChange={setOutput}
          />
        ) : null}
        <strong>{words.adds}</strong>
        <button
          type="button"
          className="button button--small shapes__table-button"
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
        >
          {shapesText("asTable")}
        </button>
        <SaveMenu
          label={uiText("saveOf", { title: shapesText("heading") })}
          file="shapes"
          picture={() => movesPicture(shapes, words)}
          rows={() => shapeRows(shapes)}
        />
      </div>
      {isTable ? (
        <ShapesTable shapes={shapes} adds={words.adds} />
      ) : (
        <ul className="shapes">
          {shown.map((shape) => (
            <li key={shape.column}>
              <ShapeFigure {...{ shape, range, words }} />
            </li>
          ))}
        </ul>
      )}
      {nMore > 0 && !isTable ? (
        <div className="row">
          <button type="button" className="button button--small" onClick={() => setWanted(nWanted + AT_ONCE)}>
            {shapesText("more", { count: nMore })}
          </button>
        </div>
      ) : null}
      {flat.length > 0 ? <p className="hint">{shapesText("flat", { columns: flat })}</p> : null}
      <p className="hint">{words.caption}</p>
    </>
  );
}

function ShapesTable({ shapes, adds }: { readonly shapes: readonly Shape[]; readonly adds: string }) {
  return (
    <ScrollBox label={shapesText("scrollable")} className="worth__columns">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{shapesText("column")}</th>
            <th scope="col">{shapesText("value")}</th>
            <th scope="col">{adds}</th>
          </tr>
        </thead>
        <tbody>
          {shapes.flatMap((shape) =>
            shape.curve.map((value, at) => (
              <tr key={`${shape.column} ${at}`}>
                <th scope="row">{shape.column}</th>
                <td>{valueWords(shape, at)}</td>
                <td>{formatNumber(value)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </ScrollBox>
  );
}
