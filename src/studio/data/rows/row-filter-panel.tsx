import { useId, useState } from "react";
import type { TableView } from "../../../app/view-table.ts";
import { rowFilterText } from "../../../base/texts/row-filter.ts";
import { filterPanelText } from "../../../base/texts/studio/row-filter.ts";
import type { RowFilter } from "../../../table/filter/row-filter.ts";
import { useDocument } from "../../document/document-store.ts";
import { useSession } from "../../session/session-store.ts";
import { focusOn } from "../../ui/focus-on.ts";
import { LabelledInput } from "../../ui/labelled-input.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { type ConditionKind, conditionOf, kindsOf, type Typed, typedFor } from "./conditions.ts";
import "./rows.css";

/** Where the focus goes when the pressed button has gone. */
const PLACE = "row-filter";

interface PanelProps {
  readonly view: TableView;
  readonly isLocked: boolean;
}

const NONE: RowFilter = [];

function decide(filter: RowFilter): void {
  void useSession
    .getState()
    .filterRows(filter)
    .then(() => focusOn(`#${PLACE}`));
}

/** Which rows are trained on and measured by, by what stands in them. */
export function RowFilterPanel({ view, isLocked }: PanelProps) {
  const filter = useDocument(({ document }) => document.table.rows) ?? NONE;
  const { nMeeting = view.nRows, nRows } = view;
  const words = filter.length === 0 ? filterPanelText("all") : filterPanelText("left", { nLeft: nMeeting, nRows });
  return (
    <details className="panel">
      <summary id={PLACE}>
        {filterPanelText("title")} <span className="hint">{words}</span>
      </summary>
      <div className="panel__body">
        <p className="hint">{filterPanelText("hint")}</p>
        {filter.length > 0 ? <Conditions filter={filter} view={view} isLocked={isLocked} /> : null}
        <ConditionForm filter={filter} view={view} isLocked={isLocked} />
      </div>
    </details>
  );
}

function Conditions({ filter, view, isLocked }: PanelProps & { readonly filter: RowFilter }) {
  const wordsOf = (condition: RowFilter[number]) => {
    const areDays = view.columns.some(({ rule }) => rule.name === condition.column && rule.type === "date");
    return rowFilterText("condition", condition.by === "range" ? { ...condition, areDays } : condition);
  };
  return (
    <>
      <ul className="plain-list row-filter__conditions" aria-label={filterPanelText("conditions")}>
        {filter.map((condition, index) => (
          <li key={index} className="row">
            <span>{wordsOf(condition)}</span>
            <button
              type="button"
              className="button button--small"
              disabled={isLocked}
              aria-label={filterPanelText("remove", { condition: wordsOf(condition) })}
              onClick={() => decide(filter.filter((_, other) => other !== index))}
            >
              {filterPanelText("removeShort")}
            </button>
          </li>
        ))}
      </ul>
      <div className="row">
        <button type="button" className="button button--small" disabled={isLocked} onClick={() => decide(NONE)}>
          {filterPanelText("removeAll")}
        </button>
      </div>
    </>
  );
}

function ConditionForm({ filter, view, isLocked }: PanelProps & { readonly filter: RowFilter }) {
  const [name, setName] = useState("");
  const [wanted, setWanted] = useState<ConditionKind>();
  const [kept, setKept] = useState<Typed>();
  const listId = useId();
  const column = view.columns.find(({ rule }) => rule.name === name) ?? view.columns[0];
  if (!column) return null;
  const kinds = kindsOf(column);
  const kind = kinds.find((each) => each === wanted) ?? kinds[0];
  const typed = typedFor(column, kept);
  const condition = conditionOf(column, kind, typed);
  const type = (change: Partial<Typed>) => setKept({ ...typed, ...change });
  const ends = { type: column.rule.type === "date" ? "date" : "number" };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!condition) return;
        setKept(undefined);
        decide([...filter, condition]);
      }}
    >
      <fieldset className="row-filter__form" disabled={isLocked}>
        <legend className="visually-hidden">{filterPanelText("add")}</legend>
        <SelectField
          label={filterPanelText("column")}
          value={column.rule.name}
          options={view.columns.map(({ rule }) => ({ value: rule.name, label: rule.name }))}
          onChange={(chosen) => {
            setName(chosen);
            setKept(undefined);
          }}
        />
        <SelectField
          label={filterPanelText("kind")}
          value={kind}
          options={kinds.map((each) => ({ value: each, label: filterPanelText("kindName", { kind: each }) }))}
          onChange={setWanted}
        />
        {kind === "is" || kind === "isNot" ? (
          <TypedField
            label={filterPanelText("value")}
            value={typed.value}
            list={listId}
            onType={(value) => type({ value })}
          />
        ) : null}
        {kind === "between" ? (
          <>
            <TypedField label={filterPanelText("low")} value={typed.low} {...ends} onType={(low) => type({ low })} />
            <TypedField
              label={filterPanelText("high")}
              value={typed.high}
              {...ends}
              onType={(high) => type({ high })}
            />
          </>
        ) : null}
      </fieldset>
      <datalist id={listId}>
        {column.profile.levels.map(({ label }) => (
          <option key={label} value={label} />
        ))}
      </datalist>
      <div className="row">
        <button type="submit" className="button" disabled={isLocked || !condition}>
          {filterPanelText("add")}
        </button>
      </div>
    </form>
  );
}

interface TypedFieldProps {
  readonly label: string;
  readonly value: string;
  readonly type?: string;
  readonly list?: string;
  readonly onType: (value: string) => void;
}

function TypedField({ onType, ...input }: TypedFieldProps) {
  return <LabelledInput step="any" autoComplete="off" {...input} onChange={(event) => onType(event.target.value)} />;
}
