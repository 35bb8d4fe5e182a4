import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { documentSchema, FORMAT_VERSION } from "../../pipeline/document.ts";
import { madeByPython, pythonWith } from "../../table/testing/python.ts";
import { codeOf } from "../../table/testing/read-text.ts";
import { textFile } from "../open-table.ts";
import { MANIFEST_PATH, MIMETYPE } from "./project-manifest.ts";
import { readProject } from "./read-project.ts";
import { type Project, writeProject } from "./write-project.ts";

const pause = async () => undefined;
const OPTIONS = { app: { name: "DiffML Studio", version: "0.0.0-test" }, at: Date.UTC(2026, 0, 2), pause };

const document = documentSchema.parse({
  formatVersion: FORMAT_VERSION,
  name: "Fruit",
  blocks: [],
  edges: [],
  training: {},
});
const csv = (nRows: number) => `x,y\n${Array.from({ length: nRows }, (_, row) => `${row},${row % 2}\n`).join("")}`;
const curves = Float32Array.of(1, Number.NaN, -0, 2 ** -130);
const projectOf = (nRows: number): Project => ({
  document,
  files: [textFile("../día 1/rows.csv", csv(nRows)), textFile("more.csv.gz", csv(20))],
  runs: [
    { text: '{"first": true}', record: { at: 1, note: "the first" } },
    { text: '{"second": true}', record: { at: 2, note: "“best”", curves: { values: [curves] }, loss: Number.NaN } },
  ],
  snapshots: [{ name: "before lunch", at: 3, studio: { document } }],
});
const [MANY, FEW] = [200_000, 200];

const open = (bytes: Uint8Array, name = "fruit.diffml-project") =>
  readProject({ name, sizeBytes: bytes.length, slice: async (start, end) => bytes.slice(start, end) }, { pause });

const packedOf = async (nRows: number) =>
  new Uint8Array(await (await writeProject(projectOf(nRows), OPTIONS)).arrayBuffer());
let packed: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  packed = await packedOf(FEW);
});

test("comes back as it was saved, to the byte", async () => {
  const large = await packedOf(MANY);
  const opened = await open(large);
  const { snapshots, runs } = projectOf(MANY);
  expect(opened).toMatchObject({ document, savedAt: OPTIONS.at, snapshots, damaged: [] });
  expect(opened.files.map(({ name }) => name)).toEqual(["../día 1/rows.csv", "more.csv.gz"]);
  expect(await Promise.all(opened.files.map(({ file }) => file.text()))).toEqual([csv(MANY), csv(20)]);
  expect(opened.runs).toEqual(runs);
  expect(large.length).toBeLessThan(csv(MANY).length / 2);
});

test("begins with what it is, and is the same for the same project", async () => {
  expect(strFromU8(packed.subarray(30, 30 + 8 + MIMETYPE.text.length))).toBe(`mimetype${MIMETYPE.text}`);
  expect(Buffer.compare(packed, await packedOf(FEW))).toBe(0);
});

test("is saved whatever the clock of the device says", async () => {
  for (const at of [0, Date.UTC(1979, 11, 31), Date.UTC(2150, 0, 1)]) {
    const saved = await writeProject(projectOf(FEW), { ...OPTIONS, at });
    expect(await open(new Uint8Array(await saved.arrayBuffer()))).toMatchObject({ savedAt: at, damaged: [] });
  }
});

/** The archive with some of its files as others. */
const changed = (change: (files: Record<string, Uint8Array>) => void): Uint8Array => {
  const files = unzipSync(packed);
  change(files);
  return zipSync(files, { level: 1 });
};
const manifestWith = (change: (manifest: Record<string, unknown>) => void) =>
  changed((files) => {
    const manifest = JSON.parse(strFromU8(files[MANIFEST_PATH]));
    change(manifest);
    files[MANIFEST_PATH] = strToU8(JSON.stringify(manifest));
  });

