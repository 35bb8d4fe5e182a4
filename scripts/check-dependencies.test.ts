import { describe, expect, test } from "vitest";
import { checkDependencies, parseImports, parseTypeImports, withoutComments } from "./check-dependencies.mjs";

function check(files: Record<string, string>): string[] {
  return checkDependencies(new Map(Object.entries(files)));
}

describe("parseImports", () => {
  test("finds every form of import and re-export", () => {
    const code = [
      'import "./effect.ts";',
      'import plain from "./plain.ts";',
      'import type { A } from "./types.ts";',
      "import {\n  one,\n  two as three,\n} from './many.ts';",
      'import * as all from "./all.ts";',
      'export { b } from "./b.ts";',
      'export * from "./c.ts";',
      'const lazy = await import("./lazy.ts");',
    ].join("\n");
    const names = ["effect", "plain", "types", "many", "all", "b", "c", "lazy"].map((name) => `./${name}.ts`);
    expect(parseImports(code)).toEqual(names);
  });

  test("is not fooled by exports of values, comments or texts", () => {
    const code = [
      'export const place = "./place.ts";',
      'export function from() { return "./x.ts"; }',
      '// import "./comment.ts";',
      '/* export * from "./block.ts"; */',
      'const url = "https://example.org/a"; // import "./tail.ts"',
    ].join("\n");
    expect(parseImports(withoutComments(code))).toEqual([]);
  });
});

describe("parseTypeImports", () => {
  test("finds files of which nothing but types is imported", () => {
    const code = [
      'import type { A } from "./a.ts";',
      'import { b, type B } from "./b.ts";',
      // Names of types alone: the module is loaded all the same.
      'import { type C } from "./c.ts";',
      'export type { D } from "./d.ts";',
      'import type { E } from "./e.ts";\nimport { e } from "./e.ts";',
      'import type { F } from "./f.ts";\nimport type { G } from "./f.ts";',
      'const later = import("./a-later.ts");',
    ].join("\n");
    expect([...parseTypeImports(code)].sort()).toEqual(["./a.ts", "./d.ts", "./f.ts"]);
  });
});

