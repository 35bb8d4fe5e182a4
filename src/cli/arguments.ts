/** From words to a command; every mistake is told with what was expected. */
import { parseArgs } from "node:util";
import { StudioError } from "../base/error.ts";
import {
  COMMANDS,
  type CommandName,
  ENGINE_CHOICES,
  type EngineChoice,
  HELP,
  KERNEL_FORMS,
  type KernelForm,
  OVERVIEW,
  TASK_CHOICES,
  type TaskChoice,
} from "./usage.ts";

export interface TrainCommand {
  readonly name: "train";
  readonly files: readonly string[];
  readonly target: string;
  readonly task: TaskChoice;
  readonly engine: EngineChoice;
  readonly out: string;
  readonly report?: string;
  readonly pipeline?: string;
  readonly split?: string;
  readonly seed?: number;
  readonly starts?: number;
  readonly learningRates?: readonly number[];
  readonly maxSeconds?: number;
  readonly maxSteps?: number;
  readonly isVerbose: boolean;
}

export interface ApplyCommand {
  readonly name: "predict" | "evaluate";
  readonly pipeline: string;
  readonly files: readonly string[];
  /** "-" for stdout. */
  readonly out: string;
  readonly isVerbose: boolean;
}

export interface ExplainCommand {
  readonly name: "explain-kernels";
  readonly pipeline: string;
  readonly form: KernelForm;
  readonly isVerbose: boolean;
}

export type Command =
  | ExplainCommand
  | TrainCommand
  | ApplyCommand
  | { readonly name: "help"; readonly text: string }
  | { readonly name: "version" };

/** A mistake in the words of the command; exit code 2, as is usual. */
export class UsageError extends StudioError {}

function usageError(where: string, expected: string, got: string, fix = "See --help."): UsageError {
  return new UsageError({ code: "E_CLI_ARGUMENTS", where, expected, got, fix });
}

const common = { help: { type: "boolean", short: "h" }, verbose: { type: "boolean" } } as const;
const text = { type: "string" } as const;
const OPTIONS = {
  train: {
    ...common,
    target: text,
    out: text,
    report: text,
    task: text,
    pipeline: text,
    split: text,
    seed: text,
    starts: text,
    "learning-rates": text,
    engine: text,
    "max-seconds": text,
    "max-steps": text,
  },
  predict: { ...common, out: text },
  evaluate: { ...common, report: text },
  "explain-kernels": { ...common, as: text },
} as const;

type Values = Readonly<Record<string, unknown>>;

function parse(
  name: CommandName,
  words: readonly string[],
): { readonly values: Values; readonly files: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: OPTIONS[name], allowPositionals: true });
    return { values, files: positionals };
  } catch (error) {
    const options = Object.keys(OPTIONS[name]).map((option) => `--${option}`);
    const got = error instanceof Error ? error.message.split("\n")[0].split(". ")[0] : String(error);
    throw usageError(`diffml ${name}`, `options among ${options.join(" ")}`, got);
  }
}

function textOf(values: Values, option: string): string | undefined {
  const value = values[option];
  if (value === "") throw usageError(`--${option}`, "a value", "an empty text");
  return typeof value === "string" ? value : undefined;
}

function required(name: CommandName, values: Values, option: string, meaning: string): string {
  const value = textOf(values, option);
  if (value === undefined) throw usageError(`diffml ${name}`, `--${option} and ${meaning}`, "none");
  return value;
}

function oneOf<Choice extends string>(values: Values, option: string, choices: readonly Choice[]): Choice {
  const value = textOf(values, option) ?? choices[0];
  const choice = choices.find((known) => known === value);
  if (choice === undefined) throw usageError(`--${option}`, `one of ${choices.join(", ")}`, value);
  return choice;
}

