/** Documents that the product makes by itself: the pipeline that it proposes, and the plain one that results are compared with. */
import type { Block } from "../blocks/block.ts";
import { blocks as allBlocks } from "../blocks/catalogue.generated.ts";
import type { DatasetSchema } from "../table/types.ts";
import { accepts, type Catalogue, catalogueOf } from "./checks.ts";
import { type BlockInstance, documentSchema, type Edge, FORMAT_VERSION, type PipelineDocument } from "./document.ts";

/** Canvas distance between blocks, in pixels. */
const STEP_X = 224;
const STEP_Y = 150;

/** "impute-number.indicators → select-features.features", with block types, each of which the proposal has once at most. */
type Link = readonly [from: string, to: string];

interface Part {
  /** Block types and where they stand: steps to the right, steps down. */
  readonly places: readonly (readonly [type: string, x: number, y: number])[];
  readonly links: readonly Link[];
}

function numberPart(y: number): Part {
  return {
    places: [
      ["impute-number", 1, y],
      // A little higher, so that the connection of the indicators passes below them.
      ["tame-outliers", 2, y - 0.3],
      ["scale-number", 3, y - 0.3],
    ],
    links: [
      ["csv-source.numbers", "impute-number.numbers"],
      ["impute-number.numbers", "tame-outliers.numbers"],
      ["tame-outliers.numbers", "scale-number.numbers"],
      ["scale-number.numbers", "select-features.features"],
      ["impute-number.indicators", "select-features.features"],
    ],
  };
}

function categoryPart(y: number): Part {
  return {
    places: [
      ["impute-category", 1, y],
      ["encode-category", 2, y],
    ],
    links: [
      ["csv-source.categories", "impute-category.categories"],
      ["impute-category.categories", "encode-category.categories"],
      ["encode-category.features", "select-features.features"],
    ],
  };
}

function sourcePart(x: number, y: number): Part {
  return {
    places: [["select-sources", x, y]],
    links: [
      ["csv-source.rows", "select-sources.rows"],
      ["select-sources.rows", "neural-network.weights"],
    ],
  };
}

/**
 * The pipeline that a table starts with: cleaning and encoding for each type of column that it has, gates, a network; rows of
 * several sources are weighed. Pipeline parameters learn on validation loss: a network learns a small table by heart, junk
 * columns included, so that on training loss their gates stay open.
 */
export function defaultDocument(schema: DatasetSchema): PipelineDocument {
  const hasNumbers = schema.numbers.length > 0;
  const hasCategories = schema.categories.length > 0;
  const nRows = Number(hasNumbers) + Number(hasCategories);
  const end = hasNumbers ? 4 : 3;
  const middle = Math.max(nRows - 1, 0) / 2;
  const parts: readonly Part[] = [
    { places: [["csv-source", 0, middle]], links: [] },
    ...(hasNumbers ? [numberPart(0)] : []),
    ...(hasCategories ? [categoryPart(nRows - 1)] : []),
    ...(schema.sources.length > 1 ? [sourcePart(1, nRows - 0.15)] : []),
    {
      places: [
        ["select-features", end, middle],
        ["neural-network", end + 1, middle],
      ],
      links: [["select-features.features", "neural-network.features"]],
    },
  ];
  return documentOf(parts);
}

function documentOf(parts: readonly Part[]): PipelineDocument {
  const catalogue = catalogueOf(allBlocks);
  const blocks = parts
    .flatMap((part) => part.places)
    .map(([type, x, y], index) => {
      const block = catalogue.get(type)!;
      return {
        id: `n${index + 1}`,
        type,
        version: block.spec.version,
        settings: block.parseSettings({}, type),
        position: { x: x * STEP_X, y: y * STEP_Y },
      };
    });
  const endpoint = (name: string) => {
    const [type, port] = name.split(".");
    return { block: blocks.find((block) => block.type === type)!.id, port };
  };
  const edges = parts.flatMap((part) => part.links).map(([from, to]) => ({ from: endpoint(from), to: endpoint(to) }));
  return documentSchema.parse({ formatVersion: FORMAT_VERSION, blocks, edges, training: { plan: "bilevel" } });
}

/**
 * The plain pipeline beside a document: the same model, source and training settings; other blocks do what their spec says
 * of plain pipelines, or stay as they are.
 */
export function plainDocument(document: PipelineDocument, catalogue: Catalogue): PipelineDocument {
  const bypassed = document.blocks.filter((block) => catalogue.get(block.type)?.spec.plain === "bypass");
  const edges = bypassed.reduce((sofar, block) => bypass(sofar, block, catalogue.get(block.type)!), document.edges);
  const blocks = document.blocks
    .filter((block) => !bypassed.includes(block))
    .map((block) => plainInstance(block, catalogue));
  return { ...document, blocks, edges };
}

function plainInstance(instance: BlockInstance, catalogue: Catalogue): BlockInstance {
  const plain = catalogue.get(instance.type)?.spec.plain;
  return typeof plain === "object" ? { ...instance, settings: { ...instance.settings, ...plain } } : instance;
}

/** Takes a block out: each edge from one of its outputs becomes edges from all that arrived at the input of that type. */
function bypass(edges: readonly Edge[], instance: BlockInstance, block: Block): Edge[] {
  const seen = new Set<string>();
  return edges
    .flatMap((edge) => {
      if (edge.to.block === instance.id) return [];
      if (edge.from.block !== instance.id) return [edge];
      const output = block.spec.outputs.find((port) => port.name === edge.from.port);
      const input = output && block.spec.inputs.find((port) => accepts(port.type, output.type));
      return edges
        .filter((arriving) => arriving.to.block === instance.id && arriving.to.port === input?.name)
        .map((arriving) => ({ from: arriving.from, to: edge.to }));
    })
    .filter((edge) => {
      const key = JSON.stringify(edge);
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
}
