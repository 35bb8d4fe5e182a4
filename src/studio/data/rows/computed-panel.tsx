import { computedText } from "../../../base/texts/studio/row-filter.ts";
import { blocksBehindTable, withBlockBehindTable } from "../../../pipeline/block-behind-table.ts";
import { catalogue } from "../../../pipeline/catalogue.ts";
import {
  addBehindTable,
  blockLabel,
  leaveOutBlocks,
  updateSettings,
  useDocument,
} from "../../document/document-store.ts";
import { settingFields } from "../../document/setting-fields.ts";
import { useProblems } from "../../document/use-problems.ts";
import { SettingsForm } from "../../inspector/settings-form.tsx";
import { focusOn } from "../../ui/focus-on.ts";
import "./rows.css";

/** Where the focus goes when the pressed button has gone. */
const PLACE = "computed-columns";
const OFFERED = blocksBehindTable(catalogue);

/** Columns that follow from others: blocks of the pipeline that stand right behind the table. */
export function ComputedPanel({ isLocked }: { readonly isLocked: boolean }) {
  const document = useDocument((state) => state.document);
  const ids = document.blocks.filter(({ type }) => OFFERED.some(({ spec }) => spec.id === type)).map(({ id }) => id);
  const canAdd = OFFERED.some((block) => withBlockBehindTable(document, catalogue, block) !== undefined);
  return (
    <details className="panel">
      <summary id={PLACE}>
        {computedText("title")} <span className="hint">{computedText("count", { count: ids.length })}</span>
      </summary>
      <div className="panel__body">
        <p className="hint">{computedText("hint")}</p>
        {ids.map((id) => (
          <ComputedColumn key={id} id={id} isLocked={isLocked} />
        ))}
        {canAdd ? null : <p className="hint">{computedText("noNumbers")}</p>}
        <div className="row">
          {OFFERED.map(({ spec }) => (
            <button
              key={spec.id}
              type="button"
              className="button"
              disabled={isLocked || !canAdd}
              onClick={() => addBehindTable(spec.id)}
            >
              {computedText("add")}
            </button>
          ))}
        </div>
      </div>
    </details>
  );
}

function ComputedColumn({ id, isLocked }: { readonly id: string; readonly isLocked: boolean }) {
  const instance = useDocument(({ document }) => document.blocks.find((other) => other.id === id));
  const title = useDocument(({ document }) => blockLabel(document, id));
  const problems = useProblems(id);
  const block = instance && catalogue.get(instance.type);
  if (!instance || !block) return null;
  return (
    <fieldset className="computed" disabled={isLocked}>
      <legend>{title}</legend>
      <SettingsForm
        fields={settingFields(block)}
        schema={block.spec.settings}
        values={instance.settings}
        inputTypes={block.spec.inputs.map((port) => port.type)}
        onChange={(settings, key) => updateSettings(id, settings, `${id}.${key}`)}
      />
      {problems.map((problem) => (
        <p key={problem} className="error-text">
          {problem}
        </p>
      ))}
      <div className="row">
        <button
          type="button"
          className="button button--small"
          aria-label={computedText("leaveOut", { title })}
          onClick={() => {
            leaveOutBlocks([id]);
            focusOn(`#${PLACE}`);
          }}
        >
          {computedText("leaveOutShort")}
        </button>
      </div>
    </fieldset>
  );
}
