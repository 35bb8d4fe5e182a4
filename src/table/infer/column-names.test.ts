import { expect, test } from "vitest";
import { columnNamed, nearestName } from "./column-names.ts";

test("a column is found by what its name looks like, and only where that is one column", () => {
  const names = ["Age", "sta\u0301tus", "Total", "total "];
  expect(columnNamed(names, " age")).toBe("Age");
  expect(columnNamed(names, "státus")).toBe("sta\u0301tus");
  expect(columnNamed(names, "TOTAL")).toBeUndefined();
});

test("a name with a slip leads to the one that was meant, another to none", () => {
  expect(nearestName(["species", "island"], "specis")).toBe("species");
  expect(nearestName(["species", "island"], "price")).toBeUndefined();
  expect(nearestName(["age", "chol", "fare"], "chlo")).toBe("chol");
  expect(nearestName(["age", "chol"], "aeg")).toBe("age");
  expect(nearestName(["ab"], "cd")).toBeUndefined();
});
