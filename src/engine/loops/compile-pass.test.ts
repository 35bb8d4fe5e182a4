import { describe, expect, it } from "vitest";
import { blocks } from "../../blocks/catalogue.generated.ts";
import { fitAround } from "../../blocks/testing/around.ts";
import { perColumn } from "../../blocks/testing/settings.ts";
import { usualTable } from "../../blocks/testing/tables.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { evaluate } from "../../program/evaluate.ts";
import type { OpName } from "../../program/ops.ts";
import { initialParameters, parameterNodes } from "../../program/parameters.ts";
import { gradientProgram } from "../step/gradient-program.ts";
import { writeObjectives } from "../step/objectives.ts";
import { gatherRows, rowInputs } from "../step/row-inputs.ts";
import { evaluationInputs } from "../step/step-feeds.ts";
import { OP_CASES } from "../testing/op-cases.ts";
import { differs } from "../testing/tolerance.ts";
import { compilePass } from "./compile-pass.ts";
import { kernelRules } from "./kernel-rules.ts";
import { checkPass } from "./testing/check-pass.ts";
import { runPass } from "./testing/run-pass.ts";

/** The loops are run in float64 too, so only the order of sums differs. */
const TOLERANCE = { absolute: 1e-12, relative: 1e-9 };

describe("loops", () => {
  it.each(Object.keys(kernelRules) as OpName[])(
    "of %s compute values and gradients as the evaluator does",
    async (op) => {
      for (const opCase of OP_CASES[op]) {
        for (const seed of [3, 11]) {
          const problems = await checkPass(op, opCase, {
            seed,
            tolerance: TOLERANCE,
            run: async ({ pass, nRows, inputs, parameters }) =>
              runPass(pass, {
                nRows,
                inputs: Object.fromEntries(inputs.map((one) => [one.name, one.values])),
                parameters,
              }),
          });
          expect(problems).toEqual([]);
        }
      }
    },
  );

  it.each(blocks.map((block) => ({ block, title: block.spec.title })))(
    "of $title compute its gradients",
    ({ block }) => {
      for (const task of ["binary", "multiclass", "regression"] as const) {
        for (const settings of [{}, perColumn(block)]) {
          const table = usualTable(task);
          const { program, statistics } = fitAround(block, table, settings);
          const { labelOffset, labelScale } = statistics;
          const objectives = writeObjectives(program);
          const names = new Set(parameterNodes(program.nodes).map(({ name }) => name));
          const { nodes, gradients } = gradientProgram(objectives, objectives.train, names);
          const wanted = new Map([["loss", objectives.train], ...gradients]);
          const rows = table.split.train;
          const given = rowInputs(program.nodes, { ...table, labelOffset, labelScale });
          const perRow = Object.fromEntries(given.map((input) => [input.name, gatherRows(input, rows)]));
          const feeds = {
            nRows: rows.length,
            inputs: { ...evaluationInputs(program), ...perRow },
            parameters: initialParameters(program, 3),
          };
          const got = runPass(compilePass(nodes, wanted), feeds);
          const reference = evaluate(nodes, feeds, [...wanted.values()]);
          [...wanted.keys()].forEach((name, index) => {
            expect(differs(got[name], reference[index].data, TOLERANCE), name).toBeUndefined();
          });
        }
      }
    },
  );
});

describe("a pass", () => {
  it("fuses what reads the same elements into one loop, without a store that nothing reads", () => {
    const b = new ProgramBuilder();
    const x = b.input("numbers", { rows: true, shape: [4], dtype: "float32" });
    const shared = b.exp(x);
    const both = b.mul(shared, b.tanh(b.add(shared, x)));
    const { prologue, body, epilogue } = compilePass(b.nodes, new Map([["sum", b.sumRows(both)]]));
    expect(prologue).toEqual([]);
    expect(epilogue).toEqual([]);
    expect(body).toMatchObject([{ kind: "map", size: 4, outputs: [{ kind: "sumRows" }] }]);
  });

  it("refuses a row-bound value that depends on a sum over rows", () => {
    const b = new ProgramBuilder();
    const x = b.input("numbers", { rows: true, shape: [2], dtype: "float32" });
    const centred = b.sub(x, b.meanRows(x));
    expect(() => compilePass(b.nodes, new Map([["out", b.sumRows(centred)]]))).toThrow(/E_ENGINE_KERNEL/);
  });
});
