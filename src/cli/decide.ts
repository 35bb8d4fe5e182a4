/** `diffml decide`: a trained pipeline that says a class by a threshold or by costs. */
import { costsFor, thresholdFor, withDecision } from "../app/decide.ts";
import { savePipeline } from "../app/pipeline-file.ts";
import { usageText } from "../base/texts/cli-usage.ts";
import { saysWords } from "../export/model-card.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { type CommandOf, usageError } from "./arguments.ts";
import { app, type Context, readTrained } from "./context.ts";
import { writeChunks } from "./files.ts";

export async function runDecide(command: CommandOf<"decide">, context: Context): Promise<void> {
  const trained = await readTrained(command.pipeline, context);
  const decided = withDecision(trained, decisionOf(trained, command));
  await writeChunks(command.out, [await savePipeline(decided, app)]);
  context.reporter.note(saysWords(decided));
}

function decisionOf(trained: TrainedPipeline, { said, threshold, costs }: CommandOf<"decide">) {
  if (costs !== undefined && (said !== undefined || threshold !== undefined)) {
    throw usageError({ where: "--costs", expected: usageText("costsAlone"), got: "--class, --from" });
  }
  if (costs !== undefined) return costsFor(trained, costs);
  if (said === undefined && threshold === undefined) return undefined;
  if (said !== undefined && threshold !== undefined) return thresholdFor(trained, said, threshold);
  const [where, expected] = said === undefined ? ["--from", "--class LABEL"] : ["--class", "--from P"];
  throw usageError({ where, expected, got: usageText("none") });
}
