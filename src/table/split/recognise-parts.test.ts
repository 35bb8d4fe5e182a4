import { describe, expect, test } from "vitest";
import type { Split } from "../types.ts";
import { recogniseParts } from "./recognise-parts.ts";

/** What a column of these values, with so many rows each, is taken for: values by split. */
function told(name: string, counts: Readonly<Record<string, number>>) {
  const values = Object.entries(counts).map(([value, count]) => ({ value, count }));
  values.sort((a, b) => b.count - a.count);
  const parts = recogniseParts(name, values);
  const of = (split: Split) => parts?.flatMap((part) => (part.split === split ? [part.value] : [])).sort();
  return parts && [of("train"), of("validation"), of("test")];
}

describe("columns that tell the split", () => {
  test.each([
    ["set", { train: 80, validation: 10, test: 10 }, [["train"], ["validation"], ["test"]]],
    ["anything", { Training: 80, Test: 20 }, [["Training"], [], ["Test"]]],
    ["usage", { "train set": 80, dev: 10, "hold-out": 10 }, [["train set"], ["dev"], ["hold-out"]]],
    ["column 9", { T: 60, V: 20, E: 20 }, [["T"], ["V"], ["E"]]],
    ["is_train", { "1": 70, "0": 30 }, [["1"], [], ["0"]]],
    ["isTest", { True: 20, False: 80 }, [["False"], [], ["True"]]],
    ["holdout", { yes: 20, no: 80 }, [["no"], [], ["yes"]]],
    ["split", { "0": 80, "1": 20 }, [["0"], [], ["1"]]],
    ["partition", { "1": 60, "2": 20, "3": 20 }, [["1"], ["2"], ["3"]]],
    ["fold", { "1": 20, "2": 21, "3": 20, "4": 20, "5": 19 }, [["1", "2", "3"], ["4"], ["5"]]],
  ])("%s %j", (name, counts, expected) => {
    expect(told(name, counts)).toEqual(expected);
  });

  test.each([
    ["label", { "0": 80, "1": 20 }],
    ["tested", { yes: 20, no: 80 }],
    ["flag", { T: 50, F: 50 }],
    ["set", { train: 80, plane: 20 }],
    ["split", { "0": 20, "1": 80 }],
    ["set", { train: 100 }],
    ["set", { validation: 50, test: 50 }],
    ["fold", { "2": 50, "4": 50 }],
    ["transport", { Train: 40, Bus: 60 }],
  ])("%s %j tells none", (name, counts) => {
    expect(told(name, counts)).toBeUndefined();
  });
});
