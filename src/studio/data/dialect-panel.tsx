import { formatBytes, formatCount } from "../../base/numbers.ts";
import { fileText } from "../../base/texts/studio/data.ts";
import type { SourceFile } from "../../table/types.ts";
import { useSession } from "../session/session-store.ts";
import { SelectField } from "../ui/select-field.tsx";
import { ColumnStarts } from "./column-starts.tsx";
import { dialectOptions } from "./dialect-words.ts";
import { SkipRowsField } from "./skip-rows-field.tsx";

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
      <summary>{fileText("howRead", { nFiles: sources.length })}</summary>
      <div className="panel__body">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section className="scroll-box" aria-label={fileText("scrollable")} tabIndex={0}>
          <table className="table">
            <caption className="table-caption">{fileText("caption")}</caption>
            <thead>
              <tr>
                <th scope="col">{fileText("file")}</th>
                <th scope="col">{fileText("size")}</th>
                <th scope="col">{fileText("rows")}</th>
                <th scope="col">{fileText("delimiter")}</th>
                <th scope="col">{fileText("quote")}</th>
                <th scope="col">{fileText("encoding")}</th>
                <th scope="col">{fileText("firstLine")}</th>
              </tr>
            </thead>
            <tbody>
              {sources.map((source, index) => (
                <tr key={`${index}-${source.name}`}>
                  <th scope="row">{source.name}</th>
                  <td>{formatBytes(source.sizeBytes)}</td>
                  <td>{formatCount(source.nRows)}</td>
                  <td>{fileText("delimiterName", { delimiter: source.dialect.delimiter })}</td>
                  <td>{fileText("quoteName", { quote: source.dialect.quote })}</td>
                  <td>{fileText("encodingName", { encoding: source.dialect.encoding })}</td>
                  <td>{fileText(source.dialect.hasHeader ? "columnNames" : "alreadyData")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <fieldset className="dialect" disabled={isLocked}>
          <legend className="hint">{fileText("readAgain", { nFiles: sources.length })}</legend>
          <SelectField
            label={fileText("delimiter")}
            value={dialect.delimiter}
            options={options.delimiters.map((value) => ({
              value,
              label: fileText("delimiterName", { delimiter: value }),
            }))}
            onChange={(delimiter) => void changeDialect({ delimiter })}
          />
          {dialect.delimiter.startsWith("fixed:") ? (
            <ColumnStarts delimiter={dialect.delimiter} onChange={(delimiter) => void changeDialect({ delimiter })} />
          ) : null}
          <SelectField
            label={fileText("quote")}
            value={dialect.quote}
            options={options.quotes.map((value) => ({ value, label: fileText("quoteName", { quote: value }) }))}
            onChange={(quote) => void changeDialect({ quote })}
          />
          <SelectField
            label={fileText("encoding")}
            value={dialect.encoding}
            options={options.encodings.map((value) => ({
              value,
              label: fileText("encodingName", { encoding: value }),
            }))}
            onChange={(encoding) => void changeDialect({ encoding })}
          />
          <SelectField
            label={fileText("firstLine")}
            value={dialect.hasHeader ? "header" : "data"}
            options={[
              { value: "header", label: fileText("columnNames") },
              { value: "data", label: fileText("alreadyData") },
            ]}
            onChange={(value) => void changeDialect({ hasHeader: value === "header" })}
          />
          <SkipRowsField skipRows={dialect.skipRows} />
          <SelectField
            label={fileText("noRecords")}
            value={dialect.keepAll ? "kept" : "aside"}
            options={[
              { value: "aside", label: fileText("asideRows") },
              { value: "kept", label: fileText("keptRows") },
            ]}
            onChange={(value) => void changeDialect({ keepAll: value === "kept" })}
          />
        </fieldset>
      </div>
    </details>
  );
}
