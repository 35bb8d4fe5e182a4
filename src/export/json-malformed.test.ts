import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { StudioError } from "../base/error.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { FILE_VERSION } from "../pipeline/document.ts";
import { readPipelineJson, writePipelineJson } from "./json.ts";
import { app, tinyPipeline } from "./testing/tiny-pipeline.ts";

let text: string;
beforeAll(async () => {
  text = await writePipelineJson(tinyPipeline("multiclass"), { app, catalogue });
});

type Path = readonly (string | number)[];

/** Goes down a parsed file; "@op" is the first node of that kind, "@first" the first value. */
function step(at: unknown, key: string | number): unknown {
  if (typeof at !== "object" || at === null) throw new Error(`no ${key} here`);
  if (key === "@first") return Object.values(at)[0];
  if (typeof key === "string" && key.startsWith("@")) {
    return Object.values(at).find((node) => Reflect.get(node, "kind") === key.slice(1));
  }
  return Reflect.get(at, key);
}

/** The text of a file with one value replaced; `undefined` takes it out. */
function replaced(path: Path, value: unknown): string {
  const file: unknown = JSON.parse(text);
  const parent = path.slice(0, -1).reduce(step, file);
  if (typeof parent !== "object" || parent === null) throw new Error(`no ${path.join(".")}`);
  Reflect.set(parent, path[path.length - 1], value);
  return JSON.stringify(file);
}

async function errorOf(read: Promise<unknown>): Promise<StudioError> {
  const error = await read.then(
    () => new Error("it was read"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof StudioError)) throw error;
  return error;
}

function afterChange(path: string, value: unknown): Promise<StudioError> {
  return errorOf(readPipelineJson(replaced(path.split("."), value), { catalogue, name: "p.json" }));
}

describe("what is no pipeline file", () => {
  test.each([
    ["", "E_FILE_JSON"],
    ["species,island\nAdelie,Biscoe\n", "E_FILE_JSON"],
    ['{"formatVersion": 1, "document": {', "E_FILE_JSON"],
    ["[".repeat(65), "E_FILE_LARGE"],
    ['{"document": {"__proto__": {"polluted": true}}}', "E_FILE_JSON"],
    ["null", "E_FILE_KIND"],
    ["[]", "E_FILE_KIND"],
    ["42", "E_FILE_KIND"],
    ['{"name": "another program"}', "E_FILE_KIND"],
    ['{"document": {}}', "E_FORMAT_VERSION"],
    ['{"formatVersion": 1, "document": {}}', "E_FORMAT_VERSION"],
    ['{"formatVersion": 1, "document": {"formatVersion": 1}}', "E_PIPELINE_DOCUMENT"],
    ['{"formatVersion": "1", "blocks": []}', "E_FORMAT_VERSION"],
    ['{"formatVersion": {"$number": "7"}, "blocks": []}', "E_FILE_JSON"],
  ])("%j is refused with %s", async (wrong, code) => {
    const error = await errorOf(readPipelineJson(wrong, { catalogue, name: "p.json" }));
    expect(error.details.code).toBe(code);
    expect(error.details.where).toContain("p.json");
    expect(error.details.fix).not.toBe("");
  });

  test("a newer version is refused with advice", async () => {
    const { details } = await afterChange("formatVersion", FILE_VERSION + 1);
    expect(details).toMatchObject({
      code: "E_FORMAT_VERSION",
      expected: `at most ${FILE_VERSION}`,
      got: String(FILE_VERSION + 1),
    });
    expect(details.fix).toContain("update");
  });
});

const NODES = "predictor.program.nodes";
const TENSOR = "predictor.parameters.@first";
const NOT_A_NUMBER = "AADAfw==";

