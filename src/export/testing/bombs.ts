/** Pipeline files that are small to store and huge to open, of every kind that is known, made from a seed file at any size. */
import { encodeTensor } from "../json-values.ts";

// A file is whatever its text says.
// biome-ignore lint/suspicious/noExplicitAny: edits reach into every part of it.
type File = any;

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, i) => make(i));

const float = (shape: readonly number[], rows = false) => ({ rows, shape, dtype: "float32" });
const node = (type: unknown, rest: object) => ({ type, block: "n8", ...rest });
const constant = (data: readonly number[], shape: readonly number[]) => node(float(shape), { kind: "constant", data });
const op = (name: string, inputs: readonly number[], type: unknown, attributes: object = {}) =>
  node(type, { kind: "op", op: name, inputs, attributes });

/** Adds nodes whose last one decides the prediction, times nothing: the shapes and the cost are what counts. */
function withNodes(file: File, make: (first: number) => readonly object[]): void {
  const { nodes, outputs } = file.predictor.program;
  nodes.push(...make(nodes.length));
  const last = nodes.length - 1;
  const prediction = nodes[outputs.prediction];
  const { shape } = nodes[last].type;
  nodes.push(
    ...shape.map((_: number, axis: number) =>
      op("sum", [last + axis], { ...nodes[last].type, shape: shape.slice(axis + 1) }, { axis: 0, keepDims: false }),
    ),
    constant([0], []),
  );
  const [sum, zero] = [nodes.length - 2, nodes.length - 1];
  nodes.push(
    op("mul", [sum, zero], nodes[sum].type),
    op(
      "broadcast",
      [nodes.length],
      { ...nodes[sum].type, shape: prediction.type.shape },
      { shape: prediction.type.shape },
    ),
    op("add", [outputs.prediction, nodes.length + 1], prediction.type),
  );
  outputs.prediction = nodes.length - 1;
}

