/** The areas of the reference page, in its order. The product itself does not load this. */
import { archiveReference } from "./archive.ts";
import { blockReference } from "./blocks.ts";
import { cliReference } from "./cli.ts";
import { editWarningsReference } from "./edits.ts";
import { engineReference } from "./engine.ts";
import { excelReference } from "./excel.ts";
import { fileReference } from "./file.ts";
import { filesWarningsReference } from "./files.ts";
import { parquetReference } from "./parquet.ts";
import { pipelineProblemsReference, pipelineReference } from "./pipeline.ts";
import { predictReference } from "./predict.ts";
import { programReference } from "./program.ts";
import { projectReference } from "./project.ts";
import { splitReference } from "./split.ts";
import { storageNoticesReference, studioReference } from "./studio.ts";
import { tableReference, tableWarningsReference } from "./table.ts";
import { textFormatReference } from "./text-formats.ts";
import { trainingReference } from "./training.ts";
import { unitWarningsReference } from "./units.ts";
import { workerReference } from "./worker.ts";

interface CodeArea {
  readonly title: string;
  readonly reference: Readonly<Record<string, { readonly when: string; readonly samples?: readonly unknown[] }>>;
}

export const CODE_AREAS: readonly CodeArea[] = [
  {
    title: "Tables: files, target, split",
    reference: {
      ...tableReference,
      ...splitReference,
      ...tableWarningsReference,
      ...unitWarningsReference,
      ...editWarningsReference,
      ...filesWarningsReference,
      ...textFormatReference,
    },
  },
  {
    title: "Files of other kinds than CSV",
    reference: { ...archiveReference, ...excelReference, ...parquetReference },
  },
  { title: "Pipelines", reference: { ...pipelineReference, ...pipelineProblemsReference } },
  { title: "Blocks", reference: blockReference },
  { title: "Programs that blocks write", reference: programReference },
  { title: "Training", reference: trainingReference },
  { title: "Engines", reference: engineReference },
  {
    title: "Pipeline files, projects and predictions",
    reference: { ...fileReference, ...predictReference, ...projectReference },
  },
  { title: "Session", reference: workerReference },
  { title: "Page", reference: { ...studioReference, ...storageNoticesReference } },
  { title: "Command line", reference: cliReference },
];
