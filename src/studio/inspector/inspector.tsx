import { trainingSettingsSchema } from "../../pipeline/document.ts";
import { BlockActions } from "../canvas/block-actions.tsx";
import { ConnectionList } from "../canvas/connection-list.tsx";
import { catalogue } from "../document/catalogue.ts";
import { blockLabel, endGesture, setTraining, updateSettings, useDocument } from "../document/document-store.ts";
import { useSelection } from "../document/selection.ts";
import { schemaFields, settingFields } from "../document/setting-fields.ts";
import { useProblems } from "../document/use-problems.ts";
import { useSession } from "../session/session-store.ts";
import { BlockDocs } from "./block-docs.tsx";
import { SettingsForm } from "./settings-form.tsx";

/** Settings of the selected block, or of training where none is selected. */
export function Inspector() {
  const selected = useSelection((state) => state.blocks);
  const block = useDocument(({ document }) =>
    selected.length === 1 ? document.blocks.find(({ id }) => id === selected[0]) : undefined,
  );
  return (
    <section className="inspector card" aria-label="Inspector" onBlur={endGesture}>
      {block ? <BlockInspector key={block.id} id={block.id} /> : <TrainingInspector count={selected.length} />}
    </section>
  );
}

function BlockInspector({ id }: { readonly id: string }) {
  const instance = useDocument(({ document }) => document.blocks.find((other) => other.id === id));
  const label = useDocument(({ document }) => blockLabel(document, id));
  const problems = useProblems(id);
  const explanation = useSession((session) => session.report?.explanations.find((other) => other.block === id));
  const block = instance && catalogue.get(instance.type);
  if (!instance) return null;
  return (
    <div className="stack">
      <header>
        <h3 className="inspector__title">{label}</h3>
        <p className="hint">{block?.spec.summary ?? "This studio does not know this block."}</p>
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
      {explanation && (
        <div className="inspector__learned">
          <h4>What it learned</h4>
          <p>{explanation.summary}</p>
        </div>
      )}
      <div className="stack stack--tight">
        <h4>Connections</h4>
        <ConnectionList block={id} />
        <div className="row">
          <BlockActions block={id} />
        </div>
      </div>
      {block && <BlockDocs type={block.spec.id} title={block.spec.title} />}
    </div>
  );
}

/** Budget and engine stand beside the Train button. */
const ELSEWHERE = new Set(["budgetSeconds"]);
const TRAINING_WORDS: Readonly<Record<string, { readonly title?: string; readonly description: string }>> = {
  plan: {
    description:
      "Joint: all learns from training rows. Bilevel: the pipeline learns from validation rows, the model from training rows.",
  },
  optimiser: { description: "How a gradient becomes a step." },
  learningRate: { description: "How large a step is." },
  batchSize: { description: "Rows in each step." },
  maxSteps: { title: "Most steps", description: "Empty: the time budget alone decides." },
  weightDecay: { description: "Pulls the model's coefficients towards zero." },
  seed: { description: "The same seed gives the same split, batches and start." },
  trainFraction: { title: "Training share", description: "Of the labelled rows. What is left over is the test split." },
  validationFraction: { title: "Validation share", description: "Rows that choose the best moment." },
};

const trainingFields = schemaFields(trainingSettingsSchema)
  .filter((field) => !ELSEWHERE.has(field.key))
  .map((field) => ({ ...field, ...TRAINING_WORDS[field.key] }));

function TrainingInspector({ count }: { readonly count: number }) {
  const training = useDocument(({ document }) => document.training);
  return (
    <div className="stack">
      <header>
        <h3 className="inspector__title">Pipeline training</h3>
        <p className="hint">
          {count > 1
            ? `${count} blocks are selected; select one to see its settings.`
            : "Select a block to see its settings."}
        </p>
      </header>
      <SettingsForm
        fields={trainingFields}
        schema={trainingSettingsSchema}
        values={training}
        inputTypes={[]}
        onChange={(settings, key) => setTraining(trainingSettingsSchema.parse(settings), `training.${key}`)}
      />
    </div>
  );
}
