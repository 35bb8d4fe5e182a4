/** The command line: the same engine without a browser. Bundled by scripts/build-cli.mjs, run by `npm run -s diffml -- …`. */

import { totalmem } from "node:os";
import type { Host } from "../app/host.ts";
import { RunControl } from "../app/run-control.ts";
import { StudioError } from "../base/error.ts";
import { cliText } from "../base/texts/cli.ts";
import { yieldToEventLoop } from "../base/yield.ts";
import { type Command, parseCommand, UsageError, type VerbCommand } from "./arguments.ts";
import type { Context } from "./context.ts";
import { EXIT, endOnSignals, keepStreamsQuiet } from "./endings.ts";
import { StdoutClosed, writeChunks } from "./files.ts";
import { withFolders } from "./folders.ts";
import { speakAsAsked } from "./language.ts";
import { nodeMembers } from "./node-members.ts";
import { STDOUT } from "./options.ts";
import { checkPlaces } from "./places.ts";
import { Reporter } from "./progress.ts";

function contextOf({ name, isVerbose }: VerbCommand): Context {
  const isTerminal = process.stderr.isTTY === true;
  const clock = () => performance.now();
  const write = (text: string) => void process.stderr.write(text);
  const reporter = new Reporter({ isTerminal, write }, isTerminal || isVerbose, clock);
  const control = new RunControl();
  endOnSignals(() => {
    if (name !== "train" || control.isStopped()) return false;
    control.command("stop");
    reporter.warn(cliText("stopping"));
    return true;
  });
  const choose: Host["engines"]["choose"] = async (choice) =>
    (await import("./node-engines.ts")).nodeEngines().choose(choice);
  const members = name === "train" ? nodeMembers() : undefined;
  return {
    reporter,
    control,
    host: { engines: { choose }, clock, pause: yieldToEventLoop, members, memoryBytes: memoryBytes() },
  };
}

/** Of the machine, or of the container that this runs in. */
function memoryBytes(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/** Each verb loads what it needs, so that help and mistakes are told at once. */
async function run(command: Command): Promise<void> {
  switch (command.name) {
    case "help":
      return writeChunks(STDOUT, [command.text]);
    case "version":
      return writeChunks(STDOUT, [`${(await import("./context.ts")).app.version}\n`]);
    case "describe":
      return (await import("./describe.ts")).runDescribe(command, contextOf(command));
    case "train":
      return (await import("./train.ts")).runTrain(command, contextOf(command));
    case "predict":
      return (await import("./predict.ts")).runPredict(command, contextOf(command));
    case "evaluate":
      return (await import("./evaluate.ts")).runEvaluate(command, contextOf(command));
    case "export":
      return (await import("./export.ts")).runExport(command, contextOf(command));
    case "decide":
      return (await import("./decide.ts")).runDecide(command, contextOf(command));
    case "inspect":
      return (await import("./inspect.ts")).runInspect(command, contextOf(command));
    case "compare":
      return (await import("./compare.ts")).runCompare(command, contextOf(command));
    case "explain-kernels":
      return (await import("./explain-kernels.ts")).runExplainKernels(command, contextOf(command));
    default:
      return command satisfies never;
  }
}

/** tfjs prints its own source when an error reaches the top, so everything is caught here. */
async function main(words: readonly string[]): Promise<number> {
  try {
    await speakAsAsked(words);
    const warn = (text: string) => void process.stderr.write(`${text}\n`);
    const command = await withFolders(parseCommand(words), warn);
    if (command.name !== "help" && command.name !== "version") await checkPlaces(command);
    await run(command);
    return EXIT.done;
  } catch (error) {
    if (error instanceof StdoutClosed) return EXIT.unread;
    const isKnown = error instanceof StudioError;
    process.stderr.write(`${isKnown ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    return error instanceof UsageError ? EXIT.misused : EXIT.failed;
  }
}

keepStreamsQuiet();
// Explicitly: engines may hold handles that would keep the process alive.
process.exit(await main(process.argv.slice(2)));
