/** Codes of the tensor program: what blocks write wrongly, and what evaluating it lacks. */
import type { ErrorText } from "../language.ts";
import { formatCount } from "../numbers.ts";
import type { ReferenceOf } from "./reference.ts";

interface ConstantPlace {
  /** The block that wrote it; "" for the pipeline itself. */
  readonly block: string;
}

function constantOf({ block }: ConstantPlace): string {
  return `constant of block ${block || "(pipeline)"}`;
}

export const programErrors = {
  E_SHAPE_CONSTANT: ({ block, size, got }: ConstantPlace & { readonly size: number; readonly got: number }) => ({
    where: constantOf({ block }),
    expected: `${size} numbers`,
    got: `${got}`,
    fix: "Correct the block that wrote this constant.",
  }),
  E_SHAPE_OP: ({ op, expected, inputs }: OpShapes) => ({
    where: `program op ${op}`,
    expected,
    got: inputs.join(" and ") || "no inputs",
    fix: "Correct the block that wrote this op.",
  }),
  E_PROGRAM_CONSTANT: ({
    block,
    element,
    value,
  }: ConstantPlace & { readonly element: number; readonly value: number }) => ({
    where: `${constantOf({ block })}, element ${element}`,
    expected: "a finite number",
    got: String(value),
    fix: "Check the statistics of this block: a column may be empty or overflow float32.",
  }),
  E_PROGRAM_WIDTH: ({ block, most, got }: ConstantPlace & { readonly most: number; readonly got: number }) => ({
    where: `block ${block || "(pipeline)"}`,
    expected: `at most ${formatCount(most)} numbers for each row`,
    got: formatCount(got),
    fix: "Use fewer columns, or connect fewer blocks that multiply them.",
  }),
  E_PROGRAM_PARAMETER: ({ name }: { readonly name: string }) => ({
    where: `parameter ${name}`,
    expected: "a name used once",
    got: "a second parameter of that name",
    fix: "Give each parameter of a block its own name.",
  }),
  E_PROGRAM_FEED: ({ node, size, nRows, shape, got }: Feed) => ({
    where: node,
    expected: `${size} numbers (${nRows} × [${shape.join(", ")}])`,
    got: got === undefined ? "nothing" : `${got}`,
    fix: "Feed every input and parameter that the wanted values depend on.",
  }),
  E_PROGRAM_SECOND_ORDER: ({ op }: { readonly op: string }) => ({
    where: `gradient of op ${op}`,
    expected: "an op with a vector-Jacobian product",
    got: "an adjoint op, which has first-order use alone",
    fix: "Take gradients of the forward program, not of a gradient.",
  }),
  E_PROGRAM_TRAINING_ONLY: ({ input }: { readonly input: string }) => ({
    where: "prediction program",
    expected: "a prediction from table columns and parameters alone",
    got: `one that reads “${input}”, which new rows do not have`,
    fix: "Correct the block that reads it: such values may only go into the loss, weights or penalties.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

interface OpShapes {
  readonly op: string;
  /** The rule that is broken; each op has its own. */
  readonly expected: string;
  /** Types of the inputs, in words. */
  readonly inputs: readonly string[];
}

interface Feed {
  /** Kind and name of the node. */
  readonly node: string;
  readonly size: number;
  readonly nRows: number;
  readonly shape: readonly number[];
  readonly got?: number;
}

export const programReference: ReferenceOf<typeof programErrors> = {
  E_SHAPE_CONSTANT: {
    when: "A constant has another number of values than its shape.",
    samples: [{ block: "scale", size: 4, got: 3 }],
  },
  E_SHAPE_OP: {
    when: "An op was given values whose shapes or types do not go together.",
    samples: [
      { op: "matMul", expected: "equal inner sizes", inputs: ["float32 rows [3]", "float32 [4, 1]"] },
      { op: "concat", expected: "at least one input", inputs: [] },
    ],
  },
  E_PROGRAM_CONSTANT: {
    when: "A constant is infinite, no number, or too large for float32.",
    samples: [{ block: "scale", element: 2, value: Number.POSITIVE_INFINITY }],
  },
  E_PROGRAM_WIDTH: {
    when: "Blocks make more numbers of each row than memory can hold.",
    samples: [{ block: "n7", most: 1_048_576, got: 2_097_152 }],
  },
  E_PROGRAM_PARAMETER: { when: "Two trained values of a block have one name.", samples: [{ name: "scale/shift" }] },
  E_PROGRAM_FEED: {
    when: "A program is evaluated without a value that it reads, or with one of another size.",
    samples: [
      { node: "input numbers", size: 40, nRows: 10, shape: [4] },
      { node: "parameter scale/shift", size: 4, nRows: 1, shape: [4], got: 3 },
    ],
  },
  E_PROGRAM_SECOND_ORDER: { when: "The gradient of a gradient was asked for.", samples: [{ op: "scatterLookup" }] },
  E_PROGRAM_TRAINING_ONLY: {
    when: "A prediction depends on what only rows of the training table have.",
    samples: [{ input: "rowId" }],
  },
};
