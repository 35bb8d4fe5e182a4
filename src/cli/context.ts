/** What every verb shares: who is told what happens, what use cases need of Node, and pipeline files. */

import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Host } from "../app/host.ts";
import { openPipeline } from "../app/pipeline-file.ts";
import type { RunControl } from "../app/run-control.ts";
import { APP_NAME, type AppInfo } from "../base/app-name.ts";
import { studioError } from "../base/error.ts";
import type { OpenedFile } from "../export/json.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { nameOf, readText } from "./files.ts";
import type { Reporter } from "./progress.ts";

export interface Context {
  readonly reporter: Reporter;
  readonly host: Host;
  /** Stopped by Ctrl+C. */
  readonly control: RunControl;
}

const packageText = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
const { version } = z.object({ version: z.string() }).parse(JSON.parse(packageText));

export const app: AppInfo = { name: APP_NAME, version };

/** Opens a pipeline file and passes its notes on. @throws E_CLI_FILE, E_FILE_*, E_PIPELINE_DOCUMENT, E_FORMAT_VERSION */
export async function readPipeline(path: string, { reporter }: Context): Promise<OpenedFile> {
  const opened = await openPipeline(await readText(path), nameOf(path));
  for (const note of opened.notes) reporter.warn(note);
  return opened;
}

/** @throws E_CLI_UNTRAINED beside what `readPipeline` throws. */
export async function readTrained(path: string, context: Context): Promise<TrainedPipeline> {
  const { trained } = await readPipeline(path, context);
  if (trained) return trained;
  throw studioError("E_CLI_UNTRAINED", { file: path });
}
