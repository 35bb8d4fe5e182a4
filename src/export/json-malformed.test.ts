import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { StudioError } from "../program/error.ts";
import { readPipelineJson, writePipelineJson } from "./json.ts";
import { app, catalogue, tinyPipeline } from "./testing/tiny-pipeline.ts";

let text: string;
beforeAll(async () => {
  text = await writePipelineJson(tinyPipeline("multiclass"), { app, catalogue });
});

// biome-ignore lint/suspicious/noExplicitAny: a parsed file that a test breaks on purpose.
type File = any;

async function errorOf(read: Promise<unknown>): Promise<StudioError> {
  const error = await read.then(
    () => new Error("it was read"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof StudioError)) throw error;
  return error;
}

async function afterChange(change: (file: File) => void): Promise<StudioError> {
  const file = JSON.parse(text);
  change(file);
  return errorOf(readPipelineJson(JSON.stringify(file), { catalogue, name: "p.json" }));
}

describe("what is no pipeline file", () => {
  test.each([
    ["", "E_FILE_JSON"],
    ["species,island\nAdelie,Biscoe\n", "E_FILE_JSON"],
    ['{"formatVersion": 1, "document": {', "E_FILE_JSON"],
    ["[".repeat(200_000), "E_FILE_JSON"],
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
    const { details } = await afterChange((file) => {
      file.formatVersion = 2;
    });
    expect(details).toMatchObject({ code: "E_FORMAT_VERSION", expected: "at most 1", got: "2" });
    expect(details.fix).toContain("update");
  });
});

/** The first op, parameter, constant or input of the stored program. */
function firstNode(file: File, kind: string): File {
  return file.predictor.program.nodes.find((node: File) => node.kind === kind);
}

const BROKEN: readonly (readonly [string, (file: File) => void, string, string])[] = [
  ["an op of tomorrow", (f) => Object.assign(firstNode(f, "op"), { op: "attention" }), "E_FILE_PROGRAM", "attention"],
  [
    "an op named like a method",
    (f) => Object.assign(firstNode(f, "op"), { op: "toString" }),
    "E_FILE_PROGRAM",
    "toString",
  ],
  ["an op that mixes rows", (f) => Object.assign(firstNode(f, "op"), { op: "meanRows" }), "E_FILE_PROGRAM", "meanRows"],
  [
    "an input from further down",
    (f) => Object.assign(firstNode(f, "op"), { inputs: [9999, 9999] }),
    "E_FILE_PROGRAM",
    "9999",
  ],
  ["a negative input", (f) => Object.assign(firstNode(f, "op"), { inputs: [-1] }), "E_FILE_TRAINED", "-1"],
  [
    "attributes that an op lacks",
    (f) => Object.assign(firstNode(f, "op"), { attributes: { extra: 1 } }),
    "E_FILE_PROGRAM",
    "extra",
  ],
  ["a shape that does not follow", (f) => firstNode(f, "op").type.shape.push(3), "E_FILE_PROGRAM", "3]"],
  [
    "a shape beyond all memory",
    (f) => Object.assign(firstNode(f, "input").type, { shape: [2 ** 40] }),
    "E_FILE_PROGRAM",
    "at most",
  ],
  ["a constant that is too short", (f) => firstNode(f, "constant").data.pop(), "E_FILE_PROGRAM", "numbers"],
  ["a constant of texts", (f) => Object.assign(firstNode(f, "constant"), { data: ["1"] }), "E_FILE_TRAINED", "data"],
  ["an unknown kind of node", (f) => Object.assign(firstNode(f, "op"), { kind: "script" }), "E_FILE_TRAINED", "nodes"],
  [
    "a node with a key too many",
    (f) => Object.assign(firstNode(f, "op"), { code: "alert(1)" }),
    "E_FILE_TRAINED",
    "code",
  ],
  [
    "an input that tables lack",
    (f) => Object.assign(firstNode(f, "input"), { name: "labels" }),
    "E_FILE_PROGRAM",
    "labels",
  ],
  ["fewer columns than the program reads", (f) => f.schema.numbers.pop(), "E_FILE_PROGRAM", "input"],
  [
    "a prediction that is another node",
    (f) => Object.assign(f.predictor.program.outputs, { prediction: 0 }),
    "E_FILE_PROGRAM",
    "prediction",
  ],
  [
    "a prediction that is no node",
    (f) => Object.assign(f.predictor.program.outputs, { prediction: 99999 }),
    "E_FILE_PROGRAM",
    "99999",
  ],
  ["no prediction", (f) => Object.assign(f.predictor.program, { outputs: {} }), "E_FILE_TRAINED", "prediction"],
  ["one class fewer", (f) => f.schema.target.classes.pop(), "E_FILE_PROGRAM", "prediction"],
  [
    "a parameter that is not there",
    (f) => Object.assign(f.predictor, { parameters: {} }),
    "E_FILE_PARAMETERS",
    "nothing",
  ],
  ["a tensor of another type", (f) => Object.assign(someTensor(f), { dtype: "float16" }), "E_FILE_TRAINED", "float32"],
  ["a tensor that is cut off", (f) => Object.assign(someTensor(f), { data: "AAAA" }), "E_FILE_TENSOR", "bytes"],
  ["a tensor that is no base64", (f) => Object.assign(someTensor(f), { data: "§§§" }), "E_FILE_TENSOR", "base64"],
  ["a tensor of another shape", (f) => someTensor(f).shape.push(2), "E_FILE_TENSOR", "bytes"],
  [
    "a NaN among parameters",
    (f) => Object.assign(someTensor(f), { data: btoa("\0\0\xc0\x7f"), shape: [1] }),
    "E_FILE_PARAMETERS",
    "finite",
  ],
  ["no schema", (f) => delete f.schema, "E_FILE_TRAINED", "schema"],
  ["no soft pipeline", (f) => delete f.soft, "E_FILE_TRAINED", "soft"],
  ["no self-test", (f) => delete f.selfTest, "E_FILE_TRAINED", "selfTest"],
  ["no document", (f) => Object.assign(f, { document: null }), "E_PIPELINE_DOCUMENT", "document"],
  ["blocks that are no list", (f) => Object.assign(f.document, { blocks: {} }), "E_PIPELINE_DOCUMENT", "blocks"],
  [
    "a learning rate of minus one",
    (f) => Object.assign(f.document.training, { learningRate: -1 }),
    "E_PIPELINE_DOCUMENT",
    "learningRate",
  ],
];

function someTensor(file: File): File {
  return Object.values(file.predictor.parameters)[0];
}

test.each(BROKEN)("%s is refused, and the error names it", async (_, change, code, words) => {
  const { details, message } = await afterChange(change);
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
      const file = JSON.parse(text);
      const parent = path.slice(0, -1).reduce((at, key) => at[key], file);
      parent[path[path.length - 1]] = value;
      try {
        const opened = await readPipelineJson(JSON.stringify(file), { catalogue });
        expect(opened.document.blocks).toBeDefined();
      } catch (error) {
        if (!(error instanceof StudioError)) throw new Error(`${path.join(".")} = ${JSON.stringify(value)}: ${error}`);
      }
    }),
    { numRuns: 300 },
  );
});
