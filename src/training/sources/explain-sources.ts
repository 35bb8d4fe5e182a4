/** What a block that weighs files has to say rests on trainings without each source, not on weights that were learned beside one training. */
import { lossOf } from "../../base/texts/evidence.ts";
import { sourcesText } from "../../base/texts/sources.ts";
import type { Catalogue } from "../../pipeline/checks.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { Dataset } from "../../table/types.ts";
import type { BlockExplanation, TrainingReport } from "../types.ts";
import type { SourcesFound } from "./sources-found.ts";

interface Explained {
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  readonly dataset: Dataset;
  readonly found: SourcesFound;
}

/** Explanations of blocks, with that of a block which weighs files told by the evidence for and against these. */
export function explainSources(
  explanations: readonly BlockExplanation[],
  { catalogue, document, dataset, found }: Explained,
): readonly BlockExplanation[] {
  const ofFiles = document.blocks.filter(({ type, settings }) => {
    const block = catalogue.get(type);
    return block?.spec.weighsFiles?.(block.parseSettings(settings, type));
  });
  return explanations.map((explanation) => {
    if (!ofFiles.some(({ id }) => id === explanation.block)) return explanation;
    const details = sourceLines({ ...found, sources: found.told, task: dataset.schema.target.task });
    const learned = sourcesText("learned", { words: [explanation.summary, ...explanation.details].join(" ") });
    return { ...explanation, ...summaryOf(found), details: [...details, learned] };
  });
}

/** What each file is worth, and how well the others predict it, a line each; none where nobody tried. */
export function sourceLines({
  sources,
  evidence = [],
  task,
}: Pick<TrainingReport, "sources" | "evidence" | "task">): readonly string[] {
  const lossName = lossOf({ task, optimisedFor: sources?.loss });
  return (sources?.files ?? []).flatMap(({ file, isLeftOut, nRows, loss: own, unseenLoss: unseen }) => {
    const found = evidence.find(({ kind, subject }) => kind === "source" && subject === file);
    return [
      ...(found ? [sourcesText("source", { ...found, file, isLeftOut, loss: lossName })] : []),
      ...(nRows > 0 ? [sourcesText("transfer", { file, own, unseen, loss: lossName })] : []),
    ];
  });
}

function summaryOf({ told, evidence }: SourcesFound): Pick<BlockExplanation, "summary" | "certainty"> {
  const leftOut = told.files.filter(({ isLeftOut }) => isLeftOut).map(({ file }) => file);
  const concluded = (wanted: string) =>
    evidence.flatMap(({ subject, conclusion }) =>
      conclusion === wanted && !leftOut.includes(subject) ? [subject] : [],
    );
  const [help, harm, unclear] = [concluded("better"), concluded("worse"), concluded("cannot tell")];
  const parts = [
    ...(leftOut.length > 0 ? [sourcesText("without", { files: leftOut })] : []),
    ...(harm.length > 0 ? [sourcesText("harm", { files: harm })] : []),
    ...(help.length > 0 ? [sourcesText("help", { files: help })] : []),
    ...(unclear.length > 0 ? [sourcesText("cannotTell", { files: unclear })] : []),
  ];
  return { summary: parts.join(" "), certainty: leftOut.length + harm.length + help.length > 0 ? "clear" : "none" };
}
