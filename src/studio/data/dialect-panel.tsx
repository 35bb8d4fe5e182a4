import { formatBytes, formatCount } from "../../base/numbers.ts";
import { fileText } from "../../base/texts/studio/data.ts";
import type { SourceFile } from "../../table/types.ts";
import { RecordFields, RowSampleField, TextFields } from "./dialect-fields.tsx";
import { hasRecords, isText, shownDialect } from "./dialect-words.ts";
import { PartPicker } from "./part-picker.tsx";

/** How each file was read, and a way to say otherwise, for all of them at once. */
export function DialectPanel({
  sources,
  isLocked,
}: {
  readonly sources: readonly SourceFile[];
  readonly isLocked: boolean;
}) {
  // What is chosen is for all files; it is shown as it is in the first that has such a thing.
  const text = sources.find(({ dialect }) => isText(dialect))?.dialect;
  const records = sources.find(({ dialect }) => hasRecords(dialect))?.dialect;
  if (sources.length === 0) return null;
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
                <th scope="col" className="number">
                  {fileText("size")}
                </th>
                <th scope="col" className="number">
                  {fileText("rows")}
                </th>
                <th scope="col">{fileText("kind")}</th>
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
                  <td className="number">{formatBytes(source.sizeBytes)}</td>
                  <td className="number">{formatCount(source.nRows)}</td>
                  {shownDialect(source.dialect).map(([key, words]) => (
                    <td key={key}>{words}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <fieldset className="dialect" disabled={isLocked}>
          <legend className="hint">{fileText("readAgain", { nFiles: sources.length })}</legend>
          {sources.map((source, index) => (
            <PartPicker key={`${index}-${source.name}`} source={source} />
          ))}
          {text ? <TextFields dialect={text} /> : null}
          {records ? <RecordFields dialect={records} /> : null}
          <RowSampleField rowSample={sources.find(({ dialect }) => dialect.rowSample)?.dialect.rowSample} />
        </fieldset>
      </div>
    </details>
  );
}
