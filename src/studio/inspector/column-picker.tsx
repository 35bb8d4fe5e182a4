import { useId, useState } from "react";
import { inspectorText } from "../../base/texts/studio/inspector.ts";
import { columnsSetting } from "../../blocks/kit/columns.ts";
import type { PortType } from "../../blocks/ports.ts";
import type { DatasetSchema } from "../../table/types.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";

interface ColumnPickerProps {
  readonly title: string;
  readonly hint: string;
  readonly value: unknown;
  readonly inputTypes: readonly PortType[];
  readonly onChange: (value: unknown) => void;
}

const MODES = ["all", "only", "except"] as const;

/** From how many columns on a search field helps. */
const MANY = 12;

/** Which columns a block works on. Columns of another table, which this one lacks, stay listed, so that none is lost. */
export function ColumnPicker({ title, hint, value, inputTypes, onChange }: ColumnPickerProps) {
  const id = useId();
  const [search, setSearch] = useState("");
  const schema = useSession(({ table }) => viewOf(table)?.schema);
  const setting = columnsSetting.parse(value ?? undefined);
  const offered = [...new Set([...columnsOf(schema, inputTypes), ...setting.names])];
  const shown = offered.filter((name) => name.toLowerCase().includes(search.trim().toLowerCase()));
  const toggle = (name: string) => {
    const names = setting.names.includes(name)
      ? setting.names.filter((other) => other !== name)
      : [...setting.names, name];
    onChange({ ...setting, names });
  };
  return (
    <fieldset className="field" aria-describedby={`${id}-hint`}>
      <legend className="field__label">{title}</legend>
      <div className="row">
        {MODES.map((mode) => (
          <label key={mode} className="checkbox">
            <input
              type="radio"
              name={id}
              checked={setting.mode === mode}
              onChange={() => onChange({ ...setting, mode })}
            />
            <span>{inspectorText("columnMode", { mode })}</span>
          </label>
        ))}
      </div>
      {setting.mode !== "all" && (
        <div className="column-list">
          {offered.length > MANY && (
            <input
              type="search"
              className="input"
              aria-label={inspectorText("searchFor", { what: title })}
              placeholder={inspectorText("searchColumns")}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          )}
          {shown.map((name) => (
            <label key={name} className="checkbox">
              <input type="checkbox" checked={setting.names.includes(name)} onChange={() => toggle(name)} />
              <span>{name}</span>
            </label>
          ))}
          {offered.length === 0 && <p className="hint">{inspectorText("noColumns")}</p>}
        </div>
      )}
      <p id={`${id}-hint`} className="hint">
        {hint}
      </p>
    </fieldset>
  );
}

/** Columns that can arrive at such inputs, by the names that the file gives them. */
function columnsOf(schema: DatasetSchema | undefined, inputTypes: readonly PortType[]): readonly string[] {
  if (!schema) return [];
  const takes = (type: PortType) => inputTypes.includes(type);
  const numbers = takes("number") || takes("features") ? schema.numbers : [];
  const categories = takes("category") || takes("features") ? schema.categories : [];
  return [...numbers, ...categories].map((column) => column.name);
}
