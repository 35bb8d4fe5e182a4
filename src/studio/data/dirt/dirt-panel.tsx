import { useEffect, useId, useState } from "react";
import type { TableView } from "../../../app/view-table.ts";
import { dirtLabText } from "../../../base/texts/studio/dirt.ts";
import { DIRT_KINDS, type DirtKind, type DirtRecipe, plantsNothing, WRONG_UNITS } from "../../../table/dirt/recipe.ts";
import { useDocument } from "../../document/document-store.ts";
import { useSession } from "../../session/session-store.ts";
import { focusOn } from "../../ui/focus-on.ts";
import { SelectField } from "../../ui/select-field.tsx";
import { SliderField } from "../../ui/slider-field.tsx";
import { FIRST_RECIPE, rangeOf } from "./amounts.ts";
import "./dirt.css";
import { PlantedList } from "./planted-list.tsx";

/** Where the focus goes when the pressed button has gone. */
const PLACE = "dirt-lab";

interface DirtProps {
  readonly view: TableView;
  readonly isLocked: boolean;
}

/** Damage that is planted in the table on purpose: how much of what, what came of it, and the way back. */
export function DirtPanel({ view, isLocked }: DirtProps) {
  const recipe = useDocument(({ document }) => document.table.dirt);
  if (!view.target) return null;
  return (
    <details className="panel dirt">
      <summary id={PLACE}>
        {dirtLabText("title")} <span className="hint">{recipe ? plantedWords(view, recipe) : ""}</span>
      </summary>
      <div className="panel__body">
        {recipe?.isHidden ? (
          <HiddenDirt recipe={recipe} isLocked={isLocked} />
        ) : (
          <>
            <p className="hint">{dirtLabText("about")}</p>
            <DirtForm recipe={recipe} view={view} isLocked={isLocked} />
            {recipe && view.dirt ? <PlantedList view={view} /> : null}
          </>
        )}
      </div>
    </details>
  );
}

function plantedWords({ dirt }: TableView, { isHidden }: DirtRecipe): string {
  if (isHidden) return dirtLabText("hidden");
  if (!dirt) return "";
  const { junk: nColumns, ...cells } = dirt;
  return dirtLabText("planted", { nCells: Object.values(cells).reduce((sum, count) => sum + count, 0), nColumns });
}

function plant(recipe: DirtRecipe | undefined): Promise<void> {
  return useSession.getState().plantDirt(recipe);
}

const goBack = () => focusOn(`#${PLACE}`);

function RestoreButton({ isLocked }: Pick<DirtProps, "isLocked">) {
  return (
    <button type="button" className="button" disabled={isLocked} onClick={() => void plant(undefined).then(goBack)}>
      {dirtLabText("restore")}
    </button>
  );
}

function HiddenDirt({ recipe, isLocked }: { readonly recipe: DirtRecipe } & Pick<DirtProps, "isLocked">) {
  return (
    <>
      <p>{dirtLabText("hiddenAbout")}</p>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={isLocked}
          onClick={() => void plant({ ...recipe, isHidden: false }).then(goBack)}
        >
          {dirtLabText("reveal")}
        </button>
        <RestoreButton isLocked={isLocked} />
      </div>
    </>
  );
}

