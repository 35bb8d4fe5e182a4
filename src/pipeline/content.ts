/** What of a document decides what it predicts and what comes out of training it; docs/file-format.md states it. */
import type { ColumnRule } from "../table/types.ts";
import type { PipelineDocument, TableDecisions } from "./document.ts";
import { isJsonObject } from "./json-object.ts";

const texts = new WeakMap<object, string>();

/**
 * The content of a document as one text, the same for two documents in which nothing differs that predicts or retrains. The
 * pipeline's name, the layout, the counter of ids, the version of the format and reasons in words are no content.
 */
export function contentKey({ blocks, edges, training, table, rules, target }: PipelineDocument): string {
  const parts = [
    textOf(blocks, () => blocks),
    textOf(edges, () => edges),
    textOf(training, () => training),
    textOf(table, () => sortedDecisions(table)),
    textOf(rules, () => rules.map(withoutReasons)),
    target ? textOf(target, () => ({ ...target, taskReason: undefined })) : "null",
  ];
  return `[${parts.join(",")}]`;
}

/** A part that did not change keeps its text: an edit changes one part. */
function textOf(part: object, content: () => unknown): string {
  const text = texts.get(part) ?? JSON.stringify(inOrder(content()));
  texts.set(part, text);
  return text;
}

function withoutReasons(rule: ColumnRule): Omit<ColumnRule, "typeReason" | "roleReason"> {
  const { typeReason: _type, roleReason: _role, ...rest } = rule;
  return rest;
}

/** Decisions say the same in whatever order they were taken. */
function sortedDecisions(table: TableDecisions): TableDecisions {
  return {
    ...table,
    overrides: [...table.overrides].sort(byText(({ name }) => name)),
    dialects: [...table.dialects].sort(byText(({ file }) => file)),
  };
}

function byText<Item>(of: (item: Item) => string): (a: Item, b: Item) => number {
  return (a, b) => (of(a) < of(b) ? -1 : Number(of(a) > of(b)));
}

/** Objects with their keys in one order; what is undefined is absent. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.sort(byText(([key]) => key)).map(([key, item]) => [key, inOrder(item)]));
}
