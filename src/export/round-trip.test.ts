/** What a later studio adds to a file comes back when this one saves it again, and a file says of each tensor whether it is the one that was saved. */
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../pipeline/catalogue.ts";
import { readPipelineJson, writeDocumentJson, writePipelineJson } from "./json.ts";
import { encodeTensor } from "./json-values.ts";
import { app, tinyDocument, tinyPipeline } from "./testing/tiny-pipeline.ts";

let text: string;
beforeAll(async () => {
  text = await writePipelineJson(tinyPipeline("binary"), { app, catalogue });
});

// A file is whatever its text says.
// biome-ignore lint/suspicious/noExplicitAny: edits reach into every part of it.
type Edit = (file: any) => void;

function edited(edit: Edit, base = text): string {
  const file = JSON.parse(base);
  edit(file);
  return JSON.stringify(file);
}

/** Fields that no studio of today knows, at every depth. */
const withLater: Edit = (file) => {
  file.later = { by: "whom", list: [1, 2.5, null] };
  file.document.description = "what it is for";
  file.document.blocks[2].comment = "why";
  file.document.training.later = 7;
  file.document.rules[1].later = [true];
  file.document.edges[0].later = "x";
  file.schema.later = {};
  file.report.later = { number: 3 };
  file.report.explanations[0].later = 4;
  file.selfTest.later = "y";
  file.soft.statistics.later = 1;
  file.modelCard.owner = "somebody";
};

async function openedAndSaved(given: string) {
  const opened = await readPipelineJson(given, { catalogue });
  return { opened, saved: await writePipelineJson(opened.trained!, { app, catalogue }) };
}

describe("fields of a later studio", () => {
  test("come back at their places, and so they do again", async () => {
    const given = edited(withLater);
    const { saved } = await openedAndSaved(given);
    const { contentHash: _, reportHash: __, ...file } = JSON.parse(saved);
    const { contentHash: ___, reportHash: ____, ...expected } = JSON.parse(given);
    expect(file).toEqual(expected);
    expect((await openedAndSaved(saved)).saved).toBe(saved);
  });

  test("are no content: what predicts and retrains is the same, and no file counts as changed for them", async () => {
    const { opened, saved } = await openedAndSaved(
      edited((file) => {
        file.later = 1;
        file.document.training.later = 7;
        file.document.rules[1].later = [true];
        file.schema.later = {};
      }),
    );
    expect([opened.isChanged, opened.notes]).toEqual([undefined, []]);
    expect(JSON.parse(saved).contentHash).toBe(JSON.parse(text).contentHash);
    expect((await readPipelineJson(saved, { catalogue })).isChanged).toBeUndefined();
  });

  test("stay with a document that was edited, without training and after another one", async () => {
    const file = edited(
      (each) => {
        each.later = 1;
        each.document.description = "what for";
        each.document.blocks[1].comment = "why";
        each.document.blocks[2].comment = "gone";
      },
      writeDocumentJson(tinyDocument, app),
    );
    const { document } = await readPipelineJson(file, { catalogue });
    const [first, ...others] = document.blocks;
    const blocks = [first, { ...others[0], settings: { use: "mean" } }, ...others.slice(2)];
    const saved = JSON.parse(writeDocumentJson({ ...document, blocks, name: "Other" }, app));
    expect(saved).toMatchObject({ later: 1, document: { description: "what for", name: "Other" } });
    expect(saved.document.blocks[1]).toMatchObject({ comment: "why", settings: { use: "mean" } });
    expect(JSON.stringify(saved)).not.toContain("gone");
    expect(saved.document.unknownFields).toBeUndefined();
    const trained = {
      ...tinyPipeline("binary"),
      document: { ...tinyPipeline("binary").document, unknownFields: document.unknownFields },
    };
    const after = JSON.parse(await writePipelineJson(trained, { app, catalogue }));
    expect(after).toMatchObject({ later: 1, document: { description: "what for" } });
  });

  test("cannot be smuggled in by the name under which the studio keeps them", async () => {
    const smuggled = { document: { within: { training: { fields: { tags: "forced" } } } } };
    const { document, isChanged } = await readPipelineJson(
      edited((file) => {
        file.document.unknownFields = smuggled;
      }),
      { catalogue },
    );
    expect([isChanged, document.training.tags, document.unknownFields]).toEqual([undefined, undefined, undefined]);
  });
});

