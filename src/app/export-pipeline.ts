/** A trained pipeline in the form of another program. */
import type { PrunedCheck } from "../export/check-pruned.ts";
import type { AppInfo } from "../export/json.ts";
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
  /** How it is used, with the pipeline's own columns. */
  readonly snippet: string;
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
    default:
      return format satisfies never;
  }
}

/** Every format with how it is used. */
export async function exportOffers(trained: TrainedPipeline): Promise<readonly ExportOffer[]> {
  const { onnxNumericSnippet, onnxRawSnippet, pythonSnippet } = await import("../export/snippets.ts");
  const snippets = { python: pythonSnippet, "onnx-raw": onnxRawSnippet, "onnx-numeric": onnxNumericSnippet };
  return EXPORT_FORMATS.map((format) => {
    const fileName = fileNameOf(trained, format);
    return { format, fileName, snippet: snippets[format](trained, fileName) };
  });
}

/**
 * Writes a trained pipeline as a file of another program, after what is written was compared with the pipeline on made-up rows. The
 * same pipeline gives the same bytes. What writes a format is loaded when it is asked for.
 *
 * @throws E_EXPORT_SELF_TEST
 */
export async function exportPipeline(
  trained: TrainedPipeline,
  { format, app }: { readonly format: ExportFormat; readonly app: AppInfo },
): Promise<ExportedFile> {
  const { checkPruned } = await import("../export/check-pruned.ts");
  const check = checkPruned(trained);
  return { fileName: fileNameOf(trained, format), content: await contentOf(trained, format, app), check };
}

async function contentOf(
  trained: TrainedPipeline,
  format: ExportFormat,
  app: AppInfo,
): Promise<ExportedFile["content"]> {
  const { catalogue } = await import("../pipeline/catalogue.ts");
  switch (format) {
    case "python":
      return (await import("../export/python/write-python.ts")).writePython(trained, { app, catalogue });
    case "onnx-raw":
      return (await import("../export/onnx/write-onnx.ts")).writeOnnx(trained, { app, catalogue, form: "raw" });
    case "onnx-numeric":
      return (await import("../export/onnx/write-onnx.ts")).writeOnnx(trained, { app, catalogue, form: "numeric" });
    default:
      return format satisfies never;
  }
}
