import { describe, expect, test } from "vitest";
import { randomUint32, STREAMS } from "../../base/random.ts";
import { inferRules } from "../infer/infer-rules.ts";
import { inferTarget } from "../infer/infer-target.ts";
import { hasData, readDataFile } from "../testing/data-on-disk.ts";
import { tableOf } from "../testing/made-tables.ts";
import type { RawTable } from "../types.ts";
import { splitOffers } from "./split-offers.ts";

const N_ROWS = 240;

/** Whole numbers below `bound` that follow no order. */
function scattered(bound: number, step: number): number[] {
  const key = { seed: 9, stream: STREAMS.sample, step };
  return Array.from({ length: N_ROWS }, (_, row) => randomUint32(key, row) % bound);
}

const noise = scattered(1000, 1).map((value) => String(value / 7));
const labels = scattered(2, 2).map((value) => (value ? "yes" : "no"));
const cells = (of: (row: number) => string | number) => Array.from({ length: N_ROWS }, (_, row) => String(of(row)));

/** What a table with these columns beside a number and a target is offered: "group patient". */
function offered(columns: Readonly<Record<string, readonly string[]>>): string[] {
  const table = tableOf({ ...columns, noise, y: labels });
  const { rules } = inferTarget(table, inferRules(table), "y", undefined);
  return splitOffers(table, rules).map(({ method }) => `${method.by} ${method.column}`);
}

describe("groups", () => {
  const visits = scattered(70, 3);

  test("a column whose name says identifier, and whose values repeat", () => {
    expect(offered({ "patient id": cells((row) => 5000 + visits[row]) })).toEqual(["group patient id"]);
    expect(offered({ session: cells((row) => `s${visits[row]}`) })).toEqual(["group session"]);
    expect(offered({ caseNumber: cells((row) => `K-${visits[row]}`) })).toEqual(["group caseNumber"]);
  });

  test("no category of a few levels, however many of its cells are missing", () => {
    const levels = scattered(8, 4);
    const level = cells((row) => (row % 20 === 0 ? "" : `c${levels[row]}`));
    expect(offered({ "unit id": level })).toEqual([]);
  });

  test("a column of any name that two others go with, in whatever order rows stand", () => {
    const town = cells((row) => ["Ulm", "Bonn", "Kiel", "Jena"][visits[row] % 4]);
    const born = cells((row) => 1940 + ((visits[row] * 7) % 50));
    const person = cells((row) => `p${visits[row]}`);
    expect(offered({ person, town, born })).toEqual(["group person"]);
    expect(offered({ person, town })).toEqual([]);
    const table = tableOf({ person, town, born, noise, y: labels });
    expect(splitOffers(table, inferRules(table))[0].reason).toMatch(/\d+ values\. "town", "born" go with it/);
  });

  test("a column whose values stand in one number of rows each", () => {
    expect(offered({ reading: cells((row) => (row * 7) % 60) })).toEqual(["group reading"]);
    expect(offered({ reading: cells((row) => (row * 7) % 24) })).toEqual([]);
  });

  test("of two names of one thing the one that says so", () => {
    const shop = cells((row) => `shop ${visits[row]}`);
    const id = cells((row) => visits[row] + 300);
    const town = cells((row) => ["Ulm", "Bonn", "Kiel", "Jena"][visits[row] % 4]);
    expect(offered({ shop, town, "shop id": id })).toEqual(["group shop id"]);
  });

  test("neither categories, measurements, unique values nor what is predicted", () => {
    const id = cells((row) => row + 1000);
    const colour = cells((row) => ["red", "blue", "green"][visits[row] % 3]);
    const weight = cells((row) => visits[row] / 4);
    expect(offered({ id, colour, weight })).toEqual([]);
    const table = tableOf({ noise, "y id": cells((row) => visits[row]) });
    const { rules } = inferTarget(table, inferRules(table), "y id", undefined);
    expect(splitOffers(table, rules)).toEqual([]);
  });
});

describe("times", () => {
  const day = (n: number) => new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10);

  test("a column of dates, with where they begin and end; birthdays are none", () => {
    const when = cells((row) => day(Math.floor(row / 2)));
    expect(offered({ when, "date of birth": cells((row) => day(-row * 90)) })).toEqual(["time when"]);
    const table = tableOf({ when, noise, y: labels });
    expect(splitOffers(table, inferRules(table))[0].reason).toContain(`from 2023-01-01 to ${day(119)}, in the order`);
  });

  test("a time of day is none: it comes again every day", () => {
    const clock = cells((row) => `${row % 24}:${String((row * 7) % 60).padStart(2, "0")}:00`);
    expect(offered({ day: cells((row) => day(Math.floor(row / 24))), clock })).toEqual(["time day"]);
  });

  test("neither few days nor few dates", () => {
    expect(offered({ when: cells((row) => day(row % 3)) })).toEqual([]);
    expect(offered({ when: cells((row) => (row % 3 ? "" : day(row))) })).toEqual([]);
  });
});

test("a column that tells the split comes first, and as nothing else", () => {
  const set = cells((row) => (row % 5 ? "train" : "test"));
  expect(offered({ "patient id": cells((row) => row % 60), set })).toEqual(["column set", "group patient id"]);
  const fold = cells((row) => (row % 10) + 1);
  expect(offered({ "fold id": fold })).toEqual(["column fold id"]);
});

describe.skipIf(!hasData)("real tables", () => {
  const of = (table: RawTable) =>
    splitOffers(table, inferRules(table)).map(({ method }) => `${method.by} ${method.column}`);

  test.each([
    ["dirty/beers/dirty.csv", ["group brewery_id"]],
    ["dirty/titanic_kaggle/data.csv", ["group Ticket"]],
    ["dirty/hospital/dirty.csv", ["group ProviderNumber"]],
    ["multi-source/sensors/multi-hop.csv", ["group reading"]],
    ["real/cardetails.csv", ["group name"]],
    ["real/airquci.csv", ["time Date"]],
    ["real/itsalary2020.csv", ["time Timestamp"]],
    ["real/telco.csv", []],
    ["more/credit-g.csv", []],
    ["more/vote.csv", []],
  ])("%s: %j", async (path, expected) => {
    expect(of(await readDataFile(path))).toEqual(expected);
  });
});
