// Writes public/samples from the vega-datasets package, and lists what lies there already: seeded, so that running it again
// changes nothing. What is said of each, and the lesson that it is good for: sample-list.mjs.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMain, root } from "./root.mjs";
import { listSamples } from "./sample-list.mjs";
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

/** As they were published; no package that is installed has them. */
const HOSPITALS = ["cleveland", "budapest", "zurich-basel", "long-beach"].map((place) => `heart-${place}.csv`);

const samples = join(root, "public", "samples");

/** @param {string} text */
const countLines = (text) => text.trimEnd().split("\n").length - 1;

/** @param {string} name of a file that comes with the repository */
const countRows = (name) => countLines(readFileSync(join(samples, name), "utf8"));

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
  const countries = makeCountries();
  const earthquakes = makeEarthquakes();

  const files = new Map([
    ["penguins.csv", toCsv(penguins)],
    ["messy-penguins.csv", toCsv(messy.table)],
    ["messy-penguins.damage.json", describeMessy(messy)],
    ...notebooks.tables.map(({ name, table }) => /** @type {[string, string]} */ ([name, toCsv(table)])),
    ["penguins-notebooks.damage.json", describeNotebooks(notebooks)],
    ["birdstrikes.csv", `${[birdHeader, ...birds].join("\n")}\n`],
    ["seattle-weather.csv", weather],
    ["gapminder.csv", countries],
    ["earthquakes.csv", earthquakes],
  ]);
  const patients = HOSPITALS.map(countRows).reduce((total, count) => total + count, 0);
  const counts = {
    penguins: penguins.rows.length,
    patients,
    weather: countLines(weather),
    birds: birds.length,
    countries: countLines(countries),
    earthquakes: countLines(earthquakes),
    wages: countRows("cps-wages.csv"),
    bank: countRows("bank.csv"),
    births: countRows("us-births.csv"),
  };
  const planted = messy.junkColumns.map(({ name }) => name);
  files.set("samples.json", toJson(listSamples({ counts, planted, notebooks: NOTEBOOKS, hospitals: HOSPITALS })));
  return files;
}

/** The columns that say something of a country; the group that the package drew it in is left out. */
function makeCountries() {
  /** @type {Record<string, string | number>[]} */
  const records = JSON.parse(readData("gapminder.json"));
  const names = ["country", "year", "pop", "fertility", "life_expect"];
  return toCsv({ names, rows: records.map((record) => names.map((name) => String(record[name]))) });
}

const SEISMIC = ["mag", "magType", "nst", "gap", "dmin", "rms", "net"];

/** Where and when, and how it was measured; links and texts about it are left out. */
function makeEarthquakes() {
  /** @type {{ features: { properties: Record<string, string | number | null>, geometry: { coordinates: number[] } }[] }} */
  const { features } = JSON.parse(readData("earthquakes.json"));
  const rows = features.map(({ properties, geometry: { coordinates } }) => [
    new Date(Number(properties.time)).toISOString().slice(0, 19),
    ...coordinates.map(String),
    ...SEISMIC.map((name) => String(properties[name] ?? "")),
  ]);
  return toCsv({ names: ["time", "longitude", "latitude", "depth", ...SEISMIC], rows });
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

if (isMain(import.meta.url)) {
  mkdirSync(samples, { recursive: true });
  const files = makeSamples();
  for (const [name, text] of files) writeFileSync(join(samples, name), text);
  console.log(`Wrote ${files.size} files to public/samples.`);
}
