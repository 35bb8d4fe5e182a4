/** Test support: cases of an op on the device against float64. */
import type { OpName } from "../../../program/ops.ts";
import { compilePass } from "../../loops/compile-pass.ts";
import type { OpCase } from "../../testing/op-cases.ts";
import { differs, type Tolerance } from "../../testing/tolerance.ts";
import type { Gpu } from "../run/gpu.ts";
import { runOnDevice } from "../run/run-on-device.ts";
import { opProgram } from "./op-programs.ts";

const TOLERANCE: Tolerance = { absolute: 5e-6, relative: 1e-4 };

/** What differs in values and symbolic gradients, all cases in one pass. */
export async function checkOps(gpu: Gpu, op: OpName, cases: readonly OpCase[]): Promise<readonly string[]> {
  const program = opProgram(op, cases, { seed: 11, nRows: 5 });
  const got = await runOnDevice(gpu, compilePass(program.nodes, program.wanted), { ...program, inputs: {} });
  return Object.entries(program.expected).flatMap(([name, wanted]) => {
    const problem = differs(got[name], wanted, TOLERANCE);
    return problem ? [`${name}: ${problem}`] : [];
  });
}
