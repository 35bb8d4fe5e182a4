/** `diffml export`: a trained pipeline as a file of another program. */
import { exportPipeline } from "../app/export-pipeline.ts";
import { cliText } from "../base/texts/cli.ts";
import type { CommandOf } from "./arguments.ts";
import { app, type Context, readTrained } from "./context.ts";
import { writeChunks } from "./files.ts";

export async function runExport(command: CommandOf<"export">, context: Context): Promise<void> {
  const { pipeline, format, out } = command;
  const { content } = await exportPipeline(await readTrained(pipeline, context), { format, app });
  await writeChunks(out, [content]);
  context.reporter.note(cliText("exported", { path: out, bytes: Buffer.byteLength(content) }));
}
