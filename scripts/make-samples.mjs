// Writes public/samples from the vega-datasets package, and lists what lies there already: seeded, so that running it again
// changes nothing.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMain, root } from "./root.mjs";
import { drawLines, makeMessy, makeNotebooks, toCsv } from "./sample-tables.mjs";

const SEED = 20230618;
const BIRDSTRIKE_ROWS = 3000;

const PENGUIN_COLUMNS = /** @type {[string, string][]} */ ([
  ["Species", "species"],
  ["Island", "island"],
  ["Beak Length (mm)", "bill_length_mm"],
  ["Beak Depth (mm)", "bill_depth_mm"],
  ["Flipper Length (mm)", "flipper_length_mm"],
  ["Body Mass (g)", "body_mass_g"],
  ["Sex", "sex"],
]);
const NOTEBOOKS = ["penguins-notebook-a.csv", "penguins-notebook-b.csv", "penguins-notebook-c.csv"];

const PENGUINS = {
  licence: "CC0-1.0",
  source: "Palmer Station Antarctica LTER and K. Gorman, by way of palmerpenguins and vega-datasets",
};
const NOAA = { licence: "US government work", source: "NOAA National Climatic Data Center, by way of vega-datasets" };
/** As they were published, one file a hospital; no package has them. */
const HOSPITALS = ["cleveland", "budapest", "zurich-basel", "long-beach"].map((place) => `heart-${place}.csv`);
const UCI_HEART = {
  licence: "CC-BY-4.0",
  source:
    "A. Janosi, W. Steinbrunn, M. Pfisterer, R. Detrano: Heart Disease, UCI Machine Learning Repository, doi.org/10.24432/C52P4X",
};
const FAA = { licence: "US government work", source: "FAA Wildlife Strike Database, by way of vega-datasets" };

const samples = join(root, "public", "samples");

/** @param {string} name of a file that comes with the repository */
function countRows(name) {
  return readFileSync(join(samples, name), "utf8").trimEnd().split("\n").length - 1;
}

/** @param {string} name */
function readData(name) {
  return readFileSync(join(root, "node_modules", "vega-datasets", "data", name), "utf8").replaceAll("\r\n", "\n");
}

/** @param {unknown} value */
const toJson = (value) => `${JSON.stringify(value, null, 2)}\n`;

/**
 * One line per item: diffs of the damage stay readable.
 *
 * @param {readonly unknown[]} items
 */
