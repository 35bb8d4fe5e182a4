import { type RefObject, useEffect, useRef } from "react";
import { inspectorText } from "../../base/texts/studio/inspector.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { trainingSettingsSchema } from "../../pipeline/document.ts";
import {
  blockLabel,
  endGesture,
  renamePipeline,
  setTraining,
  updateSettings,
  useDocument,
} from "../document/document-store.ts";
import { useSelection } from "../document/selection.ts";
import { type SettingField, settingFields, trainingFields } from "../document/setting-fields.ts";
import { shownName } from "../document/shown-name.ts";
import { useProblems } from "../document/use-problems.ts";
import { isAboutBlock, useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { StaleBadge } from "../session/stale-note.tsx";
import { BlockDocs } from "./block-docs.tsx";
import { SettingsForm } from "./settings-form.tsx";

/** Pixels above the name of a block that the panel has scrolled to. */
const HEAD_GAP = 16;

/** Settings of the selected block, or of the whole pipeline where none is selected. */
export function Inspector() {
  const selected = useSelection((state) => state.blocks);
  const block = useDocument(({ document }) =>
    selected.length === 1 ? document.blocks.find(({ id }) => id === selected[0]) : undefined,
  );
  return (
    <section className="inspector" aria-label={inspectorText("title")} onBlur={endGesture}>
      {block ? <BlockInspector key={block.id} id={block.id} /> : <PipelineInspector count={selected.length} />}
    </section>
  );
}

/** Where open settings of the training push it below the edge of the panel, the panel scrolls to it: else a block seems to have none. */
function useInSight(head: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const panel = head.current?.closest(".workspace__right");
    if (!head.current || !panel) return;
    const [own, seen] = [head.current.getBoundingClientRect(), panel.getBoundingClientRect()];
    if (own.top < seen.top || own.bottom > seen.bottom) panel.scrollTop += own.top - seen.top - HEAD_GAP;
  }, [head]);
}

function BlockInspector({ id }: { readonly id: string }) {
  const instance = useDocument(({ document }) => document.blocks.find((other) => other.id === id));
  const label = useDocument(({ document }) => blockLabel(document, id));
  const problems = useProblems(id);
  const explanation = useSession((session) => session.report?.explanations.find((other) => other.block === id));
  const run = useRun("results");
  const block = instance && catalogue.get(instance.type);
  const head = useRef<HTMLElement>(null);
  useInSight(head);
  if (!instance) return null;
  return (
    <div className="stack">
      <header ref={head}>
        <h3 className="inspector__title">{label}</h3>
        <p className="hint">{block?.spec.summary ?? inspectorText("unknownBlock")}</p>
      </header>
      {problems.map((problem) => (
        <p key={problem} className="error-text">
          {problem}
        </p>
      ))}
      {block && (
        <SettingsForm
          fields={settingFields(block)}
          schema={block.spec.settings}
          values={instance.settings}
          inputTypes={block.spec.inputs.map((port) => port.type)}
          onChange={(settings, key) => updateSettings(id, settings, `${id}.${key}`)}
        />
      )}
      {explanation && isAboutBlock(run, instance) && (
        <div className={`inspector__learned${run.isStale ? " stale" : ""}`}>
          <div className="row">
            <h4>{inspectorText("learned")}</h4>
            <StaleBadge part="results" />
          </div>
          <p>{explanation.summary}</p>
        </div>
      )}
      {block && <BlockDocs type={block.spec.id} title={block.spec.title} />}
    </div>
  );
}

/** What concerns the pipeline as a whole; budget, engine and how to learn stand beside the Train button. */
const PIPELINE_FIELDS = ["trainFraction", "validationFraction", "maxSteps"] as const;

function pipelineFields(): readonly SettingField[] {
  return trainingFields().flatMap((field) => {
    const key = PIPELINE_FIELDS.find((known) => known === field.key);
    return key ? [{ ...field, description: inspectorText("fieldHint", { field: key }) }] : [];
  });
}

const sharesSchema = trainingSettingsSchema.refine(
  ({ trainFraction, validationFraction }) => trainFraction + validationFraction <= 1,
  { error: () => inspectorText("shares") },
);

function PipelineInspector({ count }: { readonly count: number }) {
  const training = useDocument(({ document }) => document.training);
  const name = useDocument(({ document }) => document.name);
  return (
    <div className="stack">
      <header>
        <h3 className="inspector__title">{inspectorText("wholePipeline")}</h3>
        <p className="hint">{count > 1 ? inspectorText("several", { count }) : inspectorText("none")}</p>
      </header>
      <div className="stack settings">
        <label className="field">
          <span className="field__label">{inspectorText("pipelineName")}</span>
          <input
            className="input"
            type="text"
            autoComplete="off"
            value={shownName(name)}
            onChange={(event) => renamePipeline(event.target.value)}
          />
          <span className="hint">{inspectorText("pipelineNameHint")}</span>
        </label>
      </div>
      <SettingsForm
        fields={pipelineFields()}
        schema={sharesSchema}
        values={training}
        inputTypes={[]}
        onChange={(settings, key) => setTraining(trainingSettingsSchema.parse(settings), `training.${key}`)}
      />
    </div>
  );
}
