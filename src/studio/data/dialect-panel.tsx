import { useId } from "react";
import { formatBytes, formatCount } from "../../base/numbers.ts";
import type { Dialect, SourceFile } from "../../table/types.ts";
import { useSession } from "../session/session-store.ts";
import { delimiterName, dialectOptions, encodingName, quoteName } from "./dialect-words.ts";

/** How each file was read, and a way to say otherwise, for all of them at once. */
export function DialectPanel({
  sources,
  isLocked,
}: {
  readonly sources: readonly SourceFile[];
  readonly isLocked: boolean;
}) {
  const { changeDialect } = useSession.getState();
  const first = sources[0];
  if (!first) return null;
  const { dialect } = first;
  const options = dialectOptions(dialect);
  return (
    <details className="panel">
      <summary>How the {sources.length === 1 ? "file was" : "files were"} read</summary>
      <div className="panel__body">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section className="scroll-box" aria-label="Files, scrollable" tabIndex={0}>
          <table className="table">
            <caption className="table-caption">What was found in each file</caption>
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col">Size</th>
                <th scope="col">Rows</th>
                <th scope="col">Between cells</th>
                <th scope="col">Quotes</th>
                <th scope="col">Encoding</th>
                <th scope="col">First line</th>
              </tr>
            </thead>
            <tbody>
              {sources.map((source, index) => (
                <tr key={`${index}-${source.name}`}>
                  <th scope="row">{source.name}</th>
                  <td>{formatBytes(source.sizeBytes)}</td>
                  <td>{formatCount(source.nRows)}</td>
                  <td>{delimiterName(source.dialect.delimiter)}</td>
                  <td>{quoteName(source.dialect.quote)}</td>
                  <td>{encodingName(source.dialect.encoding)}</td>
                  <td>{source.dialect.hasHeader ? "column names" : "already data"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <fieldset className="dialect" disabled={isLocked}>
          <legend className="hint">
            Read {sources.length === 1 ? "it" : "all of them"} in another way; the choices made so far are kept where
            they fit
          </legend>
          <Choice
            label="Between cells"
            value={dialect.delimiter}
            options={options.delimiters.map((value) => ({ value, label: delimiterName(value) }))}
            onChange={(delimiter) => void changeDialect({ delimiter })}
          />
          <Choice
            label="Quotes"
            value={dialect.quote}
            options={options.quotes.map((value) => ({ value, label: quoteName(value) }))}
            onChange={(quote) => void changeDialect({ quote })}
          />
          <Choice
            label="Encoding"
            value={dialect.encoding}
            options={options.encodings.map((value) => ({ value, label: encodingName(value) }))}
            onChange={(encoding) => void changeDialect({ encoding })}
          />
          <Choice
            label="First line"
            value={dialect.hasHeader ? "header" : "data"}
            options={[
              { value: "header", label: "column names" },
              { value: "data", label: "already data" },
            ]}
            onChange={(value) => void changeDialect({ hasHeader: value === "header" })}
          />
        </fieldset>
      </div>
    </details>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: Dialect[Exclude<keyof Dialect, "hasHeader">];
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className="field__label">
        {label}
      </label>
      <select id={id} className="select" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
