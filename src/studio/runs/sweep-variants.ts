/** The runs of a sweep: every combination of what is varied, each as a document of its own. Pure. */
import { formatNumber } from "../../base/numbers.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { rangeWords } from "../../pipeline/number-range.ts";
import { blockLabel } from "../document/document-store.ts";
import { type SettingField, settingFields, trainingFields, valueIn } from "../document/setting-fields.ts";

/** What can be varied beside the seed: any number that is set. */
export interface Knob {
  readonly key: string;
  readonly title: string;
  readonly now: number;
  readonly field: Extract<SettingField, { kind: "number" }>;
  readonly with: (document: PipelineDocument, value: number) => PipelineDocument;
}

/** More would fill the history with one sweep. */
export const MOST_RUNS_OF_SWEEP = 100;

/** Not varied: the seed has a field of its own, and shares of rows would make losses that cannot be compared. */
const FIXED = new Set(["seed", "trainFraction", "validationFraction", "budgetSeconds"]);

type NumberField = Extract<SettingField, { kind: "number" }>;
const isNumberField = (field: SettingField): field is NumberField => field.kind === "number";

export function knobsOf(document: PipelineDocument): readonly Knob[] {
  const settings: Readonly<Record<string, unknown>> = document.training;
  const training = trainingFields()
    .filter(isNumberField)
    .filter(({ key }) => !FIXED.has(key))
    .flatMap((field): Knob[] => {
      const now = valueIn(settings, field);
      if (typeof now !== "number") return [];
      const changed = (to: PipelineDocument, value: number) => ({
        ...to,
        training: { ...to.training, [field.key]: value },
      });
      return [{ key: `training/${field.key}`, title: field.title, now, field, with: changed }];
    });
  const blocks = document.blocks.flatMap(({ id, type, settings: own }) => {
    const block = catalogue.get(type);
    return (block ? settingFields(block) : []).filter(isNumberField).flatMap((field): Knob[] => {
      const now = own[field.key] ?? field.initial;
      if (typeof now !== "number") return [];
      const changed = (to: PipelineDocument, value: number) => ({
        ...to,
        blocks: to.blocks.map((each) =>
          each.id === id ? { ...each, settings: { ...each.settings, [field.key]: value } } : each,
        ),
      });
      const title = `${blockLabel(document, id)}: ${field.title}`;
      return [{ key: `${id}/${field.key}`, title, now, field, with: changed }];
    });
  });
  return [...training, ...blocks];
}

/** Numbers between commas or white space; `wrong`: the first word that the knob does not take, and what it takes. */
export function readValues(
  text: string,
  { field }: Pick<Knob, "field">,
): { readonly values: readonly number[]; readonly wrong?: { readonly word: string; readonly range: string } } {
  const words = text.split(/[\s,;]+/).filter((word) => word !== "");
  const values = words.map(Number);
  const wrong = words.find((_, index) => !isIn(values[index], field));
  const range = rangeWords(field);
  return { values: [...new Set(values)], ...(wrong === undefined ? {} : { wrong: { word: wrong, range } }) };
}

function isIn(value: number, field: NumberField): boolean {
  if (!Number.isFinite(value) || (field.isInteger && !Number.isInteger(value))) return false;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, isAboveMin, isBelowMax } = field;
  return (isAboveMin ? value > min : value >= min) && (isBelowMax ? value < max : value <= max);
}

export interface Variant {
  readonly document: PipelineDocument;
  /** What differs, the seed aside; "" where nothing else does. */
  readonly variant: string;
}

export interface SweepPlan {
  readonly nSeeds: number;
  readonly varied: readonly { readonly knob: Knob; readonly values: readonly number[] }[];
}

/** Seeds one above the other from the document's own; of each combination one seed after the other, so that early ones tell something. */
export function variantsOf(document: PipelineDocument, { nSeeds, varied }: SweepPlan): readonly Variant[] {
  const combinations = varied.reduce<readonly Variant[]>(
    (sofar, { knob, values }) =>
      values.length === 0
        ? sofar
        : sofar.flatMap((each) =>
            values.map((value) => ({
              document: knob.with(each.document, value),
              variant: [each.variant, `${knob.title} ${formatNumber(value)}`]
                .filter((words) => words !== "")
                .join(", "),
            })),
          ),
    [{ document, variant: "" }],
  );
  return Array.from({ length: nSeeds }, (_, index) => index).flatMap((index) =>
    combinations.map(({ document: each, variant }) => ({
      document: { ...each, training: { ...each.training, seed: each.training.seed + index } },
      variant,
    })),
  );
}
