/** Version 1 → 2, as docs/file-format.md states it. Nothing here trusts the document: its schema comes after. */
import { SET_BY_YOU } from "../table/infer/assign-roles.ts";
import { freeBlockNumber } from "./block-ids.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";

/** Positions leave the blocks, and what a person decided about the table is told apart from what was inferred. */
export function documentTo2(document: JsonObject): JsonObject {
  const blocks: readonly unknown[] = Array.isArray(document.blocks) ? document.blocks : [];
  const layout = blocks.flatMap((block) =>
    isJsonObject(block) && typeof block.id === "string" && isJsonObject(block.position)
      ? [[block.id, block.position] as const]
      : [],
  );
  const ids = blocks.map((block) => ({ id: isJsonObject(block) ? String(block.id) : "" }));
  return {
    ...document,
    ...(Array.isArray(document.blocks) ? { blocks: blocks.map(withoutPosition) } : {}),
    layout: Object.fromEntries(layout),
    nextBlock: freeBlockNumber({ blocks: ids }),
    table: { overrides: overridesIn(document.rules), ...targetIn(document.target) },
    // Rows stay in the splits that they were in.
    ...(isJsonObject(document.training) ? { training: { ...document.training, split: { by: "largest-first" } } } : {}),
  };
}

/** Version 1 called replicas tries. */
export function fileTo2(file: JsonObject): JsonObject {
  if (!isJsonObject(file.report) || !("tries" in file.report)) return file;
  const { tries, ...report } = file.report;
  return { ...file, report: { ...report, replicas: tries } };
}

function withoutPosition(block: unknown): unknown {
  if (!isJsonObject(block)) return block;
  const { position: _, ...rest } = block;
  return rest;
}

/** Version 1 kept decisions only in the reasons of the rules, and those about markers, marks and date formats not at all. */
function overridesIn(rules: unknown): readonly JsonObject[] {
  if (!Array.isArray(rules)) return [];
  return rules.filter(isJsonObject).flatMap(({ name, type, typeReason, role, roleReason }) => {
    const isTyped = typeReason === SET_BY_YOU;
    const isPlaced = roleReason === SET_BY_YOU && role !== "target";
    return isTyped || isPlaced ? [{ name, ...(isTyped ? { type } : {}), ...(isPlaced ? { role } : {}) }] : [];
  });
}

function targetIn(target: unknown): JsonObject {
  if (!isJsonObject(target)) return {};
  const { name, task, taskReason } = target;
  return { target: { name, ...(taskReason === SET_BY_YOU ? { task } : {}) } };
}
