import { useId } from "react";
import { studioSplitText } from "../../base/texts/studio/data.ts";
import type { ValueCount } from "../../table/split/recognise-parts.ts";
import { SPLITS } from "../../table/split/shares.ts";
import type { SplitMethod } from "../../table/split/split-method.ts";
import { decideSplit } from "../document/document-store.ts";
import { fileTests, withPart } from "./split-choices.ts";

/** What each value of the column that tells the split means, or each file. */
export function SplitParts({
  split,
  values,
}: {
  readonly split: Extract<SplitMethod, { readonly by: "column" | "files" }>;
  readonly values: readonly ValueCount[];
}) {
  const isByFile = split.by === "files";
  const words = {
    train: studioSplitText("train"),
    validation: studioSplitText("validation"),
    test: studioSplitText("test"),
  };
  const ids = useId();
  return (
    <fieldset className="split__parts">
      <legend className="field__label">
        {isByFile ? studioSplitText("filesTitle") : studioSplitText("partsTitle", { column: split.column })}
      </legend>
      {values.map(({ value, count }, index) => (
        <div key={value} className="field split__part">
          <label htmlFor={`${ids}-${index}`}>{studioSplitText("part", { value, count })}</label>
          <select
            id={`${ids}-${index}`}
            className="select"
            value={split.parts.find((part) => part.value === value)?.split ?? (isByFile ? "train" : "none")}
            onChange={(event) => {
              const chosen = SPLITS.find((name) => name === event.target.value);
              decideSplit({ ...split, parts: withPart(split.parts, value, chosen) });
            }}
          >
            {SPLITS.map((name) => (
              <option key={name} value={name}>
                {words[name]}
              </option>
            ))}
            {isByFile ? null : <option value="none">{studioSplitText("none")}</option>}
          </select>
          {isByFile ? (
            <button
              type="button"
              className="button button--small"
              aria-label={studioSplitText("aloneFile", { file: value })}
              onClick={() => decideSplit(fileTests(value))}
            >
              {studioSplitText("alone")}
            </button>
          ) : null}
        </div>
      ))}
    </fieldset>
  );
}