function numberOf(
  values: Values,
  option: string,
  range: { readonly low: number; readonly high: number; readonly isWhole: boolean },
): number | undefined {
  const value = textOf(values, option);
  if (value === undefined) return undefined;
  const number = value.trim() === "" ? Number.NaN : Number(value);
  const { low, high, isWhole } = range;
  if (number >= low && number <= high && (!isWhole || Number.isInteger(number))) return number;
  throw usageError(`--${option}`, `a ${isWhole ? "whole " : ""}number from ${low} to ${high}`, value);
}

function numbersOf(
  values: Values,
  option: string,
  range: { readonly above: number; readonly high: number; readonly most: number },
): readonly number[] | undefined {
  const value = textOf(values, option);
  if (value === undefined) return undefined;
  const numbers = value.split(",").map((word) => (word.trim() === "" ? Number.NaN : Number(word)));
  const { above, high, most } = range;
  if (numbers.length <= most && numbers.every((number) => number > above && number <= high)) return numbers;
  throw usageError(`--${option}`, `up to ${most} numbers above ${above}, at most ${high}, between commas`, value);
}

function trainCommand(values: Values, files: readonly string[], isVerbose: boolean): TrainCommand {
  if (files.length === 0) throw usageError("diffml train", "at least one CSV file", "none");
  const [report, pipeline, split] = ["report", "pipeline", "split"].map((option) => textOf(values, option));
  const seed = numberOf(values, "seed", { low: 0, high: 4294967295, isWhole: true });
  const starts = numberOf(values, "starts", { low: 1, high: 8, isWhole: true });
  const learningRates = numbersOf(values, "learning-rates", { above: 0, high: 10, most: 8 });
  const maxSeconds = numberOf(values, "max-seconds", { low: 0.1, high: 86400, isWhole: false });
  const maxSteps = numberOf(values, "max-steps", { low: 1, high: 1e9, isWhole: true });
  return {
    name: "train",
    files,
    target: required("train", values, "target", "the name of the column to predict"),
    task: oneOf(values, "task", TASK_CHOICES),
    engine: oneOf(values, "engine", ENGINE_CHOICES),
    out: required("train", values, "out", "a file for the trained pipeline"),
    ...(report !== undefined ? { report } : {}),
    ...(pipeline !== undefined ? { pipeline } : {}),
    ...(split !== undefined ? { split } : {}),
    ...(seed !== undefined ? { seed } : {}),
    ...(starts !== undefined ? { starts } : {}),
    ...(learningRates !== undefined ? { learningRates } : {}),
    ...(maxSeconds !== undefined ? { maxSeconds } : {}),
    ...(maxSteps !== undefined ? { maxSteps } : {}),
    isVerbose,
  };
}

/** @throws UsageError E_CLI_ARGUMENTS for unknown commands, options and values. */
export function parseCommand(words: readonly string[]): Command {
  const [first, ...rest] = words;
  if (first === undefined || first === "help" || first === "--help" || first === "-h") {
    return { name: "help", text: OVERVIEW };
  }
  if (first === "--version") return { name: "version" };
  const name = COMMANDS.find((known) => known === first);
  if (name === undefined) throw usageError("diffml", `one of ${COMMANDS.join(", ")}`, first, "See diffml --help.");
  const { values, files } = parse(name, rest);
  if (values.help === true) return { name: "help", text: HELP[name] };
  const isVerbose = values.verbose === true;
  switch (name) {
    case "train":
      return trainCommand(values, files, isVerbose);
    case "predict":
    case "evaluate": {
      const [pipeline, ...tables] = files;
      if (tables.length === 0) {
        throw usageError(`diffml ${name}`, "a trained pipeline and at least one CSV file", files.join(" ") || "none");
      }
      const out = textOf(values, name === "predict" ? "out" : "report") ?? "-";
      return { name, pipeline, files: tables, out, isVerbose };
    }
    case "explain-kernels": {
      const [pipeline, ...others] = files;
      if (!pipeline || others.length > 0) {
        throw usageError(`diffml ${name}`, "one trained pipeline", files.join(" ") || "none");
      }
      return { name, pipeline, form: oneOf(values, "as", KERNEL_FORMS), isVerbose };
    }
    default:
      return name satisfies never;
  }
}
