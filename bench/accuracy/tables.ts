/** The tables of the accuracy benchmark: what is predicted, on which bytes, and which of them no setting is ever tuned on. */
import { createHash } from "node:crypto";
import type { Task } from "../../src/table/types.ts";

export interface AccuracyTable {
  readonly name: string;
  /** What it is a form of, where several tables are forms of one: they are held out together. Absent: its name. */
  readonly origin?: string;
  readonly target: string;
  readonly task: Task;
  /** Where it comes from, and the licence as far as it is stated there. */
  readonly source: string;
  /** Path in the folder of shared data → SHA-256 of its bytes; several are stacked. */
  readonly files: Readonly<Record<string, string>>;
  /** Letters T, V and E, one a row: the split that comes with the table is split 1. */
  readonly split?: string;
  /** Columns that nobody may learn from: numbers of rows, and what gives the target away. */
  readonly without?: readonly string[];
  /** Texts that mean missing according to the table's description: told to pandas, while the product finds its own. */
  readonly missing?: readonly string[];
  /** The same of the target, told to the product: such a row has no label for anybody. */
  readonly missingTarget?: readonly string[];
  /** Damage that is planted before anybody reads it: `plantedCsv`. */
  readonly planted?: { readonly seed: number; readonly isTold: boolean };
}

const DIFFPREP = "OpenML, Kaggle or UCI, in github.com/chu-data-lab/DiffPrep (no licence stated)";