describe("what is not whole", () => {
  test("is left out and named; all else is there", async () => {
    const opened = await open(
      changed((files) => {
        delete files["tables/2-more.csv.gz"];
        files["runs/1.diffml.json"] = strToU8('{"first": fals}');
        files["runs/2.record.json"] = strToU8("{");
      }),
    );
    expect(opened.damaged).toEqual(["the table “more.csv.gz”", "finished run 1 of 2", "finished run 2 of 2"]);
    expect(opened.files.map(({ name }) => name)).toEqual(["../día 1/rows.csv"]);
    expect(opened.runs).toEqual([]);
    expect(opened.document).toEqual(document);
  });

  test("by a single bit anywhere is noticed, or changes nothing", async () => {
    const whole = JSON.stringify(await described(packed));
    for (let at = 0; at < packed.length; at += 13) {
      const bytes = packed.map((byte, index) => (index === at ? byte ^ 16 : byte));
      const found = await described(bytes).then(JSON.stringify, (error: unknown) => String(error));
      const isNamed = /\[E_[A-Z_]+\]|"damaged":\["/.test(found);
      expect(isNamed || found === whole, `bit at ${at}: ${found}`).toBe(true);
    }
  });

  async function described(bytes: Uint8Array) {
    const opened = await open(bytes);
    const sizes = opened.files.map(({ name, file }) => [name, file.size]);
    return { ...opened, files: sizes };
  }
});

test("a newer one is refused with advice, and so is what says something else of itself", async () => {
  const newer = await open(manifestWith((manifest) => (manifest.formatVersion = 2))).catch((error: unknown) => error);
  expect(String(newer)).toMatch(/at most 1, got 2\. A newer DiffML Studio saved this file: update this one/);
  expect(await codeOf(open(manifestWith((manifest) => delete manifest.tables)))).toBe("E_PROJECT_MANIFEST");
  const newerInside = manifestWith((manifest) => (manifest.document = { ...document, formatVersion: 99 }));
  expect(await codeOf(open(newerInside))).toBe("E_FORMAT_VERSION");
  expect(await codeOf(open(zipSync({ "rows.csv": strToU8("x\n1\n") })))).toBe("E_PROJECT_KIND");
  expect(await codeOf(open(strToU8("x,y\n1,2\n")))).toBe("E_ARCHIVE_DAMAGED");
});

describe("bounds, before anything is unpacked", () => {
  test("files by the thousand, and files that say they are large", async () => {
    const many = Object.fromEntries(Array.from({ length: 4000 }, (_, index) => [`tables/${index}`, strToU8("")]));
    expect(await codeOf(open(changed((files) => Object.assign(files, many))))).toBe("E_PROJECT_LARGE");
    // 3 GB, as the directory at the end has it.
    const large = packed.slice();
    const view = new DataView(large.buffer);
    const at = large.findLastIndex((_, index) => index + 46 < large.length && isEntryOf(view, index, "tables/1-"));
    view.setUint32(at + 24, 3e9, true);
    expect(await codeOf(open(large))).toBe("E_PROJECT_LARGE");
  });

  const isEntryOf = (view: DataView, at: number, name: string) =>
    view.getUint32(at, true) === 0x02014b50 && strFromU8(packed.subarray(at + 46, at + 46 + name.length)) === name;
});

test.skipIf(!pythonWith("zipfile"))("other programs unpack it", () => {
  const listed = madeByPython(
    `
import base64, io, json, sys, zipfile
z = zipfile.ZipFile(io.BytesIO(base64.b64decode("${Buffer.from(packed).toString("base64")}")))
assert z.testzip() is None
open(sys.argv[1], "w").write(json.dumps([[i.filename, i.file_size] for i in z.infolist()]))
`,
  );
  const entries: [string, number][] = JSON.parse(new TextDecoder().decode(listed));
  expect(entries.map(([name]) => name)).toEqual([
    "mimetype",
    "tables/1-__día 1_rows.csv",
    "tables/2-more.csv.gz",
    "runs/1.diffml.json",
    "runs/1.record.json",
    "runs/2.diffml.json",
    "runs/2.record.json",
    "project.json",
  ]);
  expect(entries[1][1]).toBe(csv(FEW).length);
});
