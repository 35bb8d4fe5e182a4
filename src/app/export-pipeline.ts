/** A trained pipeline in the form of another program. */
import type { AppInfo } from "../export/json.ts";
import type { TrainedPipeline } from "../training/types.ts";
import type { ExportFormat } from "./export-formats.ts";
import { pipelineBaseName } from "./pipeline-file.ts";

export interface ExportedFile {
  readonly fileName: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
}

/**
 * Writes a trained pipeline as a file of another program; the same pipeline gives the same bytes. What writes a format is loaded
 * when it is asked for.
 */
export async function exportPipeline(
  trained: TrainedPipeline,
  { format, app }: { readonly format: ExportFormat; readonly app: AppInfo },
): Promise<ExportedFile> {
  const { catalogue } = await import("../pipeline/catalogue.ts");
  const name = pipelineBaseName(trained);
  switch (format) {
    case "python": {
      const { writePython } = await import("../export/python/write-python.ts");
      return { fileName: `${name.replaceAll("-", "_")}.py`, content: await writePython(trained, { app, catalogue }) };
    }
    case "onnx-raw":
    case "onnx-numeric": {
      const { writeOnnx } = await import("../export/onnx/write-onnx.ts");
      const form = format === "onnx-raw" ? "raw" : "numeric";
      return { fileName: `${name}.${form}.onnx`, content: writeOnnx(trained, { app, catalogue, form }) };
    }
    default:
      return format satisfies never;
  }
}
