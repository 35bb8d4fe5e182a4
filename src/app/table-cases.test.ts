import { describe, expect, test } from "vitest";
import { hasData, NO_DATA, readBytes, readJson } from "../table/testing/data-on-disk.ts";
import { checkCase, type TableCase } from "./testing/check-case.ts";
import { OPEN_CASES } from "./testing/open-cases.ts";

const FOLDER = "table-cases";
const cases = hasData ? (readJson(`${FOLDER}/manifest.json`) as readonly TableCase[]) : [];

if (!hasData) test.skip(`small tables that stand for kinds of trouble: ${NO_DATA}`, () => {});

describe("a small table that stands for a kind of trouble", () => {
  test.each(cases.map((each) => [each.name, each] as const))("%s", async (name, right) => {
    const bytes = readBytes(`${FOLDER}/${right.file}`);
    const open = async () => ({ sizeBytes: bytes.length, bytes });
    const problems = await checkCase({ name: right.file, open }, right);
    if (OPEN_CASES.has(name)) expect(problems, "is right by now: take it from the list of open cases").not.toEqual([]);
    else expect(problems).toEqual([]);
  });
});
