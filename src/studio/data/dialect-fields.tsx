import { fileText } from "../../base/texts/studio/data.ts";
import { SAMPLE_SEED } from "../../table/drawn-rows.ts";
import type { Dialect } from "../../table/types.ts";
import { useSession } from "../session/session-store.ts";
import { SelectField } from "../ui/select-field.tsx";
import { ColumnStarts } from "./column-starts.tsx";
import { CountField } from "./count-field.tsx";
import { dialectOptions } from "./dialect-words.ts";

/** How text becomes cells. */
export function TextFields({ dialect }: { readonly dialect: Dialect }) {
  const { changeDialect } = useSession.getState();
  const options = dialectOptions(dialect);
  return (
    <>
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
    </>
  );
}

/** Which rows are records, and which one names the columns. */
export function RecordFields({ dialect }: { readonly dialect: Dialect }) {
  const { changeDialect } = useSession.getState();
  return (
    <>
      <SelectField
        label={fileText("firstLine")}
        value={dialect.hasHeader ? "header" : "data"}
        options={[
          { value: "header", label: fileText("columnNames") },
          { value: "data", label: fileText("alreadyData") },
        ]}
        onChange={(value) => void changeDialect({ hasHeader: value === "header" })}
      />
      <CountField
        label={fileText("skipRows")}
        value={dialect.skipRows}
        placeholder={fileText("skipRowsHint")}
        least={0}
        onChange={(skipRows) => void changeDialect({ skipRows })}
      />
      <SelectField
        label={fileText("noRecords")}
        value={dialect.keepAll ? "kept" : "aside"}
        options={[
          { value: "aside", label: fileText("asideRows") },
          { value: "kept", label: fileText("keptRows") },
        ]}
        onChange={(value) => void changeDialect({ keepAll: value === "kept" })}
      />
    </>
  );
}

/** Of all files alike; empty: all rows are read. */
export function RowSampleField({ rowSample }: Pick<Dialect, "rowSample">) {
  const { changeDialect } = useSession.getState();
  return (
    <CountField
      label={fileText("rowSample")}
      value={rowSample?.oneIn}
      placeholder={fileText("allRows")}
      least={2}
      onChange={(oneIn) =>
        void changeDialect({ rowSample: oneIn === undefined ? undefined : { seed: SAMPLE_SEED, ...rowSample, oneIn } })
      }
    />
  );
}
