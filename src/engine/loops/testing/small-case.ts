/** A program of row-bound inputs of one axis, with numbers for them: for tests of one thing at a time. */
import { ProgramBuilder } from "../../../program/builder.ts";
import { sizeOf, type ValueId } from "../../../program/types.ts";
import type { RowInput } from "../../step/row-inputs.ts";
import type { CaseProgram } from "./random-programs.ts";

export function parameter(b: ProgramBuilder, name: string, shape: readonly number[]): ValueId {
  return b.parameter(name, { shape, role: "model", initial: { kind: "constant", value: 0 } });
}

export function smallCase<Name extends string>(given: {
  readonly widths: Readonly<Record<Name, number>>;
  readonly write: (b: ProgramBuilder, input: (name: Name) => ValueId) => ValueId;
  /** Element i of the numbers of all rows, and of a parameter. */
  readonly number: (i: number) => number;
  readonly parameter: (i: number) => number;
}): CaseProgram {
  const { widths, write } = given;
  const names = Object.keys(widths) as Name[];
  const builder = new ProgramBuilder();
  const objective = write(builder, (name) =>
    builder.input(name, { rows: true, shape: [widths[name]], dtype: "float32" }, { kind: "row" }),
  );
  const parameters = Object.fromEntries(
    builder.nodes.flatMap((node) =>
      node.kind === "parameter"
        ? [[node.name, Float32Array.from({ length: sizeOf(node.type.shape) }, (_, i) => given.parameter(i))]]
        : [],
    ),
  );
  const rows = (nRows: number) =>
    names.map((name): RowInput => {
      const width = widths[name];
      const values = Float32Array.from({ length: nRows * width }, (_, i) => given.number(i));
      return { name, dtype: "float32", shape: [width], width, values };
    });
  return { builder, objective, parameters, rowFree: {}, kinks: [], rows };
}