export const ACCURACY_TABLES: readonly AccuracyTable[] = [
  {
    name: "abalone",
    target: "label",
    task: "multiclass",
    source: DIFFPREP,
    files: { "diffprep/abalone/data.csv": "e6ed09edfc002c8f3bedf173c14d7c375ca636eb63503a3d7ef55deb0a8edbcb" },
    split: "diffprep/abalone/split.txt",
  },
  {
    name: "ada_prior",
    origin: "adult",
    target: "label",
    task: "binary",
    source: DIFFPREP,
    files: { "diffprep/ada_prior/data.csv": "0b9db26293e2c0a36c799ba8472c6ce883f96340216d599a2b556ec6bcc235ca" },
    split: "diffprep/ada_prior/split.txt",
  },
  {
    name: "avila",
    target: "Class",
    task: "multiclass",
    source: DIFFPREP,
    files: { "diffprep/avila/data.csv": "5a126a0deb1cc73cccb191f7ecfbe3f1f5a1c3c68e40a75ea182958b846ee692" },
    split: "diffprep/avila/split.txt",
  },
  {
    name: "eeg",
    target: "Class",
    task: "binary",
    source: DIFFPREP,
    files: { "diffprep/eeg/data.csv": "97d39de6b8612278dfcb512a9e292f8b8d821a8ec97430ef870c1a2f9a813411" },
    split: "diffprep/eeg/split.txt",
  },
  {
    name: "house_prices",
    origin: "ames-housing",
    target: "SalePrice>150k",
    task: "binary",
    source: DIFFPREP,
    files: { "diffprep/house_prices/data.csv": "f313c88d528a09f3748a696cd8dace387735c97431334f423018def6d05d98db" },
    split: "diffprep/house_prices/split.txt",
    without: ["Id"],
  },
  {
    name: "jungle_chess_2pcs_raw_endgame_complete",
    target: "class",
    task: "multiclass",
    source: DIFFPREP,
    files: {
      "diffprep/jungle_chess_2pcs_raw_endgame_complete/data.csv":
        "1174ae9354253c81ebfa88dd2de4281cf9fcfe60a8ad8a40b6ac5f06ada8313d",
    },
    split: "diffprep/jungle_chess_2pcs_raw_endgame_complete/split.txt",
  },
  {
    name: "microaggregation2",
    target: "class",
    task: "multiclass",
    source: DIFFPREP,
    files: {
      "diffprep/microaggregation2/data.csv": "ecb5b90b0a03b3263010d800156eb0c6063cca127b3ee534682e844a5b0ea892",
    },
    split: "diffprep/microaggregation2/split.txt",
  },
  {
    name: "mozilla4",
    target: "state",
    task: "binary",
    source: DIFFPREP,
    files: { "diffprep/mozilla4/data.csv": "dd366cedb558a82c79553d9fc1bfa08d832584c647602c05764c253372142da1" },
    split: "diffprep/mozilla4/split.txt",
  },
  {
    name: "page-blocks",
    target: "class",
    task: "multiclass",
    source: DIFFPREP,
    files: { "diffprep/page-blocks/data.csv": "ec8f3e688fcb8ea21653583ff56235f80e109a8083ddf85d27f43e10afac9fa0" },
    split: "diffprep/page-blocks/split.txt",
  },
  {
    name: "Run_or_walk_information",
    target: "activity",
    task: "binary",
    source: DIFFPREP,
    files: {
      "diffprep/Run_or_walk_information/data.csv": "4f644747da014bf336976b6096482fbaa458bcb81a73e17e1847b20b90036f7d",
    },
    split: "diffprep/Run_or_walk_information/split.txt",
  },
  {
    name: "shuttle",
    target: "class",
    task: "multiclass",
    source: DIFFPREP,
    files: { "diffprep/shuttle/data.csv": "dc5f3dad5c1a80c45f40d823c97f4d5b19aca052b312bda787706a3cd686602d" },
    split: "diffprep/shuttle/split.txt",
  },
  {
    name: "USCensus",
    origin: "adult",
    target: "Income",
    task: "binary",
    source: DIFFPREP,
    files: { "diffprep/USCensus/data.csv": "112022fcdb52c1943027edd68fff711f13439d4692ae7d59a0c005308371272a" },
    split: "diffprep/USCensus/split.txt",
  },
  {
    // real/german.data has the same rows in the same order, and is left out.
    name: "credit-g",
    target: "class",
    task: "binary",
    source: "UCI German credit, OpenML's form",
    files: { "more/credit-g.csv": "9888fb06e7bf42963f4db2c8fd57666d5426c0a3692d10b51571de49518a105a" },
  },
  {
    name: "ames",
    origin: "ames-housing",
    target: "Sale_Price",
    task: "regression",
    source: "R package modeldata (MIT)",
    files: { "more/modeldata__ames.csv": "500eea48e9175223a10ac7ccbc4d57b79693d4a1132628b6269c7c781e974141" },
    without: ["rownames"],
  },
  {
    name: "attrition",
    target: "Attrition",
    task: "binary",
    source: "R package modeldata (MIT); IBM's made-up employees",
    files: { "more/modeldata__attrition.csv": "22db7ee590589479392aeb9f44b9e11ea8d9c2458cc0fd942e8c233d95393d4b" },
    without: ["rownames"],
  },
  {
    name: "credit_data",
    target: "Status",
    task: "binary",
    source: "R package modeldata (MIT)",
    files: { "more/modeldata__credit_data.csv": "acd2b41f7923a4b7e2264e6b9ae2eff8f3e8f9ba3080fb6967df1cfec9568cac" },
    without: ["rownames"],
  },
  {
    name: "soybean",
    target: "class",
    task: "multiclass",
    source: "UCI Soybean",
    files: { "more/soybean.csv": "d219f1716038fb4f0c6e1c38403dad002db5581fc2fc4036b47a375a61b573cc" },
    missing: ["?"],
  },
  {
    name: "vote",
    target: "Class",
    task: "binary",
    source: "UCI Congressional voting",
    files: { "more/vote.csv": "2e6ae779ae791cf621f94962923ba3d6e175b85a7a1818d267b6bf0fd288d7a9" },
    missing: ["?"],
  },
  {
    name: "adult_1k",
    origin: "adult",
    target: "income",
    task: "binary",
    source: "UCI Adult (CC BY 4.0), damaged in github.com/deweydbb/data_clean_datasets",
    files: { "dirty/adult_1k/dirty.csv": "6f9346cdb5c9db386b66b10179502a2e6d6011754e42aed6f3249a940da5e9e6" },
    without: ["row_id"],
    missing: ["?"],
  },
  {
    name: "babyproduct",
    target: "class",
    task: "binary",
    source: "Magellan, CPClean's form, in github.com/qzkinhit/MDCBaseline (no licence stated)",
    files: { "dirty/babyproduct/dirty.csv": "0bc088854046e441cb9ea56b1c74b894cca9ce3d75f9aec26153bbee33f80e14" },
  },
  {
    name: "beers",
    target: "abv",
    task: "regression",
    source: "Raha (Apache-2.0), in github.com/SeegerM/baran",
    files: { "dirty/beers/dirty.csv": "959a82db9e0f06a2ca5612009c24f80ebac4273c8bacadb62be9c301eea75c96" },
    without: ["index", "id"],
  },
  {
    name: "california_housing",
    target: "median_house_value",
    task: "regression",
    source: "StatLib, in github.com/ageron/handson-ml2 (Apache-2.0)",
    files: { "dirty/california_housing/data.csv": "8a3727f4cf54ac1a327f69b1d5b4db54c5834ea81c6e4efc0d163300022a685e" },
  },
  // The number of the hospital, and what was known only afterwards.
  {
    name: "horse_colic",
    target: "column 23",
    task: "multiclass",
    source: "UCI Horse colic (CC BY 4.0)",
    files: { "dirty/horse_colic/data.csv": "6ea4b4e9819f56dd021bea06d4a56c711825d0e6e33bc0cfc183f054fc4256d6" },
    without: ["column 3", "column 24", "column 25", "column 26", "column 27", "column 28"],
    missing: ["?"],
  },
  // The row number, and the two parts that the target is the sum of.
  {
    name: "rein_bike",
    target: "cnt",
    task: "regression",
    source: "UCI Bike sharing (CC BY 4.0), REIN's form, in github.com/qzkinhit/MDCBaseline (no licence stated)",
    files: { "dirty/rein_bike/dirty.csv": "9f565d80509c653aa46425844302044de8f96a7cc5ec654b47870c18388523f5" },
    without: ["instant", "casual", "registered"],
  },
  {
    name: "rein_breast_cancer",
    target: "class",
    task: "binary",
    source:
      "UCI Breast cancer Wisconsin (CC BY 4.0), REIN's form, in github.com/qzkinhit/MDCBaseline (no licence stated)",
    files: { "dirty/rein_breast_cancer/dirty.csv": "472b427f1034b4b3f0f57e1c2b6f9e7ef390507f5297c80b3c39b0b2bcf5cdaf" },
    without: ["Unnamed: 0", "Sample code number"],
    missing: ["?", "??"],
  },
  {
    name: "titanic",
    target: "Survived",
    task: "binary",
    source: "Encyclopedia Titanica, in github.com/sfu-db/dataprep (MIT)",
    files: { "dirty/titanic_kaggle/data.csv": "4a437fde05fe5264e1701a7387ac6fb75393772ba38bb2c9c566405af5af4bd7" },
    without: ["PassengerId"],
  },
  {
    name: "heart",
    target: "num",
    task: "binary",
    source: "UCI Heart disease (CC BY 4.0), in github.com/cdavietei/DataScienceFinalProj",
    files: {
      "multi-source/heart/heart.processed.cleveland.data":
        "e5dc0483e443870851e78db463b1d23072e39093f10bb9792c18ee588d03d218",
      "multi-source/heart/heart.reprocessed.hungarian.data":
        "b7de547db1dbd223e1d2346dd8b8a0439e6dbb3c126afbf1e6845153b7c1bca6",
      "multi-source/heart/heart.processed.switzerland.data":
        "e8127b1c12bf774492e9d5df6a5e6e3d830e0d8b8fb1f1153b752bd4826a4dd5",
      "multi-source/heart/heart.processed.va.data": "d2995aaaac4e0da737224151ef5e72d0ded10657faaafb3dc9fba2f347c37c82",
    },
    missing: ["?"],
  },
  {
    name: "airquci",
    target: "CO_GT",
    task: "regression",
    source: "UCI Air quality, in github.com/ahmetmenevse/UCI_airquality",
    files: { "real/airquci.csv": "5d04e790353ece1e263ad4251c6c285c076cbc55aaa0cb70e06214e1a265ec15" },
    missingTarget: ["-200"],
  },
  {
    name: "autompg",
    target: "mpg",
    task: "regression",
    source: "UCI Auto MPG, in github.com/berkingurcan/cmpe140fourthassignment",
    files: { "real/autompg.data": "4c2688752ad5cfe55ecde0cb42b08079335676171f66c5fc9a097583b467e9f9" },
  },
  {
    name: "bengaluru",
    target: "price",
    task: "regression",
    source: "github.com/aiplanethub/Datasets",
    files: { "real/bengaluru.csv": "23ddf71be7d79a259b62e125b9d56cb531f9d051b0da650c0fe7cc82365a1015" },
  },
  {
    name: "cardetails",
    target: "selling_price",
    task: "regression",
    source: "github.com/Akankshaj24/Data-Cleaning",
    files: { "real/cardetails.csv": "2e0b94783e490dcf9c4185f1d48fb812a5d9ad8acc8b31a4ddc1aa218f4c23f9" },
  },
  {
    name: "telco",
    target: "Churn",
    task: "binary",
    source: "github.com/aiplanethub/Datasets",
    files: { "real/telco.csv": "a0ea74c48c1063be89a73ce3fb868593604c0129f2bf581934f04983d728b3b5" },
  },
];

