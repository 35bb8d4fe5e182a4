import { expect, test } from "vitest";
import { tableOf, usualTable } from "../blocks/testing/tables.ts";
import { catalogue } from "./catalogue.ts";
import { checkDocument } from "./checks.ts";
import { defaultDocument } from "./default-document.ts";
import type { PipelineDocument } from "./document.ts";
import { fit } from "./fit.ts";
import { tinyDocument } from "./testing/tiny-pipeline.ts";
import { documentWithout, withoutBlock } from "./without-block.ts";

const table = usualTable();
const document = defaultDocument(table.schema);
const idOf = (type: string, own: PipelineDocument = document) => own.blocks.find((block) => block.type === type)!.id;
function linksOf(own: PipelineDocument): string[] {
  const typeOf = (id: string) => own.blocks.find((block) => block.id === id)?.type;
  return own.edges.map(({ from, to }) => `${typeOf(from.block)}.${from.port} > ${typeOf(to.block)}.${to.port}`).sort();
}
const without = (type: string, own = document) => documentWithout(own, catalogue, idOf(type, own));

test("what arrived flows on, and everything else is as it was", () => {
  const less = without("tame-outliers");
  const links = linksOf(document).filter((link) => !link.includes("tame-outliers"));
  expect(linksOf(less)).toEqual([...links, "impute-number.numbers > scale-number.numbers"].sort());
  expect(less).toMatchObject({ training: document.training, nextBlock: document.nextBlock });
});

test("what only the block makes ends with it", () => {
  const links = linksOf(without("impute-number"));
  expect(links).toContain("csv-source.numbers > tame-outliers.numbers");
  expect(links.filter((link) => link.startsWith("csv-source.numbers"))).toHaveLength(1);
});

test("numbers flow on as features where that is what the block made of them, once", () => {
  const chain = ["csv-source", "scale-number", "encode-number", "linear-model"];
  const links = ["csv-source.numbers > scale-number.numbers", "scale-number.numbers > encode-number.numbers"];
  const into = "encode-number.features > linear-model.features";
  const beside = "scale-number.numbers > linear-model.features";
  for (const own of [tinyDocument(chain, [...links, into]), tinyDocument(chain, [...links, into, beside])]) {
    expect(linksOf(without("encode-number", own))).toEqual([
      "csv-source.numbers > scale-number.numbers",
      "scale-number.numbers > linear-model.features",
    ]);
  }
});

test("every block that is proposed can be left out, or says why not, and what is left can be fitted", () => {
  const numbers = { mass: (row: number) => (row % 6 === 1 ? Number.NaN : row), size: (row: number) => row % 7 };
  const categories = { colour: (row: number) => 2 + (row % 3) };
  for (const dataset of [table, tableOf({ numbers, categories, nSources: 1 }), tableOf({ numbers, nSources: 2 })]) {
    const own = defaultDocument(dataset.schema);
    const reasons = own.blocks.map(({ id, type }) => {
      const found = withoutBlock(own, catalogue, id);
      if ("reason" in found) return [type, found.reason];
      expect(checkDocument(catalogue, found.document), type).toEqual([]);
      fit({ catalogue, document: found.document, dataset, seed: 1 });
      return [type, "left out"];
    });
    const kept = Object.fromEntries(reasons.filter(([, reason]) => reason !== "left out"));
    expect(kept).toEqual({
      "csv-source": "source",
      "neural-network": "model",
      ...(own.blocks.some(({ type }) => type === "encode-category") ? { "encode-category": "columns" } : {}),
    });
  }
});

test("where it cannot be left out, the error names those that can", () => {
  expect(() => without("encode-category")).toThrow(
    /n3 \(Tame outliers\).*n6 \(Encode category\): .* cannot flow on.*E_PIPELINE_WITHOUT/,
  );
  expect(() => documentWithout(document, catalogue, "n99")).toThrow(/n3 .*n99, which is none.*E_PIPELINE_WITHOUT/);
  expect(() => without("neural-network")).toThrow("E_PIPELINE_WITHOUT");
});
