/** Opening and saving: pipelines as files. */
import type { AppInfo } from "../base/app-name.ts";
import { type OpenedFile, readPipelineJson, writePipelineJson } from "../export/json.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import type { TrainedPipeline } from "../training/types.ts";

/**
 * Opens a pipeline file: a trained pipeline, a pipeline without training, or a bare document.
 *
 * @param name  the file's, for errors.
 * @throws E_FILE_* and E_PIPELINE_DOCUMENT for what is no such file, E_FORMAT_VERSION for a newer one.
 */
export function openPipeline(text: string, name: string): Promise<OpenedFile> {
  return readPipelineJson(text, { catalogue, name });
}

/** The text of a trained pipeline's file; the same pipeline gives the same bytes. @throws E_FILE_PARAMETERS */
export function savePipeline(trained: TrainedPipeline, app: AppInfo): Promise<string> {
  return writePipelineJson(trained, { app, catalogue });
}

/** "My first: pipeline!" → "my-first-pipeline" */
export function pipelineBaseName({ document }: Pick<TrainedPipeline, "document">): string {
  const name = document.name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "pipeline";
  return name.toLowerCase();
}

/** "my-first-pipeline.diffml.json" */
export function pipelineFileName(trained: TrainedPipeline): string {
  return `${pipelineBaseName(trained)}.diffml.json`;
}

/** "my-first-pipeline.cleaned.csv" */
export function cleanedFileName(trained: TrainedPipeline): string {
  return `${pipelineBaseName(trained)}.cleaned.csv`;
}
