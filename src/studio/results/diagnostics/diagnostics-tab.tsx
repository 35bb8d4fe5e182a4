import { type ReactNode, useState } from "react";
import { diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import type { ClassDiagnostics, Diagnostics, StageDiagnostics } from "../../../training/diagnostics/diagnostics.ts";
import { namingOf, STAGE_ROWS, type Stage, stageTitle } from "../../../training/phases.ts";
import type { TrainingReport } from "../../../training/types.ts";
import { InTurn } from "../../ui/in-turn.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { classCharts } from "./class-charts.tsx";
import { ClassTable, ConfusionTable } from "./class-tables.tsx";
import { MOST_COST_CLASSES } from "./costs.ts";
import { CostsPanel } from "./costs-panel.tsx";
import "./diagnostics.css";
import { numberCharts } from "./number-charts.tsx";
import { SlicesCard } from "./slices-card.tsx";
import { ThresholdPanel } from "./threshold-panel.tsx";

interface DiagnosticsTabProps {
  readonly report: TrainingReport;
  readonly diagnostics: Diagnostics;
}

/** Curves and tables of what is deployed, on the test rows. */
export function DiagnosticsTab({ report, diagnostics }: DiagnosticsTabProps) {
  const { deployed, nRows, stages } = diagnostics;
  const naming = namingOf(report);
  const nameOf = (stage: Stage | undefined) => {
    const row = STAGE_ROWS.find(({ id }) => id === stage);
    return row ? stageTitle(row, naming) : "";
  };
  const names = [nameOf(stages.deployed), nameOf(stages.opponent)] as const;
  const last = diagnostics.slices ? [<SlicesCard key="slices" slices={diagnostics.slices} />] : [];
  return (
    <div className="diagnostics">
      <p className="hint diagnostics__about">{diagnosticsText("about", { nRows })}</p>
      {deployed.kind === "classes" ? (
        // What was set for some classes says nothing of others.
        <OfClasses key={JSON.stringify(diagnostics.labels)} {...{ diagnostics, deployed, names, last }} />
      ) : (
        <InTurn parts={[...numberCharts({ own: deployed, nRows, unit: report.unit ?? "" }), ...last]} />
      )}
    </div>
  );
}

interface OfClassesProps {
  readonly diagnostics: Diagnostics;
  readonly deployed: ClassDiagnostics;
  /** Of what is deployed, and of its opponent. */
  readonly names: readonly [string, string];
  /** What stands below. */
  readonly last: readonly ReactNode[];
}

function OfClasses({ diagnostics: { labels, opponent, validation }, deployed, names, last }: OfClassesProps) {
  const codes = deployed.classes.map(({ code }) => code);
  // Of two classes the second one: the one that is there rather than not.
  const [chosen, setCode] = useState(codes[labels.length === 2 ? codes.length - 1 : 0]);
  const code = codes.includes(chosen) ? chosen : codes[0];
  const stepsOf = (stage: StageDiagnostics | undefined) =>
    stage?.kind === "classes" ? stage.classes.find((each) => each.code === code) : undefined;
  const own = stepsOf(deployed);
  if (!own) return null;
  return (
    <>
      <ConfusionTable labels={labels} diagnostics={deployed} />
      <ClassTable labels={labels} diagnostics={deployed} />
      <SelectField
        className="row diagnostics__class"
        label={diagnosticsText("ofClass")}
        value={code}
        options={codes.map((each) => ({ value: each, label: labels[each] }))}
        onChange={setCode}
      />
      <InTurn
        of={code}
        parts={[
          ...classCharts({ label: labels[code], own, other: stepsOf(opponent), names }),
          <div key="decisions" className="diagnostics__decisions">
            <ThresholdPanel key={code} code={code} labels={labels} test={own} validation={stepsOf(validation)} />
            {labels.length > 2 && labels.length <= MOST_COST_CLASSES ? (
              <CostsPanel labels={labels} confusion={deployed.confusion} />
            ) : null}
          </div>,
          ...last,
        ]}
      />
    </>
  );
}
