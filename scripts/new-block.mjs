// Writes the folder of a new block: small, but whole; it compiles, trains and passes the contract as it is.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { node } from "./spawn.mjs";

const id = process.argv[2] ?? "";
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
  console.error(`Usage: npm run new:block -- <id>\nExpected an id like "round-number", got "${id}".`);
  process.exit(2);
}
const folder = join(root, "src", "blocks", id);
if (existsSync(folder)) {
  console.error(`src/blocks/${id} is there already. Choose another id, or edit that one.`);
  process.exit(1);
}
const words = id.split("-").join(" ");
const title = words.charAt(0).toUpperCase() + words.slice(1);
const typeName = `${id.replace(/(?:^|-)([a-z0-9])/g, (_, letter) => letter.toUpperCase())}Settings`;

/** @type {Record<string, string>} */
const files = {
  "spec.ts": `import { z } from "zod";
import type { BlockSpec } from "../block.ts";
import { columnsSetting } from "../kit/columns.ts";

const settings = z.object({
  columns: columnsSetting,
});

export type ${typeName} = z.infer<typeof settings>;

export const spec: BlockSpec<${typeName}> = {
  id: "${id}",
  version: 1,
  title: "${title}",
  summary: "Subtracts a learned share of its mean from each number column.",
  category: "Cleaning",
  inputs: [{ name: "numbers", type: "number", title: "Numbers" }],
  outputs: [{ name: "numbers", type: "number", title: "Numbers, shifted" }],
  settings,
  migrations: {},
  plain: "bypass",
};
`,
  "fit.ts": `import type { FitContext, Statistics } from "../block.ts";
import { dataOf } from "../kit/inputs.ts";
import type { ${typeName} } from "./spec.ts";

/** The mean of each column over the training rows where it is there; 0 where it never is. */
export function fit({ inputs, nRows }: FitContext<${typeName}>): Statistics {
  const numbers = dataOf(inputs, "numbers", "number");
  if (!numbers) return { means: [] };
  const nColumns = numbers.columns.length;
  const means = numbers.columns.map((_, column) => {
    let sum = 0;
    let count = 0;
    for (let row = 0; row < nRows; row++) {
      const present = 1 - numbers.missing[row * nColumns + column];
      sum += present * numbers.value[row * nColumns + column];
      count += present;
    }
    return count > 0 ? sum / count : 0;
  });
  return { means };
}
`,
  "program.ts": `import { putBound, takeBound } from "../kit/bound.ts";
import type { ProgramContext } from "../block.ts";
import { boundColumns } from "../kit/columns.ts";
import { portOf } from "../kit/inputs.ts";
import type { NumberPort } from "../ports.ts";
import type { ${typeName} } from "./spec.ts";

/** y = x − sigmoid(θ)·mean where x is there, 0 where it is missing; one θ a column, 0 at first. */
export function program(context: ProgramContext<${typeName}>): Readonly<Record<string, NumberPort>> {
  const { builder, settings, statistics } = context;
  const numbers = portOf(context.inputs, "numbers", "number");
  if (!numbers) return {};
  const nColumns = numbers.columns.length;
  const bound = boundColumns(numbers.columns, settings.columns);
  if (bound.length === 0) return { numbers };
  const means = builder.constant([bound.length], bound.map((column) => Number(statistics.means[column])));
  const strength = builder.parameter("strength", {
    shape: [bound.length],
    role: "pipeline",
    initial: { kind: "constant", value: 0 },
  });
  const shares = builder.sigmoid(strength);
  builder.probe({
    name: "shares",
    kind: "weight",
    value: shares,
    rowLabels: bound.map((column) => numbers.columns[column].name),
    columnLabels: [],
  });
  const value = takeBound(builder, numbers.value, bound, nColumns);
  const present = builder.sub(builder.scalar(1), takeBound(builder, numbers.missing, bound, nColumns));
  const shifted = builder.mul(present, builder.sub(value, builder.mul(shares, means)));
  return { numbers: { ...numbers, value: putBound(builder, numbers.value, bound, nColumns, shifted) } };
}
`,
  "explain.ts": `import type { ExplainContext, Explanation } from "../block.ts";
import { countOf, percent } from "../../base/words.ts";
import type { ${typeName} } from "./spec.ts";

/** How far each column was shifted, the furthest first. */
export function explain({ probes }: ExplainContext<${typeName}>): Explanation {
  const reading = probes.find((probe) => probe.name === "shares");
  const shares = (reading?.rowLabels ?? []).map((name, index) => ({ name, share: reading?.values[index] ?? 0 }));
  const details = shares
    .sort((first, second) => second.share - first.share)
    .map(({ name, share }) => \`\${name}: shifted by \${percent(share)} of its mean.\`);
  return { summary: \`Shifts \${countOf(shares.length, "column")}.\`, details, certainty: "none" };
}
`,
  "block.test.ts": `import { expect, test } from "vitest";
import { fit } from "./fit.ts";
import { spec } from "./spec.ts";

// What every block must do is tested by the contract suite; here stands what only this one does.
test("the mean counts only what is there", () => {
  const columns = ["length", "width"].map((name) => ({ name, original: name }));
  const value = Float64Array.of(1, 0, 0, 5, 3, 0);
  const missing = Float64Array.of(0, 1, 1, 0, 0, 1);
  const { means } = fit({
    settings: spec.settings.parse({}),
    inputs: { numbers: { type: "number", value, missing, columns } },
    nRows: 3,
    schema: {
      numbers: [],
      categories: [],
      sources: ["a.csv"],
      target: { name: "y", task: "regression", taskReason: "", classes: [] },
    },
    labels: new Float64Array(3),
    nTrainRows: 3,
    sourceShares: [1],
  });
  expect(means).toEqual([2, 5]);
});
`,
  "README.md": `# ${title}

Subtracts a learned share of its mean from each number column.

**Formula.** y = x − sigmoid(θ)·mean(x), one θ a column, 0 at first.

**Source.** Say where the idea comes from, and where this departs from it.

**Limits.** Say when not to use it.
`,
};
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
const format = ["node_modules/@biomejs/biome/bin/biome", "check", "--write", `src/blocks/${id}`];
await node(format, { isQuiet: true });
const code = await node(["scripts/generate-catalogue.mjs"]);
console.log(`src/blocks/${id} is a small whole block. Change spec.ts first, then fit.ts, program.ts and explain.ts.`);
console.log(`Check it with: npx vitest run src/blocks`);
process.exit(code);
