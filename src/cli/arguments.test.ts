import { describe, expect, test } from "vitest";
import { trainingSettingsSchema } from "../pipeline/document.ts";
import { parseCommand, UsageError } from "./arguments.ts";
import { helpOf } from "./help.ts";
import { optionsOf } from "./options.ts";
import { VERB_NAMES, VERBS } from "./verbs.ts";

const words = (line: string) => line.split(" ");

test("every option of train is read", () => {
  const line =
    "train a.csv b.csv --target y --task binary --pipeline p.json --split s.txt --seed 7 --deploy one --starts 3 --learning-rates 0.01,0.1 --engine tfjs-cpu --max-seconds 2.5 --max-steps 40 --out t.json --report r.json --verbose";
  expect(parseCommand(words(line))).toEqual({
    name: "train",
    files: ["a.csv", "b.csv"],
    target: "y",
    task: "binary",
    pipeline: "p.json",
    split: "s.txt",
    seed: 7,
    deploy: "one",
    starts: 3,
    learningRates: [0.01, 0.1],
    engine: "tfjs-cpu",
    maxSeconds: 2.5,
    maxSteps: 40,
    out: "t.json",
    report: "r.json",
    isForSpreadsheets: false,
    isVerbose: true,
  });
});

test("what is not said is left to the pipeline; task and engine are automatic", () => {
  expect(parseCommand(words("train a.csv --target y --out t.json"))).toEqual({
    name: "train",
    files: ["a.csv"],
    target: "y",
    task: "auto",
    engine: "auto",
    out: "t.json",
    isForSpreadsheets: false,
    isVerbose: false,
  });
});

test("predict and evaluate write to stdout unless told otherwise", () => {
  expect(parseCommand(words("predict t.json rows.csv"))).toMatchObject({
    pipeline: "t.json",
    files: ["rows.csv"],
    out: "-",
  });
  expect(parseCommand(words("predict t.json rows.csv --out p.csv"))).toMatchObject({ out: "p.csv" });
  expect(parseCommand(words("evaluate t.json a.csv b.csv --report r.json"))).toMatchObject({
    files: ["a.csv", "b.csv"],
    out: "r.json",
  });
});

test("help names every option of its command", () => {
  const { text } = parseCommand(["train", "--help"]) as { text: string };
  expect(text).toBe(helpOf("train"));
  for (const option of [
    "target",
    "out",
    "report",
    "task",
    "pipeline",
    "split",
    "seed",
    "deploy",
    "starts",
    "learning-rates",
    "engine",
    "max-seconds",
    "max-steps",
  ]) {
    expect(text).toContain(`--${option} `);
  }
  expect(parseCommand([]).name).toBe("help");
  expect(parseCommand(["--help"]).name).toBe("help");
});

test.each(VERB_NAMES)("help of %s says all of its options, with their words, and what usage requires", (verb) => {
  const help = helpOf(verb);
  for (const row of optionsOf(verb)) expect(help).toContain(`--${row.name}${row.value ? ` ${row.value}` : ""}`);
  const [usage] = help.split("\n");
  for (const { example } of VERBS[verb].arguments) expect(usage).toContain(example);
  expect(help).not.toMatch(/undefined|NaN|Infinity/);
});

test.each(VERB_NAMES)("no two options or arguments of %s have one name or one key", (verb) => {
  const rows = optionsOf(verb);
  const keys = [...rows, ...VERBS[verb].arguments].map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
});

test.each([
  ["--seed", "seed"],
  ["--starts", "starts"],
  ["--max-seconds", "budgetSeconds"],
  ["--max-steps", "maxSteps"],
  ["--learning-rates", "learningRate"],
] as const)("%s takes the numbers that a saved pipeline takes as %s", (option, setting) => {
  for (const value of [-1, 0, 0.05, 0.5, 1, 1.5, 8, 9, 10, 10.5, 86400, 86401, 4294967295, 4294967296, 1e300]) {
    const isTaken = trainingSettingsSchema.safeParse({ [setting]: value }).success;
    const run = () => parseCommand([...words("train a.csv --target y --out t.json"), `${option}=${value}`]);
    if (isTaken) expect(run, String(value)).not.toThrow();
    else expect(run, String(value)).toThrow(option);
  }
});

test("one option decides the split, and values are told apart from their splits at the last equals sign", () => {
  const train = (...more: readonly string[]) =>
    parseCommand([...words("train a.csv --target y --out t.json"), ...more]);
  expect(train("--group", "patient")).toMatchObject({ group: "patient" });
  expect(train("--split-by", "set", "--split-values", "a=b=train, c=test")).toMatchObject({
    splitBy: "set",
    splitValues: [
      { value: "a=b", split: "train" },
      { value: "c", split: "test" },
    ],
  });
  expect(train("--split-files", "b.csv=test")).toMatchObject({ splitFiles: [{ value: "b.csv", split: "test" }] });
  expect(() => train("--group", "patient", "--time", "day")).toThrow("no other option for the split");
  expect(() => train("--split", "letters.txt", "--split-by", "set")).toThrow("no other option for the split");
  expect(() => train("--split-values", "a=train")).toThrow("--split-by beside it");
  for (const list of ["a", "=train", "a=both", "a=train,"]) {
    expect(() => train("--split-by", "set", "--split-values", list), list).toThrow("--split-values");
  }
});

test("what is said of columns may be said several times, and a negative number is a value", () => {
  const line = "describe a.csv --missing -9 --missing age=-99 --type a=b=date --decimal , --decimal x=. --role y=aside";
  expect(parseCommand(words(line))).toMatchObject({
    missing: ["-9", "age=-99"],
    type: [{ column: "a=b", word: "date" }],
    decimal: [{ word: "," }, { column: "x", word: "." }],
    role: [{ column: "y", word: "aside" }],
  });
  expect(parseCommand(["describe", "a.csv"])).not.toHaveProperty("missing");
  expect(() => parseCommand(words("predict t.json a.csv --missing x"))).toThrow("--missing");
});

describe("mistakes are usage errors that name what is wrong", () => {
  test.each([
    ["fly", "fly"],
    ["train a.csv --target y --out t.json --colour red", "--colour"],
    ["train a.csv --target y --out t.json --starts 9", "--starts"],
    ["train a.csv --target y --out t.json --learning-rates 0.1,,2", "--learning-rates"],
    ["train a.csv --target y --out t.json --learning-rates 0.1,11", "--learning-rates"],
    ["train --target y --out t.json", "CSV"],
    ["train a.csv --out t.json", "--target"],
    ["train a.csv --target y", "--out"],
    ["train a.csv --target y --out t.json --task guess", "guess"],
    ["train a.csv --target y --out t.json --engine cuda", "tfjs-wasm"],
    ["train a.csv --target y --out t.json --seed 1.5", "whole number"],
    ["train a.csv --target y --out t.json --seed 4294967296", "4294967295"],
    ["train a.csv --target y --out t.json --max-seconds soon", "soon"],
    ["train a.csv --target y --out t.json --max-steps 0", "from 1"],
    ["predict t.json", "CSV"],
    ["predict t.json rows.csv --seed 7", "--seed"],
    ["evaluate", "trained pipeline"],
  ])("%s", (line, says) => {
    expect(() => parseCommand(words(line))).toThrow(UsageError);
    expect(() => parseCommand(words(line))).toThrow(says);
  });

  test("an empty value is none", () => {
    expect(() => parseCommand(["train", "a.csv", "--target", "", "--out", "t.json"])).toThrow("--target");
  });
});
