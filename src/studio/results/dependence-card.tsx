import { lazy, Suspense, useId, useState } from "react";
import type { Dependence } from "../../app/dependence.ts";
import { percent } from "../../base/numbers.ts";
import { dependenceText, diagnosticsText } from "../../base/texts/studio/diagnostics.ts";
import { resultTabsText } from "../../base/texts/studio/results.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { marksColumn } from "../ui/picture/axes.ts";
import type { Picture } from "../ui/picture/picture.ts";
import { SaveMenu } from "../ui/save-menu.tsx";
import { ScrollBox } from "../ui/scroll-box.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { intervalCell } from "./interval-cell.ts";
import { IntervalBar } from "./interval-plot.tsx";
import { useCanAsk } from "./use-can-ask.ts";

/** With Recharts, which is large: it comes when it is looked at. */
const DependenceChart = lazy(() =>
  import("./diagnostics/dependence-chart.tsx").then((module) => ({ default: module.DependenceChart })),
);

type Asked =
  | { readonly kind: "none" | "working" | "nothing" }
  | { readonly kind: "ready"; readonly dependence: Dependence };

/** How what is deployed follows one column, all else of each row as it is: asked for when somebody chooses one. */
export function DependenceCard() {
  const titleId = useId();
  const source = useSession((session) => session.reportOf);
  const schema = useSession(({ table }) => viewOf(table)?.schema);
  const isPossible = useCanAsk();
  const [column, setColumn] = useState<string>();
  const [asked, setAsked] = useState<Asked & { readonly of?: unknown }>({ kind: "none" });
  // What was found about another pipeline says nothing about this one.
  const shown: Asked = asked.of === source ? asked : { kind: "none" };
  const names = schema ? [...schema.numbers, ...schema.categories].map(({ name }) => name) : [];
  const choose = async (name: string) => {
    setColumn(name);
    setAsked({ kind: "working", of: source });
    const dependence = await useSession.getState().askDependence(name);
    setAsked((now) =>
      now.kind === "working"
        ? dependence
          ? { kind: "ready", dependence, of: source }
          : { kind: dependence === null ? "nothing" : "none", of: source }
        : now,
    );
  };
  return (
    <section className="card results__metrics" aria-labelledby={titleId}>
      <h3 id={titleId}>{dependenceText("heading")}</h3>
      <p>{dependenceText("hint")}</p>
      <div className="row">
        <SelectField
          className="field--inline"
          label={dependenceText("column")}
          value={shown.kind === "none" ? undefined : column}
          placeholder={dependenceText("choose")}
          options={names.map((name) => ({ value: name, label: name }))}
          isDisabled={!isPossible || shown.kind === "working"}
          onChange={(name) => void choose(name)}
        />
        {shown.kind === "working" ? <span className="hint">{dependenceText("working")}</span> : null}
      </div>
      {shown.kind === "nothing" ? <p className="hint">{dependenceText("none")}</p> : null}
      {shown.kind === "ready" ? <Shown key={shown.dependence.column} dependence={shown.dependence} /> : null}
    </section>
  );
}

function Shown({ dependence }: { readonly dependence: Dependence }) {
  const { task, curves, points, column, nRows, split } = dependence;
  const classes = useSession(({ table }) => viewOf(table)?.schema?.target.classes) ?? [];
  const unit = useSession(({ report }) => report?.unit ?? "");
  // Of two classes the second one: the one that is there rather than not.
  const [chosen, setCode] = useState(task === "binary" ? 1 : 0);
  const curve = curves[chosen] ?? curves[0];
  const isShare = task !== "regression";
  const said = isShare
    ? dependenceText("probability", { label: classes[chosen]?.label ?? "" })
    : dependenceText("value", { unit });
  const [low, high] = [Math.min(...curve.mean), Math.max(...curve.mean)];
  const summary = dependenceText("summary", { nRows, split, low, high, missing: curve.missing, isShare });
  return (
    <>
      {task === "multiclass" ? (
        <SelectField
          className="field--inline"
          label={dependenceText("ofClass")}
          value={chosen}
          options={classes.map(({ label }, code) => ({ value: code, label }))}
          onChange={setCode}
        />
      ) : null}
      {points.kind === "numbers" ? (
        <Suspense fallback={<p className="hint">{resultTabsText("loading")}</p>}>
          <DependenceChart column={column} points={points} curve={curve} said={said} summary={summary} />
        </Suspense>
      ) : (
        <LevelTable {...{ dependence, curve, said, summary }} labels={points.labels} nRows={points.nRows} />
      )}
    </>
  );
}

interface LevelTableProps {
  readonly dependence: Dependence;
  readonly labels: readonly string[];
  readonly nRows: readonly number[];
  readonly curve: Dependence["curves"][number];
  readonly said: string;
  readonly summary: string;
}

/** Levels have no order to draw a line along. */
function LevelTable({ dependence: { column, task }, labels, nRows, curve, said, summary }: LevelTableProps) {
  const isShare = task !== "regression";
  const ends = [...curve.low, ...curve.high];
  const range: readonly [number, number] = isShare ? [0, 1] : [Math.min(...ends), Math.max(...ends)];
  const saidOf = (value: number) => dependenceText("said", { value, isShare });
  const title = diagnosticsText("titleOf", { chart: "dependence", name: column });
  const intervalOf = (index: number) => ({
    ...{ difference: curve.mean[index], low: curve.low[index], high: curve.high[index] },
  });
  const picture = (): Picture => ({
    ...{ title, caption: `${dependenceText("bandWords")} ${summary}` },
    body: {
      kind: "rows",
      columns: [
        { kind: "text", head: dependenceText("level") },
        { kind: "text", head: dependenceText("rows"), isNumber: true },
        marksColumn(said, { ends: range, ...(isShare ? { format: percent } : {}) }),
        { kind: "text", head: dependenceText("mean"), isNumber: true },
      ],
      rows: labels.map((label, index) => ({
        cells: [
          ...[label, dependenceText("nRows", { count: nRows[index] })],
          ...[intervalCell(intervalOf(index), "even"), saidOf(curve.mean[index])],
        ],
      })),
    },
  });
  return (
    <>
      <div className="card__head">
        <p className="hint">{summary}</p>
        <SaveMenu
          label={uiText("saveOf", { title })}
          file="dependence"
          picture={picture}
          rows={() => [
            ["level", "rows", "mean", "low", "high"],
            ...labels.map((label, index) => [
              label,
              nRows[index],
              curve.mean[index],
              curve.low[index],
              curve.high[index],
            ]),
          ]}
        />
      </div>
      <ScrollBox label={dependenceText("scrollable", { column })}>
        <table className="table worth__table">
          <thead>
            <tr>
              <th scope="col">{dependenceText("level")}</th>
              <th scope="col" className="number">
                {dependenceText("rows")}
              </th>
              <th scope="col">
                {said}
                <span className="metrics__direction">{dependenceText("band")}</span>
              </th>
              <th scope="col" className="number">
                {dependenceText("mean")}
              </th>
            </tr>
          </thead>
          <tbody>
            {labels.map((label, index) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td className="number">{dependenceText("nRows", { count: nRows[index] })}</td>
                <td className="worth__picture">
                  <IntervalBar interval={intervalOf(index)} range={range} />
                </td>
                <td className="number">{saidOf(curve.mean[index])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  );
}