function DirtForm({ recipe, view, isLocked }: DirtProps & { readonly recipe: DirtRecipe | undefined }) {
  const [draft, setDraft] = useState(recipe ?? FIRST_RECIPE);
  const [seedId, seedHintId, hideHintId] = [useId(), useId(), useId()];
  const change = (next: Partial<DirtRecipe>) => setDraft({ ...draft, ...next });
  // What Undo brings back; what was restored stays at hand.
  useEffect(() => {
    if (recipe) setDraft(recipe);
  }, [recipe]);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void plant(draft).then(draft.isHidden ? goBack : undefined);
      }}
    >
      <fieldset className="dirt__fields" disabled={isLocked}>
        <legend className="visually-hidden">{dirtLabText("amounts")}</legend>
        {DIRT_KINDS.map((kind) => (
          <div key={kind} className="dirt__kind">
            <SliderField
              label={dirtLabText("kind", { kind })}
              min={0}
              {...rangeOf(kind, view.sources.length)}
              value={draft.amounts[kind]}
              shown={dirtLabText("amount", { kind, amount: draft.amounts[kind] })}
              hint={hintOf(kind, view)}
              onChange={(amount) => change({ amounts: { ...draft.amounts, [kind]: amount } })}
            />
            <KindDetails kind={kind} draft={draft} view={view} onChange={change} />
          </div>
        ))}
      </fieldset>
      <fieldset className="dirt__how" disabled={isLocked}>
        <legend className="visually-hidden">{dirtLabText("title")}</legend>
        <label className="checkbox">
          <input
            type="checkbox"
            checked={draft.reachesTestRows}
            onChange={(event) => change({ reachesTestRows: event.target.checked })}
          />
          <span>{dirtLabText("reachesTestRows")}</span>
        </label>
        <label className="checkbox">
          <input
            type="checkbox"
            checked={draft.isHidden}
            aria-describedby={hideHintId}
            onChange={(event) => change({ isHidden: event.target.checked })}
          />
          <span>
            {dirtLabText("isHidden")}{" "}
            <span id={hideHintId} className="hint">
              {dirtLabText("isHiddenHint")}
            </span>
          </span>
        </label>
        <div className="field dirt__seed">
          <label htmlFor={seedId} className="field__label">
            {dirtLabText("seed")}
          </label>
          <input
            id={seedId}
            type="number"
            className="input"
            min={0}
            max={4294967295}
            step={1}
            required
            value={draft.seed}
            aria-describedby={seedHintId}
            onChange={(event) => change({ seed: Math.max(0, Math.trunc(event.target.valueAsNumber) || 0) })}
          />
          <span id={seedHintId} className="hint">
            {dirtLabText("seedHint")}
          </span>
        </div>
      </fieldset>
      <p className="hint">{dirtLabText("rule")}</p>
      <div className="row">
        <button type="submit" className="button button--primary" disabled={isLocked || plantsNothing(draft)}>
          {dirtLabText(recipe ? "plantAnew" : "plant")}
        </button>
        {recipe ? <RestoreButton isLocked={isLocked} /> : null}
      </div>
    </form>
  );
}

function hintOf(kind: DirtKind, { target, sources }: TableView): string {
  switch (kind) {
    case "labels":
      return dirtLabText("labelsHint", { isRegression: target?.task === "regression" });
    case "source":
      return dirtLabText("sourceHint", { nFiles: sources.length });
    case "units":
      return dirtLabText("unitsHint");
    case "outliers":
      return dirtLabText("outliersHint");
    case "missing":
      return dirtLabText("missingHint");
    case "junk":
      return dirtLabText("junkHint");
    default:
      return kind satisfies never;
  }
}

interface KindDetailsProps {
  readonly kind: DirtKind;
  readonly draft: DirtRecipe;
  readonly view: TableView;
  readonly onChange: (next: Partial<DirtRecipe>) => void;
}

const CHANCE = "";

/** What else is to be said of a kind, once there is some of it. */
function KindDetails({ kind, draft, view, onChange }: KindDetailsProps) {
  if (draft.amounts[kind] === 0) return null;
  const chance = { value: CHANCE, label: dirtLabText("byChance") };
  if (kind === "source" && view.sources.length > 1) {
    const files = view.sources.map(({ name }) => ({ value: name, label: name }));
    return (
      <SelectField
        label={dirtLabText("badFile")}
        value={draft.badFile ?? CHANCE}
        options={[chance, ...files]}
        onChange={(badFile) => onChange({ badFile: badFile === CHANCE ? undefined : badFile })}
      />
    );
  }
  if (kind !== "units") return null;
  const numbers = view.columns.flatMap(({ rule: { name, type, role } }) =>
    type === "number" && role === "used" ? [{ value: name, label: name }] : [],
  );
  return (
    <>
      <SelectField
        label={dirtLabText("unitColumn")}
        value={draft.unitColumn ?? CHANCE}
        options={[chance, ...numbers]}
        onChange={(unitColumn) => onChange({ unitColumn: unitColumn === CHANCE ? undefined : unitColumn })}
      />
      <SelectField
        label={dirtLabText("unit")}
        value={draft.unit}
        options={WRONG_UNITS.map((unit) => ({ value: unit, label: dirtLabText("unitName", { unit }) }))}
        onChange={(unit) => onChange({ unit })}
      />
    </>
  );
}
