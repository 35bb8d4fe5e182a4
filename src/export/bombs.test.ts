/** Files that are small to store and huge to open are refused before anything of them is run, at ten times the size of those that were seen. */
import { beforeAll, expect, test } from "vitest";
import { catalogue } from "../pipeline/catalogue.ts";
import { fastestOfThree } from "../table/testing/fastest.ts";
import { readPipelineJson, writePipelineJson } from "./json.ts";
import { BOMBS, TEXT_BOMBS } from "./testing/bombs.ts";
import { app, tinyPipeline } from "./testing/tiny-pipeline.ts";

let text: string;
beforeAll(async () => {
  text = await writePipelineJson(tinyPipeline("multiclass"), { app, catalogue });
});

const SIZE = 10;

const outcomeOf = (file: string) =>
  readPipelineJson(file, { catalogue, name: "p.json" }).then(
    ({ notes }) => notes,
    (error) => error.details?.code ?? error,
  );

/** Processor time goes to docs/reliability.md; nothing asserts it. */
async function codeOf(file: string, name = ""): Promise<unknown> {
  const outcome = await outcomeOf(file);
  if (process.env.DIFFML_FULL === "1" && name !== "") {
    const ms = await fastestOfThree(() => outcomeOf(file));
    console.log(`${name}: ${(file.length / 1e6).toFixed(1)} MB, ${outcome}, ${Math.round(ms)} ms`);
  }
  return outcome;
}

/** What stays small enough is opened as far as it goes, and takes no more than its size explains. */
const OPENED: Readonly<Record<string, unknown>> = {
  "blocks that double what they join": [expect.stringContaining("changed"), expect.stringContaining("rebuild")],
};

test.each(Object.keys(BOMBS))("%s", async (name) => {
  const file = JSON.parse(text);
  BOMBS[name](file, SIZE);
  expect(await codeOf(JSON.stringify(file), name)).toEqual(
    OPENED[name] ?? expect.stringMatching(/^E_FILE_(LARGE|PROGRAM)$/),
  );
});

test.each(Object.keys(TEXT_BOMBS))("%s", async (name) => {
  expect(await codeOf(TEXT_BOMBS[name](SIZE), name)).toMatch(/^E_FILE_LARGE$|^E_FORMAT_VERSION$/);
});

test("what the studio writes is far from the limits: all columns of a wide table", async () => {
  const file = JSON.parse(text);
  const others = Array.from({ length: 5000 }, (_, i) => ({ ...file.document.rules[0], name: `c${i}`, role: "aside" }));
  file.document.rules.push(...others);
  expect(await codeOf(JSON.stringify(file))).toEqual([expect.stringContaining("changed")]);
});
