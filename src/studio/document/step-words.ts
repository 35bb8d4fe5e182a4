/** What a step of the history did, in words: Undo says what it takes back. Pure. */
import { countOf, listWords } from "../../base/words.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import {
  type BlockInstance,
  type Edge,
  type PipelineDocument,
  trainingSettingsSchema,
} from "../../pipeline/document.ts";
import { blockLabel } from "./document-store.ts";
import { differ, edgeId } from "./edits.ts";
import { type SettingField, schemaFields, settingFields } from "./setting-fields.ts";

/** Two documents that follow each other in the history. */
interface Step {
  readonly before: PipelineDocument;
  readonly after: PipelineDocument;
}

/**
 * "removing Tame outliers", "setting noise aside". Of a step that changed several things, what caused the others: a decision
 * about the table brings another proposal with it, and a removed block takes its connections along.
 */
export function stepWords(step: Step): string {
  const { before, after } = step;
  const causes = [tableWords, blockWords, edgeWords, settingWords, trainingWords];
  for (const words of causes) {
    const found = words(step);
    if (found !== "") return found;
  }
  if (before.name !== after.name) return "renaming the pipeline";
  const moved = after.blocks.filter(({ id }) => differ(before.layout[id], after.layout[id]));
  return moved.length > 0 ? `moving ${named(after, moved)}` : "the last step";
}

function tableWords({ before, after }: Step): string {
  const { target } = after.table;
  if (target?.name !== before.table.target?.name) {
    return target ? `choosing ${target.name} as the target` : "choosing no target";
  }
  if (target?.task !== before.table.target?.task) return "choosing the task";
  const overrides = (document: PipelineDocument) => new Map(document.table.overrides.map((each) => [each.name, each]));
  const [then, now] = [overrides(before), overrides(after)];
  for (const name of new Set([...now.keys(), ...then.keys()])) {
    const [was, is] = [then.get(name), now.get(name)];
    if (was?.role !== is?.role) return is?.role === "aside" ? `setting ${name} aside` : `using ${name}`;
    if (was?.type !== is?.type) return `choosing the type of ${name}`;
    if (differ(was, is)) return `changing how ${name} is read`;
  }
  return differ(before.table.dialects, after.table.dialects) ? "changing how files are read" : "";
}

function blockWords({ before, after }: Step): string {
  const lacks = (document: PipelineDocument, { id }: BlockInstance) =>
    document.blocks.every((other) => other.id !== id);
  const added = after.blocks.filter((block) => lacks(before, block));
  const removed = before.blocks.filter((block) => lacks(after, block));
  if (added.length > 0 && removed.length > 0) return "putting another pipeline on the canvas";
  if (added.length > 0) return `adding ${named(after, added)}`;
  return removed.length > 0 ? `removing ${named(before, removed)}` : "";
}

function edgeWords({ before, after }: Step): string {
  const made = edgesOnlyIn(after, before);
  const cut = edgesOnlyIn(before, after);
  if (made.length > 1) return `adding ${countOf(made.length, "connection")}`;
  if (cut.length > 1) return `removing ${countOf(cut.length, "connection")}`;
  const ends = ({ from, to }: Edge, document: PipelineDocument) =>
    [from, to].map(({ block }) => blockLabel(document, block));
  if (made.length === 1) return `connecting ${ends(made[0], after).join(" to ")}`;
  return cut.length === 1 ? `taking ${ends(cut[0], before).join(" and ")} apart` : "";
}

function edgesOnlyIn(document: PipelineDocument, other: PipelineDocument): readonly Edge[] {
  const ids = new Set(other.edges.map(edgeId));
  return document.edges.filter((edge) => !ids.has(edgeId(edge)));
}

function settingWords({ before, after }: Step): string {
  for (const block of after.blocks) {
    const was = before.blocks.find(({ id }) => id === block.id);
    const spec = catalogue.get(block.type);
    if (!was || !differ(was.settings, block.settings)) continue;
    return `changing ${fieldWords(spec ? settingFields(spec) : [], was.settings, block.settings)} of ${blockLabel(after, block.id)}`;
  }
  return "";
}

function trainingWords({ before, after }: Step): string {
  if (!differ(before.training, after.training)) return "";
  return `changing ${fieldWords(schemaFields(trainingSettingsSchema), before.training, after.training)}`;
}

/** Names of the settings that differ. */
function fieldWords(
  fields: readonly SettingField[],
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string {
  const changed = fields.filter(({ key }) => differ(before[key], after[key]));
  return changed.length > 0 ? listWords(changed.map(({ title }) => `“${title}”`)) : "settings";
}

const named = (document: PipelineDocument, blocks: readonly BlockInstance[]) =>
  blocks.length === 1 ? blockLabel(document, blocks[0].id) : countOf(blocks.length, "block");