/** What is broken, where, what stands there instead, and what the error says. */
const BROKEN: readonly (readonly [string, string, unknown, string, string])[] = [
  ["an op of tomorrow", `${NODES}.@op.op`, "attention", "E_FILE_PROGRAM", "attention"],
  ["an op named like a method", `${NODES}.@op.op`, "toString", "E_FILE_PROGRAM", "toString"],
  ["an op that mixes rows", `${NODES}.@op.op`, "meanRows", "E_FILE_PROGRAM", "meanRows"],
  ["an input from further down", `${NODES}.@op.inputs`, [9999, 9999], "E_FILE_PROGRAM", "9999"],
  ["a negative input", `${NODES}.@op.inputs`, [-1], "E_FILE_TRAINED", "-1"],
  ["attributes that an op lacks", `${NODES}.@op.attributes`, { extra: 1 }, "E_FILE_PROGRAM", "extra"],
  ["a shape that does not follow", `${NODES}.@op.type.shape`, [7, 7, 7], "E_FILE_PROGRAM", "7, 7, 7"],
  ["a shape beyond all memory", `${NODES}.@input.type.shape`, [2 ** 40], "E_FILE_PROGRAM", "at most"],
  ["a constant that is too long", `${NODES}.@constant.data`, new Array(9999).fill(0), "E_FILE_PROGRAM", "9999"],
  ["a constant of texts", `${NODES}.@constant.data`, ["1"], "E_FILE_TRAINED", "data"],
  ["an unknown kind of node", `${NODES}.@op.kind`, "script", "E_FILE_TRAINED", "nodes"],
  ["a node with a key too many", `${NODES}.@op.code`, "alert(1)", "E_FILE_TRAINED", "code"],
  ["an input that tables lack", `${NODES}.@input.name`, "labels", "E_FILE_PROGRAM", "labels"],
  ["fewer columns than the program reads", "schema.numbers", [], "E_FILE_PROGRAM", "input"],
  ["a prediction that is another node", "predictor.program.outputs.prediction", 0, "E_FILE_PROGRAM", "prediction"],
  ["a prediction that is no node", "predictor.program.outputs.prediction", 99999, "E_FILE_PROGRAM", "99999"],
  ["no prediction", "predictor.program.outputs", {}, "E_FILE_TRAINED", "prediction"],
  ["no classes", "schema.target.classes", [], "E_FILE_PROGRAM", "prediction"],
  ["parameters that are not there", "predictor.parameters", {}, "E_FILE_PARAMETERS", "nothing"],
  ["a tensor of another type", `${TENSOR}.dtype`, "float16", "E_FILE_TRAINED", "float32"],
  ["a tensor that is cut off", `${TENSOR}.data`, "AAAA", "E_FILE_TENSOR", "bytes"],
  ["a tensor that is no base64", `${TENSOR}.data`, "§§§", "E_FILE_TENSOR", "base64"],
  ["a tensor of another shape", `${TENSOR}.shape`, [3, 3, 3], "E_FILE_TENSOR", "bytes"],
  [
    "a NaN among parameters",
    "predictor.parameters.n7/gates",
    { dtype: "float32", shape: [1], encoding: "base64-le", data: NOT_A_NUMBER },
    "E_FILE_PARAMETERS",
    "finite",
  ],
  ["no schema", "schema", undefined, "E_FILE_TRAINED", "schema"],
  ["no soft pipeline", "soft", undefined, "E_FILE_TRAINED", "soft"],
  ["no self-test", "selfTest", undefined, "E_FILE_TRAINED", "selfTest"],
  ["no document", "document", null, "E_PIPELINE_DOCUMENT", "document"],
  ["blocks that are no list", "document.blocks", {}, "E_PIPELINE_DOCUMENT", "blocks"],
  ["a learning rate of minus one", "document.training.learningRate", -1, "E_PIPELINE_DOCUMENT", "learningRate"],
];

test.each(BROKEN)("%s is refused, and the error names it", async (_, path, value, code, words) => {
  const { details, message } = await afterChange(path, value);
  expect(details.code).toBe(code);
  expect(message).toContain(words);
  expect(details.where).toContain("p.json");
});

test("nothing in a file reaches the prototype of objects", async () => {
  const file = text.replace('"optimiser": {', '"optimiser": {"__proto__": {"polluted": true}, ');
  expect(file).not.toBe(text);
  const error = await errorOf(readPipelineJson(file, { catalogue }));
  expect(error.details.code).toBe("E_FILE_JSON");
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

/** Every path of a parsed file, as lists of keys; long arrays by their first and last items. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const keys = Array.isArray(value)
    ? [...new Set([0, value.length - 1])].filter((key) => key >= 0)
    : Object.keys(value);
  return [path, ...keys.flatMap((key) => pathsOf(Reflect.get(value, key), [...path, key]))];
}

test("any one value replaced by another is either read or refused as a StudioError, never a crash", async () => {
  const paths = pathsOf(JSON.parse(text)).filter((path) => path.length > 0);
  const junk = fc.constantFrom<unknown>(null, -1, 0, 1.5, 1e300, "", "x", [], {}, [[]], true);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), junk, async (path, value) => {
      try {
        const opened = await readPipelineJson(replaced(path, value), { catalogue });
        expect(opened.document.blocks).toBeDefined();
      } catch (error) {
        if (!(error instanceof StudioError)) throw new Error(`${path.join(".")} = ${JSON.stringify(value)}: ${error}`);
      }
    }),
    { numRuns: 300 },
  );
});
