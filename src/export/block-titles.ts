import type { TrainedPipeline } from "../training/types.ts";
import type { ExportOptions } from "./pruned-predictor.ts";

/** From the id of a block to what people call it: "Scale number (n3)". */
export function blockTitles({ document }: TrainedPipeline, { catalogue }: ExportOptions): (block: string) => string {
  const types = new Map(document.blocks.map(({ id, type }) => [id, type]));
  return (block) => {
    // Blocks of members of an ensemble keep their ids, whatever became of them in the document.
    const title = catalogue.get(types.get(block) ?? "")?.spec.title ?? "Block";
    return block === "" ? "The pipeline itself" : `${title} (${block})`;
  };
}
