import { expect, test } from "vitest";
import { remember, rememberWeakly } from "./remember.ts";

test.each([
  ["remember", remember<object, object>(2)],
  ["rememberWeakly", rememberWeakly<object, object>(2)],
])("%s makes a result once for an object and a text, and keeps the latest texts", (_, remembered) => {
  const key = {};
  let nMade = 0;
  const ask = (text: string) => remembered(key, text, () => ({ text, number: nMade++ }));
  const [a, b] = [ask("a"), ask("b")];
  expect([ask("a"), ask("b"), nMade]).toEqual([a, b, 2]);
  expect(ask("a")).toBe(a);
  expect(ask("c")).toEqual({ text: "c", number: 2 });
  // "b" was asked for longest ago.
  expect(ask("b")).toEqual({ text: "b", number: 3 });
  expect(remembered({}, "a", () => ({ text: "a", number: nMade++ }))).not.toBe(a);
});
