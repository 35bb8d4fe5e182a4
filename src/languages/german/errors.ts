/** Code → its German words, one line an area of codes. */
import type { errorCatalogue, noticeCatalogue } from "../../base/errors/catalogue.ts";
import type { ErrorTranslation, NoticeTranslation, Words } from "../translation.ts";
import { archiveErrors, archiveWarnings } from "./errors/archive.ts";
import { blockErrors } from "./errors/blocks.ts";
import { cliErrors } from "./errors/cli.ts";
import { editWarnings } from "./errors/edits.ts";
import { engineErrors } from "./errors/engine.ts";
import { excelErrors, excelWarnings } from "./errors/excel.ts";
import { fileErrors } from "./errors/file.ts";
import { filesWarnings } from "./errors/files.ts";
import { parquetErrors, parquetWarnings } from "./errors/parquet.ts";
import { pipelineErrors, pipelineProblems } from "./errors/pipeline.ts";
import { predictErrors } from "./errors/predict.ts";
import { programErrors } from "./errors/program.ts";
import { projectErrors } from "./errors/project.ts";
import { splitErrors } from "./errors/split.ts";
import { storageNotices, studioErrors } from "./errors/studio.ts";
import { tableErrors, tableWarnings } from "./errors/table.ts";
import { textFormatErrors, textFormatWarnings } from "./errors/text-formats.ts";
import { trainingErrors } from "./errors/training.ts";
import { unitWarnings } from "./errors/units.ts";
import { workerErrors } from "./errors/worker.ts";

export const germanErrors: Words["errors"] = {
  ...programErrors,
  ...tableErrors,
  ...textFormatErrors,
  ...archiveErrors,
  ...excelErrors,
  ...parquetErrors,
  ...splitErrors,
  ...blockErrors,
  ...pipelineErrors,
  ...engineErrors,
  ...trainingErrors,
  ...fileErrors,
  ...predictErrors,
  ...projectErrors,
  ...cliErrors,
  ...workerErrors,
  ...studioErrors,
} satisfies ErrorTranslation<typeof errorCatalogue>;

/** What is listed and not thrown: in the area "notice" of the texts. */
export const germanNotices: Words["areas"][string] = {
  ...tableWarnings,
  ...filesWarnings,
  ...editWarnings,
  ...archiveWarnings,
  ...textFormatWarnings,
  ...unitWarnings,
  ...excelWarnings,
  ...parquetWarnings,
  ...pipelineProblems,
  ...storageNotices,
} satisfies NoticeTranslation<typeof noticeCatalogue>;
