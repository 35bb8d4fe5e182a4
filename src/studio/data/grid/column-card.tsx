import { type FormEvent, useEffect, useId, useState } from "react";
import type { ColumnShift } from "../../../app/grid/column-shifts.ts";
import type { ColumnView } from "../../../app/view-table.ts";
import { formatCount } from "../../../base/numbers.ts";
import { columnText } from "../../../base/texts/studio/data.ts";
import { cardText, gridText } from "../../../base/texts/studio/grid.ts";
import { uiText } from "../../../base/texts/studio/ui.ts";
import { type GridFilter, type GridQuery, PROBLEMS, type Problem } from "../../../table/grid-query.ts";
import { unitOf } from "../../../table/unit-of.ts";
import { useSession } from "../../session/session-store.ts";
import { SaveMenu } from "../../ui/save-menu.tsx";
import { ColumnPicture } from "../column-picture.tsx";
import { columnBars } from "./column-bars.ts";

const TOP = 8;

interface ColumnCardProps {
  readonly column: ColumnView;
  readonly query: GridQuery;
  readonly onQuery: (query: GridQuery) => void;
  readonly onNextProblem: () => void;
}

/** All that is known of a column, and what can be done with its rows. */
export function ColumnCard({ column, query, onQuery, onNextProblem }: ColumnCardProps) {
  const { rule, profile } = column;
  const { name } = rule;
  const titleId = useId();
  const unit = unitOf([rule], name);
  const shift = useShift(column);
  const { numbers, unreadable, nMissing, nRows } = profile;
  const isDate = rule.type === "date";
  const bars = columnBars(profile, { isDate });
  const counts: Readonly<Record<Problem, number>> = {
    missing: nMissing - (unreadable?.count ?? 0),
    unreadable: unreadable?.count ?? 0,
    far: numbers?.far?.count ?? 0,
  };
  const addFilter = (filter: GridFilter) => {
    const others = query.filters.filter((other) => other.column !== name || other.by !== filter.by);
    onQuery({ ...query, filters: [...others, filter] });
  };
  return (
    <aside className="column-card" aria-labelledby={titleId}>
      <h3 id={titleId}>{name}</h3>
      <dl>
        <Fact title={cardText("type")} words={columnText("typeName", { type: rule.type })} reason={rule.typeReason} />
        <Fact
          title={cardText("role")}
          words={columnText(rule.role === "target" ? "target" : rule.role === "aside" ? "aside" : "used")}
          reason={rule.roleReason}
        />
        {unit === "" ? null : <Fact title={cardText("unit")} words={unit} />}
        <Fact title={cardText("missing")} words={cardText("part", { count: counts.missing, total: nRows })} />
        {unreadable ? <Fact title={cardText("unreadable")} words={cardText("unreadableWords", unreadable)} /> : null}
        <Fact title={cardText("distinct")} words={formatCount(profile.nUnique)} />
        {numbers && !isDate ? <Fact title={cardText("spread")} words={cardText("spreadWords", numbers)} /> : null}
        {numbers?.far ? (
          <Fact
            title={cardText("far")}
            words={cardText("farWords", { ...numbers.far, isDate })}
            reason={cardText("farHint")}
          />
        ) : null}
      </dl>
      {shift ? <p className="column-card__warning">{cardText("shift", shift)}</p> : null}
      {numbers ? (
        <>
          <ColumnPicture profile={profile} rule={rule} />
          {numbers.middle ? <p className="hint">{cardText("tails", numbers.middle)}</p> : null}
        </>
      ) : (
        <TopLevels column={column} />
      )}
      {bars ? (
        <div className="row row--end">
          <SaveMenu
            label={uiText("saveOf", { title: name })}
            file="column"
            picture={() => bars.picture(name)}
            rows={bars.rows}
          />
        </div>
      ) : null}
      <Actions {...{ column, query, onQuery, onNextProblem, counts, addFilter }} />
    </aside>
  );
}

function Fact({ title, words, reason }: { readonly title: string; readonly words: string; readonly reason?: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {words}
        {reason === undefined || reason === "" ? null : <span className="hint">{reason}</span>}
      </dd>
    </div>
  );
}