/**
 * Tables with planted damage that differs by column, on which learning the preparation has to earn its place; and the same as
 * somebody has them who is told of the damage. Named before any method was run on them.
 */
const PLANTED = [
  "avila",
  "eeg",
  "mozilla4",
  "page-blocks",
  "microaggregation2",
  "Run_or_walk_information",
  "credit_data",
  "california_housing",
  "ada_prior",
  "jungle_chess_2pcs_raw_endgame_complete",
  "house_prices",
  "telco",
];
const PLANTED_SEED = 1;

/** Run where they are named. */
export const PLANTED_TABLES: readonly AccuracyTable[] = [false, true].flatMap((isTold) =>
  ACCURACY_TABLES.filter(({ name }) => PLANTED.includes(name)).map((table) => ({
    ...table,
    name: `${table.name} ${isTold ? "told" : "planted"}`,
    origin: table.origin ?? table.name,
    planted: { seed: PLANTED_SEED, isTold },
  })),
);

/**
 * One in four, by a hash: nothing is tuned on these tables, and their results are reported apart. Forms of one table stay
 * together, or what is tuned on one would be tuned on the other.
 */
export function isHeldOut({ name, origin = name }: Pick<AccuracyTable, "name" | "origin">): boolean {
  return createHash("sha256").update(origin).digest().readUInt32BE(0) % 4 === 0;
}

/** DiffPrep's twelve, whose splits come with them. */
export function isDiffPrep({ source }: Pick<AccuracyTable, "source">): boolean {
  return source === DIFFPREP;
}

/** @throws where a name is not of a table. */
export function tablesNamed(names: readonly string[]): readonly AccuracyTable[] {
  if (names.length === 0) return ACCURACY_TABLES;
  return names.map((name) => {
    const all = [...ACCURACY_TABLES, ...PLANTED_TABLES];
    const table = all.find((each) => each.name === name);
    if (table) return table;
    throw new Error(`expected a table of ${all.map((each) => each.name).join(", ")}, got ${name}`);
  });
}
