import { memo, useEffect, useState } from "react";
import type { TableView } from "../../app/view-table.ts";
import { formatCount, formatPart } from "../../base/numbers.ts";
import { columnText } from "../../base/texts/studio/data.ts";
import { plainLevelsReasons, plainNumberReason, roleText } from "../../base/texts/table.ts";
import { SET_BY_YOU } from "../../table/infer/assign-roles.ts";
import { COLUMN_TYPES, type ColumnRule } from "../../table/types.ts";
import { unitOf } from "../../table/unit-of.ts";
import type { ColumnChange } from "../session/table-slice.ts";
import { ColumnPicture } from "./column-picture.tsx";
import { formatMarkers, parseMarkers } from "./marker-text.ts";

const DATE_FORMATS = ["iso", "ymd", "dmy", "mdy", "epoch-s", "epoch-ms"] as const;

interface ColumnRowProps {
  readonly column: TableView["columns"][number];
  readonly onChange: (name: string, change: ColumnChange) => void;
}

/** One column: what it is taken for, why, and how to say otherwise. Locked by the fieldset that it stands in, without being drawn anew. */
export const ColumnRow = memo(function ColumnRow({ column, onChange }: ColumnRowProps) {
  const { rule, profile } = column;
  const { name } = rule;
  const unit = unitOf([rule], name);
  const isTarget = rule.role === "target";
  const isWeight = rule.role === "weight";
  // Of most columns there is nothing to say that the table does not show: only what is otherwise takes up room.
  const isPlainRole = [roleText("used"), roleText("target")].includes(rule.roleReason);
  const counts = { nDistinct: profile.nUnique, nFilled: profile.nRows - profile.nMissing };
  const isPlainType = [plainNumberReason(), ...plainLevelsReasons(counts)].includes(rule.typeReason);
  return (
    <tr className={rule.role === "aside" ? "column column--aside" : "column"}>
      <th scope="row" className="column__name">
        <div className="column__line">
          <span className="column__title">
            {name}
            {unit === "" ? null : <span className="column__unit">{columnText("unit", { unit })}</span>}
          </span>
          <span className="column__examples" title={profile.examples.join(" · ")}>
            {profile.examples.slice(0, 3).join(" · ")}
          </span>
        </div>
      </th>
      <td>
        {isTarget ? (
          <span className="badge badge--good">{columnText("target")}</span>
        ) : (
          <label className="switch">
            <input
              type="checkbox"
              aria-label={columnText("use", { column: name })}
              checked={rule.role === "used"}
              onChange={(event) => onChange(name, { role: event.target.checked ? "used" : "aside" })}
            />
            <span aria-hidden="true">{columnText(rule.role === "used" || isWeight ? rule.role : "aside")}</span>
          </label>
        )}
        <span className={isPlainRole ? "visually-hidden" : "column__reason"}>{rule.roleReason}</span>
      </td>
      <td className="column__type">
        <select
          className="select column__select"
          aria-label={columnText("typeOf", { column: name })}
          value={rule.type}
          onChange={(event) => {
            const type = COLUMN_TYPES.find((known) => known === event.target.value);
            if (type) onChange(name, { type });
          }}
        >
          {COLUMN_TYPES.map((type) => (
            <option key={type} value={type}>
              {columnText("typeName", { type })}
            </option>
          ))}
        </select>
        <span className={isPlainType ? "visually-hidden" : "column__reason"}>{rule.typeReason}</span>
        {/* The reason of a type that was inferred tells of them. */}
        {rule.typeReason === SET_BY_YOU && profile.unreadable ? (
          <span className="column__reason">{columnText("unreadable", profile.unreadable)}</span>
        ) : null}
      </td>
      <td className="column__missing number">
        <div className="column__line">
          <ReadingDetails rule={rule} onChange={onChange} />
          <span className="column__share">
            {formatPart(profile.nMissing, profile.nRows)}
            <span className="column__meter" aria-hidden="true">
              <span style={{ width: `${(100 * profile.nMissing) / Math.max(1, profile.nRows)}%` }} />
            </span>
          </span>
        </div>
      </td>
      <td className="number">{formatCount(profile.nUnique)}</td>
      <td>
        <ColumnPicture profile={profile} rule={rule} />
      </td>
    </tr>
  );
});

/** How the cells are read: what stands for missing, and the marks of numbers and dates. */
function ReadingDetails({ rule, onChange }: Omit<ColumnRowProps, "column"> & { readonly rule: ColumnRule }) {
  const { name, missingMarkers } = rule;
  return (
    <details className="column__reading">
      <summary>
        {columnText("missingMarkers", { markers: missingMarkers })}
        <span className="visually-hidden"> {columnText("countAsMissing", { column: name })}</span>
      </summary>
      <MarkersField
        name={name}
        markers={missingMarkers}
        onChange={(markers) => onChange(name, { missingMarkers: markers })}
      />
      {rule.type === "number" ? (
        <select
          className="select column__select"
          aria-label={columnText("decimalMark", { column: name })}
          value={rule.decimalMark}
          onChange={(event) => onChange(name, { decimalMark: event.target.value === "," ? "," : "." })}
        >
          <option value=".">{columnText("point")}</option>
          <option value=",">{columnText("comma")}</option>
        </select>
      ) : null}
      {rule.type === "number" && rule.role !== "target" ? (
        <label className="switch" title={columnText("weightHint")}>
          <input
            type="checkbox"
            aria-label={columnText("weightOf", { column: name })}
            checked={rule.role === "weight"}
            onChange={(event) => onChange(name, { role: event.target.checked ? "weight" : "used" })}
          />
          <span aria-hidden="true">{columnText("weight")}</span>
        </label>
      ) : null}
      {rule.type === "date" ? (
        <select
          className="select column__select"
          aria-label={columnText("dateFormat", { column: name })}
          value={rule.dateFormat}
          onChange={(event) => onChange(name, { dateFormat: event.target.value })}
        >
          {[...new Set([...DATE_FORMATS, rule.dateFormat])].map((format) => (
            <option key={format} value={format}>
              {columnText("dateFormatName", { format })}
            </option>
          ))}
        </select>
      ) : null}
    </details>
  );
}

interface MarkersFieldProps {
  readonly name: string;
  readonly markers: readonly string[];
  readonly onChange: (markers: string[]) => void;
}

/** Texts that mean "missing"; taken over on leaving the field or pressing Enter. */
function MarkersField({ name, markers, onChange }: MarkersFieldProps) {
  const current = formatMarkers(markers);
  const [text, setText] = useState(current);
  useEffect(() => setText(current), [current]);
  const take = () => {
    const next = parseMarkers(text);
    if (formatMarkers(next) === current) setText(current);
    else onChange(next);
  };
  return (
    <input
      className="input column__markers"
      aria-label={columnText("markersOf", { column: name })}
      title={columnText("markersTitle")}
      placeholder={columnText("markersHint")}
      value={text}
      spellCheck={false}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter") take();
        if (event.key === "Escape") setText(current);
      }}
    />
  );
}
