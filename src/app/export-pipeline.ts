/** A trained pipeline in the form of another program. */
import type { AppInfo } from "../base/app-name.ts";
import { StudioError } from "../base/error.ts";
import type { PrunedCheck } from "../export/check-pruned.ts";
import { rulesRead } from "../export/pruned-predictor.ts";
import { isShort } from "../pipeline/short-document.ts";
import type { WorthOfColumns } from "../training/importance.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { EXPORT_FORMATS, type ExportFormat } from "./export-formats.ts";
import { pipelineBaseName } from "./pipeline-file.ts";

export interface ExportedFile {
  readonly fileName: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
  /** The self-test that was passed before it was written. */
  readonly check: PrunedCheck;
}

/** What a format would be for this pipeline. */
export interface ExportOffer {
  readonly format: ExportFormat;
  readonly fileName: string;
  /** How it is used, with the pipeline's own columns; "" where it is read by people. */
  readonly snippet: string;
  /** Why this pipeline cannot be written so. */
  readonly refusal?: string;
  /** Refused, and `shortDocument` would make it another pipeline, which mostly can be written. */
  readonly isTooLarge?: boolean;
}

/** Python imports files whose names are words. */
function fileNameOf(trained: TrainedPipeline, format: ExportFormat): string {
  const name = pipelineBaseName(trained);
  switch (format) {
    case "python":
      return `${name.replaceAll("-", "_")}.py`;
    case "onnx-raw":
      return `${name}.raw.onnx`;
    case "onnx-numeric":
      return `${name}.numeric.onnx`;
    case "sql":
      return `${name}.sql`;
    case "sql-duckdb":
      return `${name}.duckdb.sql`;
    case "html":
      return `${name}.html`;
    default:
      return format satisfies never;
  }
}

export interface ExportOffers {
  readonly offers: readonly ExportOffer[];
  /** What files of the pipeline may tell of single rows; absent where nothing was found. */
  readonly tells?: string;
}

/** Every format with how it is used; one that this pipeline cannot have, with the reason. */
export async function exportOffers(trained: TrainedPipeline, app: AppInfo): Promise<ExportOffers> {
  const { tellingWords } = await import("../export/model-card.ts");
  const { duckdbSnippet, onnxNumericSnippet, onnxRawSnippet, pythonSnippet, sqlSnippet } = await import(
    "../export/snippets.ts"
  );
  const snippets = {
    python: pythonSnippet,
    "onnx-raw": onnxRawSnippet,
    "onnx-numeric": onnxNumericSnippet,
    sql: sqlSnippet,
    "sql-duckdb": duckdbSnippet,
    html: () => "",
  };
  const refused = await sqlRefusal(trained, app);
  // Once is enough: both would be refused for the same reason.
  const formats = EXPORT_FORMATS.filter((format) => refused === undefined || format !== "sql-duckdb");
  const offers = formats.map((format) => {
    const fileName = fileNameOf(trained, format);
    const offer = { format, fileName, snippet: snippets[format](trained, fileName) };
    return format === "sql" ? { ...offer, ...refused } : offer;
  });
  const tells = tellingWords(trained);
  return { offers, ...(tells === undefined ? {} : { tells }) };
}

/** Only writing it tells whether SQL can say it. */
async function sqlRefusal(
  trained: TrainedPipeline,
  app: AppInfo,
): Promise<Pick<ExportOffer, "refusal" | "isTooLarge"> | undefined> {
  const refusal = await refusalOf(() => contentOf(trained, "sql", app));
  if (refusal === undefined) return undefined;
  const { catalogue } = await import("../pipeline/catalogue.ts");
  const { cellColumns } = await import("../export/sql/cell-columns.ts");
  // Cells that SQL cannot read stay as they are, whatever is trained on them.
  const ofCells = await refusalOf(async () => cellColumns(rulesRead(trained), "sqlite"));
  return { refusal, isTooLarge: ofCells === undefined && !isShort(trained.document, catalogue) };
}

async function refusalOf(write: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    if (error instanceof StudioError && error.details.code === "E_EXPORT_SQL") return error.message;
    throw error;
  }
}

interface ExportWish {
  readonly format: ExportFormat;
  readonly app: AppInfo;
  /** What columns are worth to it, for the report page; needs the table. */
  readonly worth?: WorthOfColumns;
}

/**
 * Writes a trained pipeline as a file of another program, after what is written was compared with the pipeline on made-up rows. The
 * same pipeline gives the same bytes. What writes a format is loaded when it is asked for.
 *
 * @throws E_EXPORT_SELF_TEST
 */
export async function exportPipeline(
  trained: TrainedPipeline,
  { format, app, worth }: ExportWish,
): Promise<ExportedFile> {
  const { checkPruned } = await import("../export/check-pruned.ts");
  const check = checkPruned(trained);
  return { fileName: fileNameOf(trained, format), content: await contentOf(trained, format, app, worth), check };
}

async function contentOf(
  trained: TrainedPipeline,
  format: ExportFormat,
  app: AppInfo,
  worth?: WorthOfColumns,
): Promise<ExportedFile["content"]> {
  const { catalogue } = await import("../pipeline/catalogue.ts");
  switch (format) {
    case "python":
      return (await import("../export/python/write-python.ts")).writePython(trained, { app, catalogue });
    case "onnx-raw":
      return (await import("../export/onnx/write-onnx.ts")).writeOnnx(trained, { app, catalogue, form: "raw" });
    case "onnx-numeric":
      return (await import("../export/onnx/write-onnx.ts")).writeOnnx(trained, { app, catalogue, form: "numeric" });
    case "sql":
      return (await import("../export/sql/write-sql.ts")).writeSql(trained, { app, catalogue, dialect: "sqlite" });
    case "sql-duckdb":
      return (await import("../export/sql/write-sql.ts")).writeSql(trained, { app, catalogue, dialect: "duckdb" });
    case "html":
      return (await import("../export/html/write-html.ts")).writeHtml(trained, { app, catalogue, worth });
    default:
      return format satisfies never;
  }
}
