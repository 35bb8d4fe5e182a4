/** Every row of the NumPy table against the float64 evaluator. */
import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, test } from "vitest";
import { sizeOf } from "../../program/types.ts";
import { pythonWith } from "../../table/testing/python.ts";
import { largestDifference } from "../testing/dirty-rows.ts";
import { N_ROWS, opRuns, PREDICTION_OPS } from "../testing/op-samples.ts";
import { NUMPY_HELPERS, numpyExpression } from "./numpy-rules.ts";

const python = pythonWith("numpy");
const all = PREDICTION_OPS.flatMap((op) => opRuns(op));

const DRIVER = `
import json, math, sys
import numpy as np
${NUMPY_HELPERS}
n_rows = ${N_ROWS}
told = []
for inputs, expression in json.load(sys.stdin):
    names = {"x%d" % at: np.array(data, dtype=kind).reshape(shape) for at, (data, shape, kind) in enumerate(inputs)}
    told.append(np.ravel(eval(expression, {**globals(), **names})).tolist())
print(json.dumps(told))
`;

describe.skipIf(!python)("each op is what it is in the evaluator", () => {
  let told: readonly (readonly number[])[] = [];
  beforeAll(() => {
    const asked = all.map(({ op, inputs, attributes, type }) => {
      const operands = inputs.map((input, at) => ({ name: `x${at}`, type: input.type }));
      const arrays = inputs.map(({ type: { rows, shape, dtype }, data }) => [
        Array.from(data),
        rows ? [N_ROWS, ...shape] : shape,
        dtype === "int32" ? "int64" : "float64",
      ]);
      return [arrays, numpyExpression(op, operands, attributes as never, type)];
    });
    const { stdout, stderr } = spawnSync(python ?? "", ["-c", DRIVER], {
      encoding: "utf8",
      input: JSON.stringify(asked),
    });
    expect(stderr).toBe("");
    told = JSON.parse(stdout);
  });

  test.each(PREDICTION_OPS)("%s", (op) => {
    const runs = all.map((run, at) => ({ run, found: told[at] })).filter(({ run }) => run.op === op);
    expect(runs).toHaveLength(6);
    for (const { run, found } of runs) {
      expect(found).toHaveLength((run.type.rows ? N_ROWS : 1) * sizeOf(run.type.shape));
      expect(largestDifference(found, run.expected), JSON.stringify(run)).toBeLessThanOrEqual(1e-13);
    }
  });
});
