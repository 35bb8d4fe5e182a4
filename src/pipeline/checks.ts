/** Is this document a pipeline? Issues are listed, never thrown, so that a half-built canvas stays editable. */

import { type NoticeArguments, type NoticeCode, noticeWords } from "../base/errors/catalogue.ts";
import { connectionText, portText } from "../base/texts/pipeline.ts";
import type { Block } from "../blocks/block.ts";
import type { PortSpec } from "../blocks/block-spec.ts";
import type { PortType } from "../blocks/ports.ts";
import type { BlockInstance, Edge, PipelineDocument } from "./document.ts";

export type Catalogue = ReadonlyMap<string, Block>;

type IssueCode = Extract<NoticeCode, `E_PIPELINE_${string}`>;

export interface DocumentIssue {
  readonly code: IssueCode;
  /** The block it concerns; "" for the whole pipeline. */
  readonly block: string;
  readonly message: string;
}

/** @param block the id of the block that it concerns; "" for the whole pipeline */
export function documentIssue<Code extends IssueCode>(
  code: Code,
  block: string,
  ...args: NoticeArguments<Code>
): DocumentIssue {
  return { code, block, message: noticeWords(code, ...args) };
}

type Endpoint = Edge["from"];

/** Cleaned numbers are features as they stand; nothing else converts. */
export function accepts(target: PortType, source: PortType): boolean {
  return target === source || (target === "features" && source === "number");
}

export function catalogueOf(blocks: readonly Block[]): Catalogue {
  return new Map(blocks.map((block) => [block.spec.id, block]));
}

function instance(document: PipelineDocument, id: string): BlockInstance | undefined {
  return document.blocks.find((block) => block.id === id);
}

/** The spec of a port, or undefined where block or port are unknown. */
export function portSpec(
  catalogue: Catalogue,
  document: PipelineDocument,
  end: Endpoint,
  side: "inputs" | "outputs",
): PortSpec | undefined {
  const block = instance(document, end.block);
  return block && catalogue.get(block.type)?.spec[side].find((port) => port.name === end.port);
}

/** Blocks that `id` reaches along edges, itself included. */
function reachable(document: PipelineDocument, id: string): Set<string> {
  const seen = new Set([id]);
  for (const at of seen) for (const edge of document.edges) if (edge.from.block === at) seen.add(edge.to.block);
  return seen;
}

/** Why this connection cannot be made, in one sentence; undefined when it can. */
export function connectionProblem(catalogue: Catalogue, document: PipelineDocument, edge: Edge): string | undefined {
  const from = portSpec(catalogue, document, edge.from, "outputs");
  const to = portSpec(catalogue, document, edge.to, "inputs");
  if (!from || !to) return connectionText("noEnd");
  if (!accepts(to.type, from.type)) {
    return connectionText("types", { from: from.title, gives: from.type, to: to.title, takes: to.type });
  }
  const isSame = (other: Edge) =>
    other.from.block === edge.from.block &&
    other.from.port === edge.from.port &&
    other.to.block === edge.to.block &&
    other.to.port === edge.to.port;
  if (document.edges.some(isSame)) return connectionText("twice");
  const isTaken = document.edges.some((other) => other.to.block === edge.to.block && other.to.port === edge.to.port);
  if (isTaken && !to.multiple) return connectionText("taken", { to: to.title });
  if (reachable(document, edge.to.block).has(edge.from.block)) return connectionText("circle");
  return undefined;
}

/** Blocks in an order in which every edge points forward; undefined where there is a circle. Keeps document order where it can. */
export function topologicalOrder(document: PipelineDocument): readonly BlockInstance[] | undefined {
  const done = new Set<string>();
  const order: BlockInstance[] = [];
  while (order.length < document.blocks.length) {
    const next = document.blocks.find(
      (block) =>
        !done.has(block.id) &&
        document.edges.every(
          (edge) => edge.to.block !== block.id || done.has(edge.from.block) || !instance(document, edge.from.block),
        ),
    );
    if (!next) return undefined;
    done.add(next.id);
    order.push(next);
  }
  return order;
}

/** Everything that keeps the document from training, in words. Empty: it can train. */
export function checkDocument(catalogue: Catalogue, document: PipelineDocument): readonly DocumentIssue[] {
  const issues: DocumentIssue[] = [];
  const seen = new Set<string>();
  for (const block of document.blocks) {
    if (seen.has(block.id)) issues.push(documentIssue("E_PIPELINE_ID", block.id, { id: block.id }));
    seen.add(block.id);
    const known = catalogue.get(block.type);
    if (!known) {
      issues.push(documentIssue("E_PIPELINE_BLOCK", block.id, { type: block.type }));
      continue;
    }
    for (const port of known.spec.inputs) {
      const isConnected = document.edges.some((edge) => edge.to.block === block.id && edge.to.port === port.name);
      if (!isConnected && !port.optional) {
        const found = { block: known.spec.title, carries: portText("carries", { type: port.type }), input: port.title };
        issues.push(documentIssue("E_PIPELINE_INPUT", block.id, found));
      }
    }
  }
  document.edges.forEach((edge, index) => {
    const others = { ...document, edges: document.edges.filter((_, other) => other !== index) };
    const problem = connectionProblem(catalogue, others, edge);
    if (problem) issues.push(documentIssue("E_PIPELINE_EDGE", edge.to.block, { problem }));
  });
  if (!topologicalOrder(document)) issues.push(documentIssue("E_PIPELINE_CIRCLE", ""));
  const models = document.blocks.filter((block) =>
    catalogue.get(block.type)?.spec.outputs.some((port) => port.type === "prediction"),
  );
  if (models.length !== 1) {
    issues.push(documentIssue("E_PIPELINE_MODEL", models[1]?.id ?? "", { count: models.length }));
  }
  const isSource = (type: string) => catalogue.get(type)?.spec.inputs.length === 0;
  const sources = document.blocks.filter((block) => isSource(block.type));
  if (sources.length !== 1) {
    const titles = [...catalogue].flatMap(([type, { spec }]) => (isSource(type) ? [spec.title] : []));
    const found = { count: sources.length, titles };
    issues.push(documentIssue("E_PIPELINE_SOURCE", sources[1]?.id ?? "", found));
  }
  return issues;
}