/** A made-up file of the kind, so many times as large as the one that was first seen. Size 1 takes 30 s and more, or gigabytes. */
export const BOMBS: Readonly<Record<string, (file: File, size: number) => void>> = {
  "a product of matrices that are not in the file": (file, size) => {
    const side = 8000 * size;
    withNodes(file, (first) => [
      constant([1], [1, 1]),
      op("broadcast", [first], float([side, side]), { shape: [side, side] }),
      op("matMul", [first + 1, first + 1], float([side, side]), { transposeA: false, transposeB: false }),
    ]);
  },
  "products that each are small": (file, size) =>
    withNodes(file, (first) => [
      constant([1], [1, 1]),
      op("broadcast", [first], float([1000, 1000]), { shape: [1000, 1000] }),
      ...times(60 * size, (i) =>
        op("matMul", [first + 1 + i, first + 1], float([1000, 1000]), { transposeA: false, transposeB: false }),
      ),
    ]),
  "nodes over many rows": (file, size) => {
    file.selfTest.rows = times(2000 * size, (i) => file.selfTest.rows[i % 16]);
    withNodes(file, (first) => [
      constant([1], [1]),
      op("broadcast", [first], float([4096]), { shape: [4096] }),
      ...times(600 * size, (i) => op("exp", [first + 1 + i], float([4096]))),
    ]);
  },
  "wide values of rows": (file, size) => {
    const input = file.predictor.program.nodes.findIndex(
      (each: File) => each.kind === "input" && each.type.dtype === "float32",
    );
    const [width] = file.predictor.program.nodes[input].type.shape;
    const wide = (2 ** 18 / width) | 0;
    withNodes(file, (first) => [
      op("reshape", [input], float([width, 1], true), { shape: [width, 1] }),
      op("broadcast", [first], float([width, wide], true), { shape: [width, wide] }),
      ...times(40 * size, (i) => op("exp", [first + 1 + i], float([width, wide], true))),
    ]);
  },
  edges: ({ document }, size) => {
    document.edges = times(8000 * size, (i) => ({ ...document.edges[i % document.edges.length], weight: i }));
  },
  "edges between blocks": ({ document }, size) => {
    document.blocks = document.blocks.concat(
      times(300, (i) => ({ id: `x${i}`, type: "select-features", version: 1, settings: {} })),
    );
    document.edges = document.edges.concat(
      times(50_000 * size, (i) => ({
        from: { block: `x${i % 300}`, port: "features" },
        to: { block: `x${Math.floor(i / 300) % 300}`, port: "features" },
      })),
    );
  },
  blocks: ({ document }, size) => {
    document.blocks = document.blocks.concat(
      times(20_000 * size, (i) => ({ id: `x${i}`, type: "scale-number", version: 1, settings: {} })),
    );
  },
  "blocks that double what they join": ({ document }, size) => {
    const joined = times(12 * size, (i) => [
      ...["a", "b"].map((side) => ({ id: `${side}${i}`, type: "select-features", version: 1, settings: {} })),
    ]).flat();
    document.blocks.push(...joined);
    const from = (i: number) => (i === 0 ? ["n7"] : [`a${i - 1}`, `b${i - 1}`]);
    const edge = (a: string, b: string) => ({
      from: { block: a, port: "features" },
      to: { block: b, port: "features" },
    });
    document.edges = document.edges.filter((each: File) => each.to.block !== "n8" || each.to.port !== "features");
    for (let i = 0; i < 12 * size; i++) {
      document.edges.push(...from(i).flatMap((source) => ["a", "b"].map((side) => edge(source, `${side}${i}`))));
    }
    document.edges.push(...from(12 * size).map((source) => edge(source, "n8")));
  },
  "rows of the self-test": ({ selfTest }, size) => {
    selfTest.rows = times(20_000 * size, (i) => selfTest.rows[i % 16]);
  },
  "a cell of the self-test": ({ selfTest }, size) => {
    selfTest.rows[0][0] = "1".repeat(1_000_000 * size);
  },
  "a cell that is read over and over": ({ selfTest, document }, size) => {
    const rule = document.rules.find((each: File) => each.type === "number");
    rule.numberFormat = {
      affixes: times(1000, (i) => ({ before: `a${i}`, after: "b", factor: 1 })),
      unit: "",
      hasBothMarks: true,
      areLimitsRead: true,
    };
    selfTest.rows[0][selfTest.columns.indexOf(rule.name)] = "1 ".repeat(200_000 * size);
  },
  levels: ({ document, schema }, size) => {
    const rule = document.rules.find(({ name }: File) => name === "colour");
    rule.levels = times(100_000 * size, (i) => ({ label: `l${i}`, spellings: [`l${i}`] }));
    schema.categories[0].levels = rule.levels.map(({ label }: File) => label);
  },
  classes: ({ document, schema }, size) => {
    document.target.classes = times(100_000 * size, (i) => ({ label: `l${i}`, spellings: [`l${i}`] }));
    schema.target.classes = document.target.classes;
  },
  "missing markers": ({ document }, size) => {
    for (const rule of document.rules) rule.missingMarkers = times(30_000 * size, (i) => `m${i}`);
  },
  rules: ({ document }, size) => {
    document.rules = document.rules.concat(times(20_000 * size, (i) => ({ ...document.rules[0], name: `c${i}` })));
  },
  probes: ({ predictor }, size) => {
    predictor.program.probes = times(50_000 * size, (i) => ({
      ...{ block: "n8", name: `p${i}`, kind: "gate", value: 0, rowLabels: [], columnLabels: [] },
    }));
  },
  parameters: ({ predictor, soft }, size) => {
    const tensor = encodeTensor(new Float32Array(1));
    for (let i = 0; i < 20_000 * size; i++) soft.state.parameters[`p${i}`] = tensor;
    predictor.parameters = { ...predictor.parameters, ...soft.state.parameters };
  },
  "explanations and history": ({ report }, size) => {
    report.history = times(50_000 * size, (i) => ({ step: i, train: 1, validation: 1 }));
    report.notes = times(50_000 * size, (i) => `note ${i}`);
  },
  "columns to compare rows with": (file, size) => {
    file.columns = times(50_000 * size, (i) => ({ name: `c${i}`, nFilled: 1, missingShare: 0 }));
  },
};

/** What is no file at all: texts that are costly to parse. */
export const TEXT_BOMBS: Readonly<Record<string, (size: number) => string>> = {
  brackets: (size) => "[".repeat(400_000 * size),
  "nested objects": (size) => '{"blocks":'.repeat(20_000 * size),
  "a list in lists": (size) => `{"blocks":${"[".repeat(5000 * size)}${"]".repeat(5000 * size)}}`,
  zeros: (size) => `{"blocks":[${"0,".repeat(1_000_000 * size)}0]}`,
  "empty objects": (size) => `{"blocks":[${"{},".repeat(500_000 * size)}{}]}`,
  keys: (size) => `{"blocks":[],${times(200_000 * size, (i) => `"k${i}":0`).join()}}`,
  "numbers with a name": (size) => `{"blocks":[${'{"$number":"NaN"},'.repeat(100_000 * size)}0]}`,
  "a digit": (size) => `{"blocks":${"1".repeat(4_000_000 * size)}}`,
  "a text": (size) => `{"blocks":"${"x".repeat(4_000_000 * size)}"}`,
  escapes: (size) => `{"blocks":"${"\\u0041".repeat(500_000 * size)}"}`,
  spaces: (size) => `${" ".repeat(4_000_000 * size)}{"blocks":[]}`,
};