describe("checkDependencies", () => {
  test("accepts imports that go down", () => {
    const files = {
      "src/program/a.ts": "export const a = 1;\n",
      "src/blocks/b.ts": 'import { a } from "../program/a.ts";\nexport const b = a;\n',
      "src/engine/tfjs/e.ts": 'import * as tf from "@tensorflow/tfjs";\nexport const e = tf;\n',
      "src/studio/App.tsx": 'import { useState } from "react";\nexport const App = useState;\n',
    };
    expect(check(files)).toEqual([]);
  });

  test.each([
    ["an import that goes up", "src/program/a.ts", 'import { b } from "../blocks/b.ts";', "Imports go down only"],
    ["the engine in the studio", "src/studio/a.ts", 'import { b } from "../engine/b.ts";', "Imports go down only"],
    ["the worker host in the studio", "src/studio/a.ts", 'import "../worker/host.ts";', "client and protocol"],
    ["a use case in the studio", "src/studio/a.ts", 'import { train } from "../app/train.ts";', "client and protocol"],
    ["the worker's verbs in the studio", "src/studio/a.ts", 'import "../worker/verbs.ts";', "client and protocol"],
    ["React outside the studio", "src/training/a.ts", 'import { memo } from "react";', "React"],
    ["a React package outside the studio", "src/pipeline/a.ts", 'import { Handle } from "@xyflow/react";', "React"],
    ["tfjs outside the engine", "src/worker/a.ts", 'import * as tf from "@tensorflow/tfjs";', "tfjs"],
    ["tfjs in another engine", "src/engine/select/a.ts", 'import * as tf from "@tensorflow/tfjs";', "tfjs"],
    ["Node below the command line", "src/table/a.ts", 'import { readFileSync } from "node:fs";', "Node's own modules"],
    ["test code in the product", "src/table/a.ts", 'import { t } from "./fixtures/t.ts";', "only for tests"],
    ["a folder without a place", "src/misc/a.ts", 'import { b } from "../program/b.ts";', "no place"],
    ["a barrel file by name", "src/table/index.ts", "export const a = 1;", "barrel"],
    ["a barrel file by content", "src/table/all.ts", 'export { a } from "./a.ts";\nexport * from "./b.ts";', "barrel"],
    ["a clock", "src/training/a.ts", "export const now = () => Date.now();", "passed in"],
    ["chance", "src/program/a.ts", "export const x = Math.random();", "passed in"],
    ["a long file", "src/studio/a.ts", "export const a = 1;\n".repeat(401), "split it"],
  ])("refuses %s", (_, path, text, reason) => {
    const problems = check({ [path]: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(reason);
  });

  test("lets tests, asset addresses and one passed-on name through", () => {
    const files = {
      "src/blocks/a/fit.ts": 'export { fitBoth as fit } from "../both.ts";\n',
      "src/blocks/a.test.ts": 'import * as tf from "@tensorflow/tfjs";\nimport { e } from "../engine/e.ts";\n',
      "src/engine/tfjs/page-files.ts":
        'import url from "@tensorflow/tfjs-backend-wasm/dist/x.wasm?url";\nexport const u = url;\n',
    };
    expect(check(files)).toEqual([]);
  });

  test("refuses what worker and command line both load above the pipeline, unless it is a use case", () => {
    const files = {
      "src/app/train.ts": "export const train = 1;\n",
      "src/engine/engine.ts": "export const engine = 1;\n",
      "src/export/json.ts": "export const write = 1;\nexport type App = string;\n",
      "src/training/trainer.ts": "export const trainer = 1;\n",
      "src/training/plan.ts": "export const plan = 1;\n",
      "src/worker/a.ts":
        'import { train } from "../app/train.ts";\nimport { engine } from "../engine/engine.ts";\nimport type { App } from "../export/json.ts";\nexport const a: [App, unknown] = ["", [train, engine]];\n',
      "src/cli/b.ts":
        'import { train } from "../app/train.ts";\nimport { engine } from "../engine/engine.ts";\nimport { write } from "../export/json.ts";\nexport const b = [train, engine, write];\n',
      "src/cli/c.ts": 'export const run = async () => (await import("../training/plan.ts")).plan;\n',
    };
    expect(check(files)).toEqual([]);
    const both = {
      ...files,
      "src/worker/d.ts": 'import { trainer } from "../training/trainer.ts";\nexport const d = trainer;\n',
    };
    const problems = check(both);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("src/training: loaded by worker and command line");
    expect(problems[0]).toContain("src/cli/c.ts imports src/training/plan.ts");
    // Tests may look at anything.
    const { "src/worker/d.ts": test, ...rest } = both;
    expect(check({ ...rest, "src/worker/d.test.ts": test })).toEqual([]);
  });

  test("finds a cycle across three files", () => {
    const files = {
      "src/table/a.ts": 'import { b } from "./b.ts";\nexport const a = b;\n',
      "src/table/b.ts": 'import { c } from "./c.ts";\nexport const b = c;\n',
      "src/table/c.ts": 'import type { A } from "./a.ts";\nexport const c = 1;\n',
    };
    const problems = check(files);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("src/table/a.ts → src/table/b.ts → src/table/c.ts → src/table/a.ts");
  });

  test.each([
    [
      "two folders, though no files",
      {
        "src/engine/step/a.ts": 'import { b } from "../loops/b.ts";\nexport const a = b;\n',
        "src/engine/step/c.ts": "export const c = 1;\n",
        "src/engine/loops/b.ts": "export const b = 1;\n",
        "src/engine/loops/d.ts": 'import { c } from "../step/c.ts";\nexport const d = c;\n',
      },
      "src/engine/step → src/engine/loops → src/engine/step",
    ],
    [
      "folders two floors down, through a third",
      {
        "src/engine/wasm/emit/a.ts": 'import { b } from "../run/b.ts";\nexport const a = b;\n',
        "src/engine/wasm/run/b.ts": "export const b = 1;\n",
        "src/engine/wasm/run/c.ts": 'import { d } from "../plan/d.ts";\nexport const c = d;\n',
        "src/engine/wasm/plan/d.ts": 'import { e } from "../emit/e.ts";\nexport const d = e;\n',
        "src/engine/wasm/emit/e.ts": "export const e = 1;\n",
      },
      "src/engine/wasm/emit → src/engine/wasm/run → src/engine/wasm/plan → src/engine/wasm/emit",
    ],
    [
      "a folder and a file beside it",
      {
        "src/studio/start.ts": 'import { a } from "./shell/a.ts";\nexport const start = a;\n',
        "src/studio/shell/a.ts": "export const a = 1;\n",
        "src/studio/shell/b.ts": 'import { start } from "../start.ts";\nexport const b = start;\n',
      },
      "src/studio/start.ts → src/studio/shell → src/studio/start.ts",
    ],
  ])("finds a cycle of %s", (_, files, cycle) => {
    const problems = check(files);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${cycle}: a cycle of folders`);
  });

  test("lets test code use what it tests, in whatever folder", () => {
    const files = {
      "src/engine/step/a.ts": "export const a = 1;\n",
      "src/engine/loops/b.ts": 'import { a } from "../step/a.ts";\nexport const b = a;\n',
      "src/engine/step/a.test.ts": 'import { b } from "../loops/b.ts";\nb;\n',
    };
    expect(check(files)).toEqual([]);
  });

  test.each([
    ["a block id as a text", 'export const type = "round-number";', 'names the block "round-number"'],
    ["a block's port", 'export const end = "round-number.numbers";', 'names the block "round-number"'],
    [
      "a part of a block",
      'import { A } from "../blocks/round-number/spec.ts";',
      'imports from the block "round-number"',
    ],
  ])("refuses %s in shared code, also in another block's", (_, line, reason) => {
    const files = { "src/blocks/round-number/spec.ts": 'export const A = "round-number";\n' };
    const inBlock = line.replace("../blocks/", "../");
    for (const [path, text] of [
      ["src/training/a.ts", line],
      ["src/blocks/other/fit.ts", inBlock],
    ]) {
      const problems = check({ ...files, [path]: `${text}\n` });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(`${path}: ${reason}`);
    }
  });

  test("lets a block, the catalogue and tests name blocks, and others name what only looks alike", () => {
    const files = {
      "src/blocks/round-number/spec.ts": 'export const id = "round-number";\n',
      "src/blocks/round-number/fit.ts": 'import { id } from "./spec.ts";\nexport const fit = [id, "round-number"];\n',
      "src/blocks/catalogue.generated.ts": 'import { id } from "./round-number/spec.ts";\nexport const ids = [id];\n',
      "src/blocks/testing/a.ts":
        'import { id } from "../round-number/spec.ts";\nexport const a = [id, "round-number"];\n',
      "src/studio/b.ts": 'export const name = "round-numbers";\n// "round-number" in a comment\n',
    };
    expect(check(files)).toEqual([]);
  });
});

describe("inference of types, roles and targets", () => {
  test("sees no cell: neither what reads them nor the type of a raw column", () => {
    const files = {
      "src/table/types.ts": "export interface RawColumn {}",
      "src/table/raw-column.ts": "export const cellText = 1;",
      "src/table/column-summary.ts": 'import type { RawColumn } from "./types.ts";\nexport type S = RawColumn;',
      "src/table/infer/roles.ts": 'import { cellText } from "../raw-column.ts";\nexport const a = cellText;',
      "src/table/infer/type.ts": 'import type { RawColumn } from "../types.ts";\nexport type B = RawColumn;',
      "src/table/infer/good.ts": 'import type { S } from "../column-summary.ts";\nexport type C = S;',
      "src/table/infer/roles.test.ts": 'import { cellText } from "../raw-column.ts";\nexport const d = cellText;',
    };
    expect(check(files)).toEqual([
      expect.stringMatching(/^src\/table\/infer\/roles\.ts: imports src\/table\/raw-column\.ts\..*ColumnSummary/),
      expect.stringMatching(/^src\/table\/infer\/type\.ts: names RawColumn\./),
    ]);
  });
});
