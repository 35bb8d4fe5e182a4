import { useId, useState } from "react";
import type { z } from "zod";
import { inspectorText } from "../../base/texts/studio/inspector.ts";
import { optionName } from "../../blocks/kit/option-name.ts";
import type { PortType } from "../../blocks/ports.ts";
import { rangeWords } from "../../pipeline/number-range.ts";
import { type SettingField, valueIn } from "../document/setting-fields.ts";
import { ColumnPicker } from "./column-picker.tsx";

type Values = Readonly<Record<string, unknown>>;

interface SettingsFormProps {
  readonly fields: readonly SettingField[];
  readonly schema: z.ZodType;
  readonly values: Values;
  /** What arrives at the block: decides which columns can be picked. */
  readonly inputTypes: readonly PortType[];
  /** Called with settings that the schema accepts, and the key of the field that changed. */
  readonly onChange: (values: Record<string, unknown>, key: string) => void;
}

/** A form for any settings: what the schema refuses stays in the field, with what was expected. */
export function SettingsForm({ fields, schema, values, inputTypes, onChange }: SettingsFormProps) {
  if (fields.length === 0) return <p className="hint">{inspectorText("noSettings")}</p>;
  return (
    <div className="stack settings">
      {fields.map((field) => (
        <Field
          key={field.key}
          field={field}
          value={valueIn(values, field)}
          inputTypes={inputTypes}
          // A field's own issue only: another field's refused text never reached the document.
          check={(value) => {
            const result = schema.safeParse({ ...values, [field.key]: value });
            return result.error?.issues[0]?.message;
          }}
          onChange={(value) => onChange({ ...values, [field.key]: value }, field.key)}
        />
      ))}
    </div>
  );
}

interface FieldProps {
  readonly field: SettingField;
  readonly value: unknown;
  readonly inputTypes: readonly PortType[];
  readonly check: (value: unknown) => string | undefined;
  readonly onChange: (value: unknown) => void;
}

function Field({ field, value, inputTypes, check, onChange }: FieldProps) {
  const id = useId();
  const described = field.description ? { "aria-describedby": `${id}-hint` } : {};
  const hint = field.description && (
    <p id={`${id}-hint`} className="hint">
      {field.description}
    </p>
  );
  switch (field.kind) {
    case "select":
      return (
        <div className="field">
          <label className="field__label" htmlFor={id}>
            {field.title}
          </label>
          <select
            id={id}
            className="select"
            value={String(value ?? field.initial)}
            onChange={(event) => onChange(event.target.value)}
            {...described}
          >
            {field.options.map((option) => (
              <option key={option} value={option}>
                {optionName(option)}
              </option>
            ))}
          </select>
          {hint}
        </div>
      );
    case "checkbox":
      return (
        <div className="field">
          <label className="checkbox">
            <input
              type="checkbox"
              checked={value === true}
              onChange={(event) => onChange(event.target.checked)}
              {...described}
            />
            <span>{field.title}</span>
          </label>
          {hint}
        </div>
      );
    case "columns":
      return (
        <ColumnPicker
          title={field.title}
          hint={field.description}
          value={value}
          inputTypes={inputTypes}
          onChange={onChange}
        />
      );
    case "number":
    case "text":
    case "json":
      return <TypedField id={id} field={field} value={value} check={check} onChange={onChange} />;
    default:
      return field satisfies never;
  }
}

interface TypedFieldProps extends Omit<FieldProps, "inputTypes"> {
  readonly id: string;
}

/** A field of typed text. What was typed is kept, and reaches the document only while the schema accepts it. */
function TypedField({ id, field, value, check, onChange }: TypedFieldProps) {
  const shown = textOf(field, value);
  const [draft, setDraft] = useState<{ readonly text: string; readonly of: string }>();
  // A draft belongs to the value that it was typed over: undo and other edits put it aside.
  const text = draft && (draft.of === shown || draft.of === "") ? draft.text : shown;
  const problem = text === shown ? undefined : problemOf(field, text, check);
  const type = (next: string) => {
    const parsed = parse(field, next);
    const isFine = parsed.problem === undefined && check(parsed.value) === undefined;
    setDraft({ text: next, of: isFine ? textOf(field, parsed.value) : shown });
    if (isFine) onChange(parsed.value);
  };
  const shared = {
    id,
    value: text,
    "aria-invalid": problem !== undefined,
    "aria-describedby": `${id}-hint${problem === undefined ? "" : ` ${id}-error`}`,
    onBlur: () => problem === undefined && setDraft(undefined),
  };
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {field.title}
      </label>
      {field.kind === "json" ? (
        <textarea
          {...shared}
          className="input input--code"
          rows={3}
          spellCheck={false}
          onChange={(event) => type(event.target.value)}
        />
      ) : (
        <input
          {...shared}
          className="input"
          type="text"
          inputMode={field.kind === "number" ? "decimal" : "text"}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => type(event.target.value)}
        />
      )}
      {problem !== undefined && (
        <p id={`${id}-error`} className="error-text" role="alert">
          {problem}
        </p>
      )}
      <p id={`${id}-hint`} className="hint">
        {[field.description, rangeText(field)].filter(Boolean).join(" ")}
      </p>
    </div>
  );
}

function textOf(field: SettingField, value: unknown): string {
  if (field.kind === "json") return value === undefined ? "" : JSON.stringify(value);
  return value === undefined ? "" : String(value);
}

interface Parsed {
  readonly value: unknown;
  readonly problem?: string;
}

function parse(field: SettingField, text: string): Parsed {
  if (field.kind === "text") return { value: text };
  if (text.trim() === "") {
    return field.initial === undefined
      ? { value: undefined }
      : { value: undefined, problem: inspectorText("needsValue") };
  }
  if (field.kind === "number") {
    const value = Number(text.trim());
    return Number.isFinite(value) ? { value } : { value, problem: inspectorText("needsNumber", { got: text }) };
  }
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    return {
      value: undefined,
      problem: inspectorText("needsJson", { reason: error instanceof Error ? error.message : undefined }),
    };
  }
}

function problemOf(field: SettingField, text: string, check: FieldProps["check"]): string | undefined {
  const { value, problem } = parse(field, text);
  if (problem !== undefined) return problem;
  const issue = check(value);
  if (issue === undefined) return undefined;
  const got = text.trim();
  return isOutside(field, value)
    ? inspectorText("outside", { range: rangeText(field), got })
    : inspectorText("refused", { issue, got });
}

function isOutside(field: SettingField, value: unknown): boolean {
  if (field.kind !== "number" || typeof value !== "number") return false;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field;
  const isTooSmall = value < min || (field.isAboveMin && value === min);
  const isTooLarge = value > max || (field.isBelowMax && value === max);
  return isTooSmall || isTooLarge || (field.isInteger && !Number.isInteger(value));
}

function rangeText(field: SettingField): string {
  if (field.kind !== "number") return "";
  return inspectorText("range", { isInteger: field.isInteger, range: rangeWords(field) });
}
