import { useEffect, useId, useState } from "react";
import type { TableView } from "../../app/view-table.ts";
import { studioSplitText } from "../../base/texts/studio/data.ts";
import type { SplitMethod } from "../../table/split/split-method.ts";
import { decideSplit, setTraining, useDocument } from "../document/document-store.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import type { SelectOption } from "../ui/option-list.tsx";
import { SelectField } from "../ui/select-field.tsx";
import {
  type ColumnMethod,
  columnsFor,
  lastFileTests,
  shareKey,
  splitBy,
  USUAL_SHARES,
  valuesToTell,
} from "./split-choices.ts";
import { SplitOffers } from "./split-offers.tsx";
import { SplitParts } from "./split-parts.tsx";
import "./split.css";
import { useSplitNotes } from "./use-split-notes.ts";

/** How rows are told into training, validation and test, what else is offered, and what comes of it. */
export function SplitPanel({ view }: { readonly view: TableView }) {
  // Not while the table follows a decision: whoever takes it by keyboard would lose the place.
  const isLocked = useSession((session) => isActive(session.training));
  const split = useDocument(({ document }) => document.training.split);
  const notes = useSplitNotes(view);
  if (!view.target) return null;
  const isByLot = split.by === "random" || split.by === "largest-first";
  const offers = isByLot ? view.splits : [];
  const mayLeaveOut = isByLot && view.sources.length > 1;
  const nOffers = offers.length + Number(mayLeaveOut);
  return (
    <details className="panel">
      <summary>
        {studioSplitText("title")}{" "}
        {nOffers > 0 ? <span className="hint">{studioSplitText("offered", { count: nOffers })}</span> : null}
      </summary>
      <div className="panel__body">
        <SplitChoice split={split} view={view} isLocked={isLocked} />
        <ul className="plain-list">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
        {split.by === "largest-first" && notes.length > 0 ? (
          <div>
            <button type="button" className="button" disabled={isLocked} onClick={() => decideSplit({ by: "random" })}>
              {studioSplitText("useRandom")}
            </button>
          </div>
        ) : null}
        {nOffers > 0 ? (
          <SplitOffers offers={offers} files={mayLeaveOut ? lastFileTests(view) : undefined} isLocked={isLocked} />
        ) : null}
      </div>
    </details>
  );
}

interface SplitChoiceProps {
  readonly split: SplitMethod;
  readonly view: TableView;
  readonly isLocked: boolean;
}

function SplitChoice({ split, view, isLocked }: SplitChoiceProps) {
  /** A way that still needs a column; the document has the one before it until then. */
  const [wanted, setWanted] = useState<ColumnMethod | undefined>();
  useEffect(() => setWanted(undefined), [split, view]);
  const by = wanted ?? split.by;
  const choose = (chosen: SplitMethod["by"]) => {
    if (chosen === "random" || chosen === "largest-first") return decideSplit({ by: chosen });
    if (chosen === "files") return decideSplit(lastFileTests(view));
    const [offered] = columnsFor(chosen, view).offered;
    if (offered === undefined) setWanted(chosen);
    else decideSplit(splitBy(chosen, offered, view));
  };
  return (
    <fieldset className="split" disabled={isLocked}>
      <legend className="visually-hidden">{studioSplitText("title")}</legend>
      <SelectField
        label={studioSplitText("method")}
        value={by}
        options={methodOptions(split, view)}
        hint={hintOf(by)}
        onChange={choose}
      />
      {by === "group" || by === "time" || by === "column" ? (
        <ColumnChoice by={by} column={!wanted && "column" in split ? split.column : ""} view={view} />
      ) : null}
      {"parts" in split ? null : <SplitShares />}
      {!wanted && "parts" in split ? <SplitParts split={split} values={valuesToTell(split, view)} /> : null}
    </fieldset>
  );
}

/** How many rows train, validate and test, where no column tells. */
function SplitShares() {
  const train = useDocument(({ document }) => document.training.trainFraction);
  const validation = useDocument(({ document }) => document.training.validationFraction);
  const own = { train, validation };
  const isUsual = USUAL_SHARES.some((each) => shareKey(each) === shareKey(own));
  const all = isUsual ? USUAL_SHARES : [own, ...USUAL_SHARES];
  return (
    <SelectField
      label={studioSplitText("shares")}
      value={shareKey(own)}
      options={all.map((each) => ({ value: shareKey(each), label: studioSplitText("sharesName", each) }))}
      hint={studioSplitText("sharesHint")}
      onChange={(key) => {
        const chosen = all.find((each) => shareKey(each) === key);
        if (chosen) setTraining({ trainFraction: chosen.train, validationFraction: chosen.validation });
      }}
    />
  );
}

function methodOptions(split: SplitMethod, view: TableView): readonly SelectOption<SplitMethod["by"]>[] {
  const hasFiles = view.sources.length > 1 || split.by === "files";
  return [
    { value: "random", label: studioSplitText("random") },
    // Only pipelines of earlier versions have it.
    ...(split.by === "largest-first" ? [{ value: split.by, label: studioSplitText("largestFirst") }] : []),
    { value: "group", label: studioSplitText("group") },
    { value: "time", label: studioSplitText("time") },
    { value: "column", label: studioSplitText("column") },
    ...(hasFiles ? [{ value: "files" as const, label: studioSplitText("files") }] : []),
  ];
}

function hintOf(by: SplitMethod["by"]): string {
  switch (by) {
    case "random":
      return studioSplitText("randomHint");
    case "largest-first":
      return studioSplitText("largestFirstHint");
    case "group":
      return studioSplitText("groupHint");
    case "time":
      return studioSplitText("timeHint");
    case "column":
      return studioSplitText("columnHint");
    case "files":
      return studioSplitText("filesHint");
    default:
      return by satisfies never;
  }
}

interface ColumnChoiceProps {
  readonly by: ColumnMethod;
  /** "" where none is chosen yet. */
  readonly column: string;
  readonly view: TableView;
}

function ColumnChoice({ by, column, view }: ColumnChoiceProps) {
  const [id, reasonId] = [useId(), useId()];
  const { offered, others } = columnsFor(by, view);
  const reason = view.splits.find(({ method }) => method.by === by && method.column === column)?.reason;
  const label = {
    group: studioSplitText("groupColumn"),
    time: studioSplitText("timeColumn"),
    column: studioSplitText("toldColumn"),
  }[by];
  const isGone = column !== "" && !offered.includes(column) && !others.includes(column);
  return (
    <div className="field">
      <label htmlFor={id} className="field__label">
        {label}
      </label>
      <select
        id={id}
        className="select"
        aria-describedby={reason === undefined ? undefined : reasonId}
        value={column}
        onChange={(event) => {
          if (event.target.value !== "") decideSplit(splitBy(by, event.target.value, view));
        }}
      >
        {column === "" ? <option value="">{studioSplitText("chooseColumn")}</option> : null}
        {isGone ? <option value={column}>{studioSplitText("gone", { column })}</option> : null}
        {offered.length > 0 ? <Group label={studioSplitText("suggested")} names={offered} /> : null}
        {others.length > 0 ? <Group label={studioSplitText("others")} names={others} /> : null}
      </select>
      {reason === undefined ? null : (
        <span id={reasonId} className="hint">
          {reason}
        </span>
      )}
    </div>
  );
}

function Group({ label, names }: { readonly label: string; readonly names: readonly string[] }) {
  return (
    <optgroup label={label}>
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}