function TopLevels({ column: { profile } }: Pick<ColumnCardProps, "column">) {
  const { levels, nRows, nMissing } = profile;
  if (levels.length === 0) return <p className="hint">{profile.examples.join(" · ")}</p>;
  return (
    <div>
      <h4>{cardText("top")}</h4>
      <ul className="column-card__levels">
        {levels.slice(0, TOP).map(({ label, count }) => (
          <li key={label}>
            <span className="column-card__bar" style={{ width: `${(100 * count) / Math.max(1, nRows - nMissing)}%` }} />
            <span className="column-card__label">{label}</span>
            <span>{cardText("part", { count, total: nRows })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Actions({
  column: { rule, profile },
  query,
  onQuery,
  onNextProblem,
  counts,
  addFilter,
}: ColumnCardProps & {
  readonly counts: Readonly<Record<Problem, number>>;
  readonly addFilter: (filter: GridFilter) => void;
}) {
  const { name } = rule;
  const sorted = query.sort?.column === name ? query.sort : undefined;
  const sort = (isDescending: boolean) => onQuery({ ...query, sort: { column: name, isDescending } });
  return (
    <div className="stack">
      <div className="row">
        <SortButton words={cardText("ascending")} isOn={sorted?.isDescending === false} onPress={() => sort(false)} />
        <SortButton words={cardText("descending")} isOn={sorted?.isDescending === true} onPress={() => sort(true)} />
        <SortButton
          words={cardText("unsorted")}
          isOn={query.sort === undefined}
          onPress={() => onQuery({ ...query, sort: undefined })}
        />
      </div>
      <div className="row">
        {PROBLEMS.filter((problem) => counts[problem] > 0).map((problem) => (
          <button
            key={problem}
            type="button"
            className="button button--small"
            onClick={() => addFilter({ by: "problem", column: name, problem })}
          >
            {cardText("only", { problem })}
          </button>
        ))}
        {Object.values(counts).some((count) => count > 0) ? (
          <button
            type="button"
            className="button button--small"
            aria-label={gridText("nextIn", { column: name })}
            onClick={onNextProblem}
          >
            {gridText("next")}
          </button>
        ) : null}
      </div>
      {profile.numbers && rule.type === "number" ? (
        <RangeForm name={name} addFilter={addFilter} />
      ) : (
        <TextForm name={name} addFilter={addFilter} />
      )}
    </div>
  );
}

function SortButton({
  words,
  isOn,
  onPress,
}: {
  readonly words: string;
  readonly isOn: boolean;
  readonly onPress: () => void;
}) {
  return (
    <button type="button" className="button button--small" aria-pressed={isOn} onClick={onPress}>
      {words}
    </button>
  );
}

interface FormProps {
  readonly name: string;
  readonly addFilter: (filter: GridFilter) => void;
}

function TextForm({ name, addFilter }: FormProps) {
  const [text, setText] = useState("");
  const filter = (event: FormEvent) => {
    event.preventDefault();
    if (text !== "") addFilter({ by: "text", column: name, text });
  };
  return (
    <form className="row" onSubmit={filter}>
      <SmallField label={cardText("contains")} value={text} onChange={setText} />
      <button type="submit" className="button button--small">
        {cardText("filter")}
      </button>
    </form>
  );
}

function RangeForm({ name, addFilter }: FormProps) {
  const [low, setLow] = useState("");
  const [high, setHigh] = useState("");
  const numberOf = (text: string) => (text.trim() === "" ? undefined : Number(text));
  const isWrong = [low, high].some((text) => Number.isNaN(numberOf(text) ?? 0));
  const filter = (event: FormEvent) => {
    event.preventDefault();
    const [least, most] = [numberOf(low), numberOf(high)];
    if (isWrong || (least === undefined && most === undefined)) return;
    addFilter({
      ...{ by: "range", column: name },
      ...(least === undefined ? {} : { low: least }),
      ...(most === undefined ? {} : { high: most }),
    });
  };
  return (
    <form className="row" onSubmit={filter}>
      <SmallField label={cardText("least")} value={low} onChange={setLow} />
      <SmallField label={cardText("most")} value={high} onChange={setHigh} />
      <button type="submit" className="button button--small">
        {cardText("filter")}
      </button>
      {isWrong ? <span className="error-text">{cardText("notNumber")}</span> : null}
    </form>
  );
}

function SmallField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <label className="column-card__field">
      <span className="hint">{props.label}</span>
      <input
        type="text"
        className="input"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}

/** Whether a column differs between splits or files. */
function useShift(column: ColumnView): ColumnShift | undefined {
  const [shifts, setShifts] = useState<readonly ColumnShift[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void useSession
      .getState()
      .columnShifts()
      .then((found) => {
        if (isCurrent) setShifts(found);
      });
    return () => {
      isCurrent = false;
    };
  }, [column]);
  return shifts.find((shift) => shift.column === column.rule.name);
}
