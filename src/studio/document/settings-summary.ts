import { documentText } from "../../base/texts/studio/document.ts";
import type { Block } from "../../blocks/block.ts";
import { optionName } from "../../blocks/kit/option-name.ts";
import { isJsonObject } from "../../pipeline/json-object.ts";
import { settingFields, valueIn } from "./setting-fields.ts";

/** What was set apart from the defaults, in a few words; "" where nothing was. */
export function settingsSummary(block: Block, settings: Readonly<Record<string, unknown>>): string {
  return settingFields(block)
    .map((field) => ({ ...field, value: valueIn(settings, field) }))
    .filter(({ value, initial }) => JSON.stringify(value) !== JSON.stringify(initial))
    .map(({ title, value }) => `${title}: ${words(value)}`)
    .join(" · ");
}

function words(value: unknown): string {
  if (typeof value === "boolean") return documentText(value ? "yes" : "no");
  if (isJsonObject(value) && Array.isArray(value.names))
    return `${optionName(String(value.mode))} ${value.names.length}`;
  if (typeof value === "string") return optionName(value);
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}
