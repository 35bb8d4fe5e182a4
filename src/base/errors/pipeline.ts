/** Codes of documents: what keeps a pipeline from training, and what cannot be read as one. */
import type { ErrorText, ErrorWords, Text } from "../language.ts";
import { problemText } from "../texts/pipeline.ts";
import { listWords } from "../words.ts";
import type { Found, ReferenceOf } from "./reference.ts";

export const pipelineErrors = {
  E_FORMAT_VERSION: ({ where, problem, current, got }: WrongVersion) => ({
    where: `${where}, formatVersion`,
    got,
    ...{
      none: {
        expected: `a whole number from 1 to ${current}`,
        fix: "Open a file that DiffML Studio has saved.",
      },
      newer: {
        expected: `at most ${current}`,
        fix: "A newer DiffML Studio saved this file: update this one, then open it again.",
      },
      stranded: {
        expected: "a version from which this studio can go on",
        fix: "Open it with an older version and save it again.",
      },
    }[problem],
  }),
  E_PIPELINE_DOCUMENT: (found: Found) => ({ ...found, fix: "Correct the file, or save the pipeline again." }),
  E_PIPELINE_EMPTY: ({ block }: { readonly block: string }) => ({
    where: `pipeline, ${block}`,
    expected: "at least one column",
    got: "none: every column is set aside, or none has the type that the blocks before it take",
    fix: "Use more columns (Data page), or connect the block to columns of another type.",
  }),
  E_PIPELINE_JOIN: ({ type, count }: { readonly type: string; readonly count: number }) => ({
    where: `pipeline, an input of type ${type}`,
    expected: "one connection",
    got: `${count}`,
    fix: "Correct the block that lets several connections end there.",
  }),
  E_PIPELINE_WITHOUT: ({ block, reason, blocks }: LeftOut) => ({
    where: "pipeline",
    expected: `a block that can be left out: ${listWords(blocks.map(blockName), 20)}`,
    got: reason === undefined ? `${block.id}, which is none of its blocks` : `${blockName(block)}: ${WHY_NOT[reason]}`,
    fix: "Name one of these, or change the pipeline in the studio.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

/** What keeps a document from training; listed on the canvas, thrown where it is trained after all. */
export const pipelineProblems = {
  E_PIPELINE_ID: ({ id }: { readonly id: string }) => `Two blocks have the id “${id}”.`,
  E_PIPELINE_BLOCK: ({ type }: { readonly type: string }) => `This studio has no block of the type “${type}”.`,
  E_PIPELINE_INPUT: ({
    block,
    carries,
    input,
  }: {
    readonly block: string;
    readonly carries: string;
    readonly input: string;
  }) => `${block}: connect ${carries} to “${input}”.`,
  E_PIPELINE_EDGE: ({ problem }: { readonly problem: string }) => problem,
  E_PIPELINE_CIRCLE: "The connections go round in a circle.",
  E_PIPELINE_MODEL: ({ count }: { readonly count: number }) =>
    count === 0 ? "Add a model block." : "Keep one model block only.",
  E_PIPELINE_SOURCE: ({ count, titles }: { readonly count: number; readonly titles: readonly string[] }) =>
    count === 0 ? `Add a ${titles.join(" or ")} block.` : "Keep one source block only.",
} satisfies Readonly<Record<string, Text>>;

/** A problem of the document as an error. @param block its id, "" for the whole pipeline */
export function problemWords(block: string, problem: string): ErrorWords {
  return {
    where: problemText("where", { block }),
    expected: problemText("complete"),
    got: problem.replace(/\.$/, ""),
    fix: problemText("mend"),
  };
}

const WHY_NOT = {
  source: "the table begins there",
  model: "it is the model",
  columns: "the columns that it takes cannot flow on without it",
  input: "a later block would lack what it needs",
} as const;

interface NamedBlock {
  readonly id: string;
  /** Absent of one that is not there. */
  readonly title?: string;
}

const blockName = ({ id, title = "" }: NamedBlock) => `${id} (${title})`;

interface LeftOut {
  readonly block: NamedBlock;
  /** Absent where there is no such block. */
  readonly reason?: keyof typeof WHY_NOT;
  /** Those that can be. */
  readonly blocks: readonly NamedBlock[];
}

interface WrongVersion {
  readonly where: string;
  readonly problem: "none" | "newer" | "stranded";
  readonly current: number;
  readonly got: string;
}

export const pipelineReference: ReferenceOf<typeof pipelineErrors> = {
  E_FORMAT_VERSION: {
    when: "A file is of a version that this studio cannot read.",
    samples: [
      { where: "trained.json", problem: "newer", current: 2, got: "3" },
      { where: "trained.json", problem: "none", current: 2, got: '"1"' },
      { where: "trained.json", problem: "stranded", current: 2, got: "1" },
    ],
  },
  E_PIPELINE_DOCUMENT: {
    when: "The document in a file is not as documents are.",
    samples: [{ where: "trained.json, document, blocks[0].id", expected: "string", got: "7" }],
  },
  E_PIPELINE_EMPTY: { when: "A block is reached by no column at all.", samples: [{ block: "Scale numbers" }] },
  E_PIPELINE_JOIN: {
    when: "A block offers an input for several connections of a type that cannot be joined.",
    samples: [{ type: "category", count: 2 }],
  },
  E_PIPELINE_WITHOUT: {
    when: "A block is to be left out that nothing can flow past, or that is not there.",
    samples: [
      {
        block: { id: "n6", title: "Encode category" },
        reason: "columns",
        blocks: [{ id: "n3", title: "Tame outliers" }],
      },
      { block: { id: "n66" }, blocks: [{ id: "n3", title: "Tame outliers" }] },
    ],
  },
};

export const pipelineProblemsReference: ReferenceOf<typeof pipelineProblems> = {
  E_PIPELINE_ID: { when: "Two blocks of a document have one id.", samples: [{ id: "n3" }] },
  E_PIPELINE_BLOCK: { when: "A document names a block that this studio does not have.", samples: [{ type: "attend" }] },
  E_PIPELINE_INPUT: {
    when: "An input that a block needs has no connection.",
    samples: [{ block: "Neural network", carries: "features", input: "Features" }],
  },
  E_PIPELINE_EDGE: {
    when: "A connection of a document cannot be made.",
    samples: [{ problem: "These two are connected already." }],
  },
  E_PIPELINE_CIRCLE: { when: "Connections lead back to where they began." },
  E_PIPELINE_MODEL: { when: "A pipeline has no model, or several.", samples: [{ count: 0 }, { count: 2 }] },
  E_PIPELINE_SOURCE: {
    when: "A pipeline has no table to begin with, or several.",
    samples: [
      { count: 0, titles: ["CSV source"] },
      { count: 2, titles: ["CSV source"] },
    ],
  },
};
