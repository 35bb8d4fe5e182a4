/** What a step of the history did, in words: Undo says what it takes back. Pure. */

import { stepText } from "../../base/texts/studio/document.ts";
import { listWords } from "../../base/words.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import type { BlockInstance, ColumnOverride, Edge, PipelineDocument } from "../../pipeline/document.ts";
import { differentEdits } from "../../table/edits/cell-edits.ts";
import { blockLabel } from "./document-store.ts";
import { differ, edgeId } from "./edits.ts";
import { openFilesOf } from "./open-files.ts";
import { type SettingField, settingFields, trainingFields } from "./setting-fields.ts";

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
  const causes = [fileWords, tableWords, blockWords, edgeWords, settingWords, trainingWords];
  for (const words of causes) {
    const found = words(step);
    if (found !== "") return found;
  }
  if (before.name !== after.name) return stepText("renaming");
  const moved = after.blocks.filter(({ id }) => differ(before.layout[id], after.layout[id]));
  return moved.length > 0 ? stepText("moving", { what: named(after, moved) }) : stepText("unknown");
}

function fileWords({ before, after }: Step): string {
  const [then, now] = [openFilesOf(before).files, openFilesOf(after).files];
  const names = (files: typeof now) => listWords(files.map(({ name }) => name));
  const came = now.filter((file) => !then.includes(file));
  const went = then.filter((file) => !now.includes(file));
  if (came.length === 0 && went.length === 0) return "";
  if (went.length === 0) return stepText("adding", { what: names(came) });
  if (came.length === 0) return stepText("removing", { what: names(went) });
  const isPartly = now.length > came.length || then.length > went.length;
  return isPartly
    ? stepText("replacing", { what: names(went), by: names(came) })
    : stepText("opening", { what: names(now) });
}

function roleWords(role: ColumnOverride["role"], name: string): string {
  if (role === "weight") return stepText("weight", { name });
  return role === "aside" ? stepText("aside", { name }) : stepText("using", { name });
}

function tableWords({ before, after }: Step): string {
  const { target } = after.table;
  if (target?.name !== before.table.target?.name) {
    return target ? stepText("target", { name: target.name }) : stepText("noTarget");
  }
  if (target?.task !== before.table.target?.task) return stepText("task");
  const overrides = (document: PipelineDocument) => new Map(document.table.overrides.map((each) => [each.name, each]));
  const [then, now] = [overrides(before), overrides(after)];
  const changed = [...new Set([...now.keys(), ...then.keys()])].filter((name) => differ(then.get(name), now.get(name)));
  if (changed.length > 1) return stepText("readingSeveral", { count: changed.length });
  for (const name of changed) {
    const [was, is] = [then.get(name), now.get(name)];
    if (was?.role !== is?.role) return roleWords(is?.role, name);
    if (was?.type !== is?.type) return stepText("type", { name });
    return stepText("reading", { name });
  }
  return differ(before.table.dialects, after.table.dialects) ? stepText("dialects") : editWords({ before, after });
}

function editWords({ before, after }: Step): string {
  const changed = differentEdits(before.table.edits ?? [], after.table.edits ?? []);
  if (changed.length === 0) return "";
  const [{ row, column }] = changed;
  return changed.length === 1 ? stepText("cell", { row, column }) : stepText("cells", { count: changed.length });
}

function blockWords({ before, after }: Step): string {
  const lacks = (document: PipelineDocument, { id }: BlockInstance) =>
    document.blocks.every((other) => other.id !== id);
  const added = after.blocks.filter((block) => lacks(before, block));
  const removed = before.blocks.filter((block) => lacks(after, block));
  if (added.length > 0 && removed.length > 0) return stepText("otherPipeline");
  if (added.length > 0) return stepText("adding", { what: named(after, added) });
  return removed.length > 0 ? stepText("removing", { what: named(before, removed) }) : "";
}

function edgeWords({ before, after }: Step): string {
  const made = edgesOnlyIn(after, before);
  const cut = edgesOnlyIn(before, after);
  if (made.length > 1) return stepText("adding", { what: stepText("connections", { count: made.length }) });
  if (cut.length > 1) return stepText("removing", { what: stepText("connections", { count: cut.length }) });
  const ends = ({ from, to }: Edge, document: PipelineDocument) =>
    [from, to].map(({ block }) => blockLabel(document, block));
  if (made.length === 1) return stepText("connecting", { ends: ends(made[0], after) });
  return cut.length === 1 ? stepText("cutting", { ends: ends(cut[0], before) }) : "";
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
    const titles = changedTitles(spec ? settingFields(spec) : [], was.settings, block.settings);
    return stepText("setting", { titles, block: blockLabel(after, block.id) });
  }
  return "";
}

function trainingWords({ before, after }: Step): string {
  if (!differ(before.training, after.training)) return "";
  const titles = changedTitles(trainingFields(), before.training, after.training);
  return stepText("training", { titles });
}

/** Titles of the settings that differ. */
function changedTitles(
  fields: readonly SettingField[],
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly string[] {
  return fields.filter(({ key }) => differ(before[key], after[key])).map(({ title }) => title);
}

const named = (document: PipelineDocument, blocks: readonly BlockInstance[]) =>
  blocks.length === 1 ? blockLabel(document, blocks[0].id) : stepText("blocks", { count: blocks.length });
