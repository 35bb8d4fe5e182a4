import { expect, it } from "vitest";
import { usualTable } from "../blocks/testing/tables.ts";
import { catalogue } from "./catalogue.ts";
import { checkDocument } from "./checks.ts";
import { defaultDocument } from "./default-document.ts";
import { isShort, shortDocument } from "./short-document.ts";
import { templateDocument } from "./templates.ts";

const { schema } = usualTable();

it.each([
  ["a network", defaultDocument(schema), "neural-network"],
  ["curves", templateDocument("curves", schema), "additive-model"],
])(
  "is a whole pipeline with a linear model in the place of %s, and nothing else of it is another",
  (_, before, model) => {
    const after = shortDocument(before, catalogue);
    expect(checkDocument(catalogue, after)).toEqual([]);
    expect(after.blocks.map(({ type }) => type)).toEqual(
      before.blocks.map(({ type }) => (type === model ? "linear-model" : type)),
    );
    expect(after.edges).toEqual(before.edges);
    expect(after.training).toEqual({ ...before.training, deploy: "one" });
    expect([isShort(before, catalogue), isShort(after, catalogue)]).toEqual([false, true]);
  },
);
