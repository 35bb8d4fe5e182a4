/** Damage and edits of JSON as files, records and messages meet them, from a seed: the same seed gives the same text. */
import type { Dice } from "../../../table/testing/fuzz/mutate.ts";

type Container = unknown[] | Record<string, unknown>;
type Path = readonly (string | number)[];

const isContainer = (value: unknown): value is Container => typeof value === "object" && value !== null;

const keysOf = (at: Container): readonly (string | number)[] =>
  Array.isArray(at) ? at.map((_, index) => index) : Object.keys(at);

/** A path from the top, a step at a time: deep parts that are few are met as often as shallow ones. */
function somePath(value: unknown, dice: Dice): Path {
  const path: (string | number)[] = [];
  for (let at = value; isContainer(at) && keysOf(at).length > 0; at = Reflect.get(at, path[path.length - 1])) {
    // Not always down to the last.
    if (path.length > 0 && dice.below(8) === 0) break;
    path.push(dice.oneOf(keysOf(at)));
  }
  return path;
}

const valueAt = (value: unknown, path: Path) => path.reduce((at: unknown, key) => Reflect.get(Object(at), key), value);

const JUNK: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1, 2, 0.5, 1e300, -1e300, 2 ** 31, 2 ** 53],
  ...[
    "",
    "x",
    "0",
    "NaN",
    "constructor",
    "toString",
    "\u0000",
    "\u202e",
    "a".repeat(5000),
    "<script>alert(1)</script>",
  ],
  ...[[], {}, [[]], [null], { $number: "NaN" }, { $number: "Infinity" }, { $number: "-0" }, { length: 3 }],
];

function otherNumber(value: number, dice: Dice): number {
  const draw = dice.below(8);
  const others = [
    -value,
    value + 1,
    value - 1,
    value * 10,
    value / 3,
    value + Number.EPSILON * Math.max(1, Math.abs(value)),
    1e9,
  ];
  return draw < others.length ? others[draw] : dice.below(100);
}

function otherText(value: string, dice: Dice): string {
  const at = dice.below(value.length);
  switch (dice.below(6)) {
    case 0:
      return value.slice(0, at);
    case 1:
      return `${value} `;
    case 2:
      return value.toUpperCase();
    case 3:
      return value.slice(0, at) + dice.oneOf([..."AZaz09+/=,.;:\u00e9"]) + value.slice(at + 1);
    case 4:
      return value + value;
    default:
      return [...value].reverse().join("");
  }
}

function otherList(list: readonly unknown[], dice: Dice): readonly unknown[] {
  const [a, b] = [dice.below(list.length), dice.below(list.length)];
  switch (dice.below(6)) {
    case 0:
      return list.filter((_, index) => index !== a);
    case 1:
      return [...list.slice(0, a), list[a], ...list.slice(a)];
    case 2:
      return list.map((item, index) => (index === a ? list[b] : index === b ? list[a] : item));
    case 3:
      return [...list].reverse();
    case 4:
      return [...list, ...list];
    default:
      return [];
  }
}

/** One edit of a value. */
function edited(value: unknown, whole: unknown, dice: Dice): unknown {
  if (dice.below(4) === 0) return dice.oneOf(JUNK);
  // Something from elsewhere in the same file.
  if (dice.below(5) === 0) return structuredClone(valueAt(whole, somePath(whole, dice)));
  if (typeof value === "number") return otherNumber(value, dice);
  if (typeof value === "string") return otherText(value, dice);
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return otherList(value, dice);
  return dice.oneOf(JUNK);
}

/** One edit somewhere in data; what was given stays as it is. @returns also where. */
export function editedJson(data: unknown, dice: Dice): { readonly data: unknown; readonly where: string } {
  const copy: unknown = structuredClone(data);
  const path = somePath(copy, dice);
  const parent = valueAt(copy, path.slice(0, -1));
  const key = path[path.length - 1];
  if (!isContainer(parent) || key === undefined) return { data: dice.oneOf(JUNK), where: "all of it" };
  const where = path.join(".");
  switch (dice.below(12)) {
    case 0:
      Reflect.deleteProperty(parent, key);
      break;
    case 1:
      // A list with a constructor of its own is nothing that JSON has.
      if (Array.isArray(parent)) break;
      Object.defineProperty(parent, dice.oneOf(["__proto__", "constructor", "later", "toString"]), {
        ...{ value: dice.oneOf(JUNK), enumerable: true, configurable: true, writable: true },
      });
      break;
    default:
      Reflect.set(parent, key, edited(Reflect.get(parent, key), copy, dice));
  }
  return { data: copy, where };
}

/** Damage of the text itself. */
export function damagedText(text: string, dice: Dice): string {
  const at = dice.below(text.length);
  switch (dice.below(5)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + dice.oneOf([...'"{}[],:0-\\ \u0000']) + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(at + 1 + dice.below(20));
    case 3:
      return text.slice(0, at) + dice.oneOf([...'"{}[],:09eE.\\']) + text.slice(at + 1);
    default:
      return text.slice(0, at) + text.slice(dice.below(text.length));
  }
}
