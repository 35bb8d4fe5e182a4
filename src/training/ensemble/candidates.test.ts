import { expect, test } from "vitest";
import { tableOf, usualTable } from "../../blocks/testing/tables.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { checkDocument } from "../../pipeline/checks.ts";
import { defaultDocument, plainDocument } from "../../pipeline/default-document.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { columnRule } from "../../table/testing/column-rule.ts";
import { type Candidate, candidatesOf, combinedOf, lastOf } from "./candidates.ts";

const { schema } = usualTable();
const document = defaultDocument(schema);
const optionsOf = (own: PipelineDocument, isLearning: boolean) => ({
  document: own,
  catalogue,
  schema,
  isLearning,
  nGates: 0,
});
const idsOf = (candidates: readonly Candidate[]) => candidates.map(({ id }) => id);

function withScaling(own: PipelineDocument, use: string): PipelineDocument {
  return {
    ...own,
    blocks: own.blocks.map((block) =>
      block.type === "scale-number" ? { ...block, settings: { ...block.settings, use } } : block,
    ),
  };
}

test("candidates are complete pipelines of different names, those that are always compared first", () => {
  const candidates = candidatesOf(optionsOf(document, true));
  expect(new Set(idsOf(candidates)).size).toBe(candidates.length);
  expect(idsOf(candidates).slice(0, 3)).toEqual(["plain", "learned", "blend"]);
  for (const candidate of candidates) expect(checkDocument(catalogue, candidate.document), candidate.id).toEqual([]);
});

test("where there is nothing to learn, the document's own pipeline is one of the fixed ones, once", () => {
  const plain = plainDocument(document, catalogue);
  const ofPlain = candidatesOf(optionsOf(plain, false));
  expect(ofPlain.some(({ isLearned }) => isLearned)).toBe(false);
  expect(idsOf(ofPlain)).not.toContain("own");
  const robust = withScaling(plain, "robust");
  expect(idsOf(candidatesOf(optionsOf(robust, false))).slice(0, 2)).toEqual(["plain", "own"]);
});

test("numbers are not cut into more ranges than a network of usual size can take", () => {
  const idsFor = (nColumns: number) => {
    const columns = Object.fromEntries(Array.from({ length: nColumns }, (_, index) => [`c${index}`, () => index]));
    const wide = tableOf({ numbers: columns });
    return idsOf(
      candidatesOf({
        document: defaultDocument(wide.schema),
        catalogue,
        schema: wide.schema,
        isLearning: true,
        nGates: 0,
      }),
    );
  };
  expect(idsFor(50)).toContain("plain, numbers cut into fine ranges");
  expect(idsFor(200)).not.toContain("plain, numbers cut into fine ranges");
  expect(idsFor(200)).toContain("plain, numbers cut into ranges");
  expect(idsFor(400)).not.toContain("plain, numbers cut into ranges");
});

test("the two best changes are combined where they concern two blocks, and the best one is made to the document's own pipeline", () => {
  const options = optionsOf(document, true);
  const named = (id: string) => candidatesOf(options).find((candidate) => candidate.id === id)!;
  const [robust, log, ranges] = ["robust", "signed log", "numbers cut into ranges"].map((words) =>
    named(`plain, ${words}`),
  );
  expect(idsOf(combinedOf(options, [robust, log, ranges]))).toEqual([
    "learned, robust",
    "plain, robust, numbers cut into ranges",
  ]);
  expect(idsOf(combinedOf(options, [robust, log]))).toEqual(["learned, robust"]);
  expect(combinedOf(options, [])).toEqual([]);
});

test("what reading the table suggests is tried before what is tried everywhere", () => {
  const rules = [columnRule("age", { type: "number", sentinelCandidates: [-9] })];
  const [, , , suggested] = candidatesOf(optionsOf({ ...document, rules }, true));
  expect(suggested.id).toBe("plain, numbers that may mean missing taken for it");
  const filled = suggested.document.blocks.find(({ type }) => type === "impute-number");
  expect(filled?.settings).toMatchObject({ sentinels: [{ column: "age", value: -9 }] });
});

const MANY_ROWS = 5000;
const networkOf = ({ document: { blocks } }: Candidate) =>
  blocks.find(({ type }) => type === "neural-network")?.settings;

test("the best pipelines are tried last with a wider network, where rows are many; a blend as it is learned and settled", () => {
  const options = optionsOf(document, true);
  const named = (id: string) => candidatesOf(options).find((candidate) => candidate.id === id)!;
  const [wide, ...others] = lastOf(options, named("plain, robust"), MANY_ROWS);
  expect(others).toEqual([]);
  expect(wide).toMatchObject({ id: "plain, robust, a wider network", isLearned: false });
  // It speaks of no single change of the plain pipeline.
  expect(wide.changes).toHaveLength(2);
  expect(checkDocument(catalogue, wide.document)).toEqual([]);
  expect(wide.document.blocks.find(({ type }) => type === "scale-number")?.settings).toMatchObject({ use: "robust" });
  expect(networkOf(wide)).toMatchObject({ width: 128, dropout: 0.1, hiddenLayers: 2 });
  expect(idsOf(lastOf(options, named("blend"), MANY_ROWS))).toEqual(["learned, a wider network"]);
  expect(lastOf(options, named("plain, robust"), MANY_ROWS - 1)).toEqual([]);
  // Whoever has chosen such a network is offered no other.
  expect(lastOf(options, wide, MANY_ROWS)).toEqual([]);
});