const toJsonLines = (items) => `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;

/**
 * All files of public/samples but those that come with the repository.
 *
 * @returns {Map<string, string>} name → text
 */
export function makeSamples() {
  /** @type {Record<string, string | number | null>[]} */
  const records = JSON.parse(readData("penguins.json"));
  const penguins = {
    names: PENGUIN_COLUMNS.map(([, name]) => name),
    rows: records.map((record) => PENGUIN_COLUMNS.map(([key]) => String(record[key] ?? ""))),
  };
  const numbers = penguins.names.slice(2, 6);
  const messy = makeMessy(penguins, { target: "species", numbers, seed: SEED });
  const notebooks = makeNotebooks(penguins, { target: "species", sources: NOTEBOOKS, seed: SEED + 1 });
  const [birdHeader = "", ...birdLines] = readData("birdstrikes.csv").trimEnd().split("\n");
  const birds = drawLines(birdLines, { count: BIRDSTRIKE_ROWS, seed: SEED + 2 });
  const weather = readData("seattle-weather.csv");

  const files = new Map([
    ["penguins.csv", toCsv(penguins)],
    ["messy-penguins.csv", toCsv(messy.table)],
    ["messy-penguins.damage.json", describeMessy(messy)],
    ...notebooks.tables.map(({ name, table }) => /** @type {[string, string]} */ ([name, toCsv(table)])),
    ["penguins-notebooks.damage.json", describeNotebooks(notebooks)],
    ["birdstrikes.csv", `${[birdHeader, ...birds].join("\n")}\n`],
    ["seattle-weather.csv", weather],
  ]);
  const patients = HOSPITALS.map(countRows).reduce((total, count) => total + count, 0);
  const counts = { patients, weather: weather.trimEnd().split("\n").length - 1, birds: birds.length };
  const planted = messy.junkColumns.map(({ name }) => name);
  files.set("samples.json", toJson(listSamples({ nPenguins: penguins.rows.length, planted, ...counts })));
  return files;
}

/** @param {ReturnType<typeof makeMessy>} messy */
function describeMessy({ damage, junkColumns }) {
  const about =
    "What was planted in messy-penguins.csv. Rows count from 1, below the header. Nothing was done to species.";
  return `{
  "file": "messy-penguins.csv",
  "original": "penguins.csv",
  "seed": ${SEED},
  "about": ${JSON.stringify(about)},
  "junkColumns": ${toJsonLines(junkColumns)},
  "damage": ${toJsonLines(damage)}
}
`;
}

/** @param {ReturnType<typeof makeNotebooks>} notebooks */
function describeNotebooks({ damagedSource, damage }) {
  const about =
    "The rows of penguins.csv, shuffled and dealt to three files. In the last file, half of the species are wrong.";
  return `{
  "file": ${JSON.stringify(damagedSource)},
  "original": "penguins.csv",
  "seed": ${SEED + 1},
  "about": ${JSON.stringify(about)},
  "damage": ${toJsonLines(damage)}
}
`;
}

/** @param {{ nPenguins: number, planted: readonly string[], patients: number, weather: number, birds: number }} rows */
function listSamples({ nPenguins, planted, patients, weather, birds }) {
  return [
    {
      id: "messy-penguins",
      title: "Messy penguins",
      files: ["messy-penguins.csv"],
      damage: "messy-penguins.damage.json",
      planted,
      description:
        "The real penguins table with planted damage: 15 % of the cells emptied, 3 % of the measurements made outliers, " +
        "8 columns of junk added. What was planted is listed in the damage file.",
      target: "species",
      task: "multiclass",
      rows: nPenguins,
      ...PENGUINS,
    },
    {
      id: "penguins",
      title: "Penguins",
      files: ["penguins.csv"],
      description: "The clean original: three species of penguins, four measurements, island and sex.",
      target: "species",
      task: "multiclass",
      rows: nPenguins,
      ...PENGUINS,
    },
    {
      id: "penguin-notebooks",
      title: "Penguins from three notebooks",
      files: NOTEBOOKS,
      damage: "penguins-notebooks.damage.json",
      trainingOnly: [NOTEBOOKS[2]],
      description:
        "The penguins dealt at random to three files, the sources of one table. In notebook C, half of the species are " +
        "wrong on purpose: a case for Select sources.",
      target: "species",
      task: "multiclass",
      rows: nPenguins,
      ...PENGUINS,
    },
    {
      id: "four-hospitals",
      title: "Four hospitals",
      files: HOSPITALS,
      description:
        "Patients of four hospitals, a file each: is there heart disease? Each hospital writes in its own way what it did not " +
        "measure: an empty cell is ?, −9 or a cholesterol (chol) of 0. Train, accept below what may mean “missing”, and train " +
        "again. Then leave one hospital out under “How the rows are split”: Budapest alone writes −9.",
      target: "num",
      task: "binary",
      rows: patients,
      ...UCI_HEART,
    },
    {
      id: "penguin-mass",
      title: "Penguins: body mass",
      files: ["penguins.csv"],
      description: "The same table as a regression: how heavy is a penguin, in grams?",
      target: "body_mass_g",
      task: "regression",
      rows: nPenguins,
      ...PENGUINS,
    },
    {
      id: "seattle-weather",
      title: "Seattle weather",
      files: ["seattle-weather.csv"],
      description: "Four years of days in Seattle, with a date column: was it drizzle, fog, rain, snow or sun?",
      target: "weather",
      task: "multiclass",
      rows: weather,
      ...NOAA,
    },
    {
      id: "birdstrikes",
      title: "Bird strikes",
      files: ["birdstrikes.csv"],
      description:
        "Aircraft that met birds, with dates, long category columns and many speeds missing: in which phase of flight? " +
        `${birds} rows drawn at random from 10,000.`,
      target: "Phase of flight",
      task: "multiclass",
      rows: birds,
      ...FAA,
    },
  ];
}

if (isMain(import.meta.url)) {
  mkdirSync(samples, { recursive: true });
  const files = makeSamples();
  for (const [name, text] of files) writeFileSync(join(samples, name), text);
  console.log(`Wrote ${files.size} files to public/samples.`);
}
