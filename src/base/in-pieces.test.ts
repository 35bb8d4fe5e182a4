import { expect, test } from "vitest";
import { atOnce, shareInPieces } from "./in-pieces.ts";

test("shared work is done once, by whoever has a turn", () => {
  const done: number[] = [];
  const share = shareInPieces(function* () {
    for (let piece = 0; piece < 4; piece++) {
      done.push(piece);
      yield;
    }
    return { made: "once" };
  });
  const [first, second] = [share(), share()];
  first.next();
  second.next();
  expect(done).toEqual([0, 1]);
  // One who gives up takes nothing from the other.
  first.return({ made: "nothing" });
  const result = atOnce(second);
  expect(done).toEqual([0, 1, 2, 3]);
  expect(atOnce(share())).toBe(result);
});

test("shared work that fails says so to each, and begins anew with who asks next", () => {
  let fails = true;
  const share = shareInPieces(function* () {
    yield;
    if (fails) throw new Error("not now");
    return 7;
  });
  const [first, second] = [share(), share()];
  first.next();
  expect(() => atOnce(second)).toThrow("not now");
  expect(() => atOnce(first)).toThrow("not now");
  fails = false;
  expect(atOnce(share())).toBe(7);
});
