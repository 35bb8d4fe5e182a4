/** What is attacked: a seed gives a file, a record or a message, and an oracle says what is wrong with how it was taken. */
import { StudioError } from "../../../base/error.ts";
import { catalogue } from "../../../pipeline/catalogue.ts";
import { contentKey } from "../../../pipeline/content.ts";
import { documentSchema } from "../../../pipeline/document.ts";
import { readSaved } from "../../../studio/storage/document-record.ts";
import { applyRules } from "../../../table/apply-rules.ts";
import { Dice } from "../../../table/testing/fuzz/mutate.ts";
import { TASKS, type Task } from "../../../table/types.ts";
import { unitOf } from "../../../table/unit-of.ts";
import { predict } from "../../../training/predict.ts";
import type { TrainedPipeline } from "../../../training/types.ts";
import { requestSchema } from "../../../worker/protocol.ts";
import { csvText, file, setUp } from "../../../worker/testing/bench.ts";
import { readPipelineJson, writeDocumentJson, writePipelineJson } from "../../json.ts";
import { app, tinyDocument, tinyPipeline, tinyTable } from "../tiny-pipeline.ts";
import { damagedText, editedJson } from "./mutate-json.ts";

export interface Attack {
  /** @returns what is wrong, in words; nothing where all is well. */
  readonly problemsOf: (seed: number) => Promise<readonly string[]>;
}

/** A screen, and a little more. */
const LONGEST_MESSAGE = 2200;

function problemsOfError(error: unknown): readonly string[] {
  if (!(error instanceof StudioError)) {
    return [`raw exception: ${error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : String(error)}`];
  }
  return error.message.length > LONGEST_MESSAGE ? [`an error of ${error.message.length} characters`] : [];
}

/** All that a pipeline says of a table that it may meet, and all that training would go on from. */
async function meaningOf({ document, schema, predictor, soft, fileHashes, columns }: TrainedPipeline): Promise<string> {
  const { columns: cells } = applyRules(tinyTable(), document.rules, schema.target);
  const { values } = await predict(predictor, cells);
  const { target } = schema;
  const numbers = (tensors: Readonly<Record<string, Float32Array>>) =>
    Object.entries(tensors)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, tensor]) => [name, Array.from(tensor, String)]);
  return JSON.stringify([
    Array.from(values, String),
    target.classes.map(({ label }) => label),
    [target.name, target.task, unitOf(document.rules, target.name)],
    contentKey(document),
    [soft.statistics.split, soft.state.step, numbers(soft.state.parameters), numbers(soft.state.optimiser)],
    [fileHashes, columns],
  ]);
}

interface Original {
  readonly name: string;
  readonly text: string;
  readonly data: unknown;
  readonly meaning: string;
}

async function originals(): Promise<readonly Original[]> {
  const trained = async (task: Task): Promise<Original> => {
    const text = await writePipelineJson(tinyPipeline(task), { app, catalogue });
    const opened = await readPipelineJson(text, { catalogue });
    return { name: task, text, data: JSON.parse(text), meaning: await meaningOf(opened.trained!) };
  };
  const text = writeDocumentJson(tinyDocument, app);
  const untrained = { name: "untrained", text, data: JSON.parse(text), meaning: contentKey(tinyDocument) };
  return [...(await Promise.all(TASKS.map(trained))), untrained];
}

/** Files of pipelines: refused in words, or said to be changed, or the very same pipeline. */
async function pipelineAttack(): Promise<Attack> {
  const all = await originals();
  return {
    async problemsOf(seed) {
      const dice = new Dice(seed);
      const original = all[dice.below(all.length)];
      let { data } = original;
      const edits: string[] = [];
      for (let count = 1 + dice.below(3); count > 0; count--) {
        const { data: next, where } = editedJson(data, dice);
        data = next;
        edits.push(where);
      }
      const isDamaged = dice.below(6) === 0;
      const text = isDamaged ? damagedText(original.text, dice) : JSON.stringify(data);
      try {
        const opened = await readPipelineJson(text, { catalogue, name: "p.json" });
        const isSaid = opened.notes.length > 0;
        const meaning = opened.trained ? await meaningOf(opened.trained) : contentKey(opened.document);
        // A bare document, and a pipeline that lost its trained part, say nothing that they were not.
        if (isSaid || meaning === original.meaning || !opened.trained) return [];
        return [`${original.name}, ${isDamaged ? "damaged text" : edits.join(" and ")}: another pipeline, in silence`];
      } catch (error) {
        return problemsOfError(error).map((problem) => `${original.name}, ${edits.join(" and ")}: ${problem}`);
      }
    },
  };
}

/** Records of this browser's storage: refused, or read so that saving them again loses nothing that was not named. */
function recordAttack(): Attack {
  const record = { document: tinyDocument, suggestion: tinyDocument, sample: "penguins" };
  return {
    async problemsOf(seed) {
      const dice = new Dice(seed);
      const { data, where } = editedJson(record, dice);
      try {
        const { unknown, ...saved } = readSaved(data);
        const again = readSaved(structuredClone(saved));
        const isSame = contentKey(again.document) === contentKey(saved.document);
        return isSame && again.unknown === undefined ? [] : [`${where}: saved again, it is another document`];
      } catch (error) {
        // Of a record that is no object at all, the schema's own error is what the caller takes.
        return error instanceof Error && error.name === "ZodError" ? [] : problemsOfError(error);
      }
    },
  };
}

/** Messages from the page: refused by their schema, or answered, or refused in words. */
async function messageAttack(): Promise<Attack> {
  const rows = file("rows.csv", csvText());
  const trained = await writePipelineJson(tinyPipeline("binary"), { app, catalogue });
  const document = documentSchema.parse(structuredClone(tinyDocument));
  const training = { ...document.training, maxSteps: 2, budgetSeconds: 0.2 };
  const requests = [
    { type: "openTable", files: [rows], decisions: document.table, requestId: 1 },
    { type: "train", document: { ...document, training }, engine: "auto", resume: false, paceMs: 0 },
    { type: "control", command: "stop" },
    { type: "openPipeline", name: "p.json", text: trained },
    { type: "predict", files: [rows], isForced: true },
    { type: "exportPipeline" },
  ];
  return {
    async problemsOf(seed) {
      const dice = new Dice(seed);
      const { data, where } = editedJson(dice.oneOf(requests), dice);
      const parsed = requestSchema.safeParse(data);
      if (!parsed.success) return [];
      const { ask } = setUp();
      try {
        // Something is open and trained when the message arrives, or nothing is.
        if (dice.below(2) === 0) await ask({ type: "openPipeline", name: "p.json", text: trained });
        await ask(parsed.data);
        return [];
      } catch (error) {
        return problemsOfError(error).map((problem) => `${parsed.data.type}, ${where}: ${problem}`);
      }
    },
  };
}

export const ATTACKS: Readonly<Record<string, () => Attack | Promise<Attack>>> = {
  pipelines: pipelineAttack,
  records: recordAttack,
  messages: messageAttack,
};
