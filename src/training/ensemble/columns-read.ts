/** Which columns of the file what is deployed reads, where its pipelines select columns: told in the place of the blend's gates, which chose none of them. */
import { ensembleText } from "../../base/texts/ensemble.ts";
import { parameterNodes } from "../../program/parameters.ts";
import type { Program } from "../../program/types.ts";
import type { BlockExplanation } from "../types.ts";
import type { LetThrough } from "./column-gates.ts";

/** One of the models that are deployed, and how often it counts. */
export interface CountedModel {
  readonly letThrough: LetThrough;
  readonly count: number;
}

/** Of a block. */
interface ColumnsRead {
  /** Of what is deployed, the share that selects columns by it. */
  readonly share: number;
  /** With the share of those that let the column through; none that all of them close. */
  readonly columns: readonly { readonly column: string; readonly share: number }[];
}

function columnsRead(block: string, models: readonly CountedModel[]): ColumnsRead {
  const sums = new Map<string, number>();
  let [all, selecting] = [0, 0];
  for (const { letThrough, count } of models) {
    all += count;
    if (letThrough[block] === undefined) continue;
    selecting += count;
    for (const column of letThrough[block]) sums.set(column, (sums.get(column) ?? 0) + count);
  }
  const columns = [...sums].map(([column, sum]) => ({ column, share: sum / selecting }));
  return { share: all === 0 ? 0 : selecting / all, columns: columns.sort((a, b) => b.share - a.share) };
}

/** Explanations of blocks, with those of blocks that have gates told by what is deployed; what the blend learned stands below, as what it is. */
export function explainColumns(
  explanations: readonly BlockExplanation[],
  { program, models }: { readonly program: Program; readonly models: readonly CountedModel[] },
): readonly BlockExplanation[] {
  const gated = new Map<string, number>();
  for (const { block, type, discrete } of parameterNodes(program.nodes)) {
    if (discrete?.kind === "gate") gated.set(block, type.shape[0]);
  }
  return explanations.map((explanation) => {
    const nColumns = gated.get(explanation.block);
    if (nColumns === undefined) return explanation;
    const { share, columns } = columnsRead(explanation.block, models);
    const always = columns.filter((each) => each.share === 1).map(({ column }) => column);
    const some = columns.filter((each) => each.share < 1);
    const nRead = columns.length;
    const learned = ensembleText("gatesLearned", { words: [explanation.summary, ...explanation.details].join(" ") });
    return {
      ...explanation,
      summary: ensembleText("columnsRead", { nRead, nColumns, share }),
      details: [
        ...(always.length > 0 ? [ensembleText("readAlways", { columns: always })] : []),
        ...(some.length > 0 ? [ensembleText("readSometimes", { columns: some })] : []),
        learned,
      ],
      certainty: share < 1 || nRead === nColumns ? "none" : some.length > 0 ? "slight" : "clear",
      ...(share > 0 ? { short: ensembleText("columnsReadShort", { nRead, nColumns }) } : {}),
    };
  });
}