describe("the hash of a tensor", () => {
  test("is the SHA-256 of its bytes, as Node computes it", () => {
    const { tensorHashes, predictor, soft } = JSON.parse(text);
    const places = {
      "predictor.parameters": predictor.parameters,
      "soft.state.parameters": soft.state.parameters,
      "soft.state.optimiser": soft.state.optimiser,
    };
    expect(Object.keys(tensorHashes).sort()).toEqual(Object.keys(places).sort());
    for (const [place, tensors] of Object.entries<Record<string, { readonly data: string }>>(places)) {
      expect(Object.keys(tensors).length).toBeGreaterThan(2);
      const expected = Object.entries(tensors).map(([name, { data }]) => {
        return [name, createHash("sha256").update(Buffer.from(data, "base64")).digest("hex")] as const;
      });
      expect(tensorHashes[place]).toEqual(Object.fromEntries(expected));
    }
  });

  test.each<readonly [string, Edit]>([
    [
      "another number",
      ({ soft }) => Object.assign(soft.state.optimiser, { "n7/gates/t": encodeTensor(Float32Array.of(13)) }),
    ],
    ["a tensor less", ({ soft }) => delete soft.state.optimiser["n7/gates/t"]],
    [
      "another hash",
      ({ tensorHashes }) => Object.assign(tensorHashes["soft.state.optimiser"], { "n7/gates/t": "0".repeat(64) }),
    ],
  ])("tells %s, by name", async (_, edit) => {
    const { notes, isChanged, trained } = await readPipelineJson(edited(edit), { catalogue });
    expect([isChanged, trained !== undefined]).toEqual([true, true]);
    expect(notes.join(" ")).toContain("soft.state.optimiser, n7/gates/t");
  });

  test("is not asked of files that have none", async () => {
    const { notes, isChanged } = await readPipelineJson(
      edited((file) => {
        for (const key of ["tensorHashes", "modelCard", "signature", "trainedWith"]) delete file[key];
      }),
      { catalogue },
    );
    expect([isChanged, notes]).toEqual([undefined, []]);
  });
});

describe("what the file says of itself", () => {
  test("the signature names columns, levels, missing markers and classes", () => {
    const { signature } = JSON.parse(text);
    const byName = Object.fromEntries(signature.inputs.map((input: { readonly name: string }) => [input.name, input]));
    expect(Object.keys(byName).sort()).toEqual(["colour", "day", "kind", "size", "weight"]);
    expect(byName.colour).toMatchObject({ type: "category", levels: expect.arrayContaining(["red", "Green", "blue"]) });
    expect(byName.day).toMatchObject({ type: "date", dateFormat: "iso" });
    expect(signature.output).toEqual({
      name: "isLarge",
      task: "binary",
      classes: expect.arrayContaining(["yes", "no"]),
    });
  });

  test("the card says purpose, data, training, metrics, what is held and limits, and who trained it whoever saves it", async () => {
    const { modelCard, trainedWith } = JSON.parse(text);
    expect(modelCard.purpose).toContain('"isLarge" (binary: ');
    expect(modelCard.data).toContain("36 rows to train on");
    expect(modelCard.training).toMatchObject({ seed: 3, steps: 12, engine: "tfjs-cpu", app });
    expect(modelCard.training.splits).toMatch(/^[0-9a-f-]{20,}/);
    expect(modelCard.holds[0]).toContain("No rows");
    expect(modelCard.limits.join(" ")).toContain("12 test rows");
    expect(trainedWith).toEqual(app);
    const { trained } = await readPipelineJson(text, { catalogue });
    const later = JSON.parse(await writePipelineJson(trained!, { app: { ...app, version: "9.9.9" }, catalogue }));
    expect([later.app.version, later.trainedWith.version]).toEqual(["9.9.9", app.version]);
  });

  test("of a file that does not say what trained it, what saved it is taken for it", async () => {
    const old = edited((file) => {
      delete file.trainedWith;
      file.app.version = "0.0.1";
    });
    const { saved } = await openedAndSaved(old);
    expect(JSON.parse(saved)).toMatchObject({ trainedWith: { version: "0.0.1" }, app: { version: app.version } });
  });
});
