/** Names that one unit goes by: cells that differ in nothing else are one quantity. */
import { unitKey } from "../cells/read-number.ts";

/** In lower case, without a last dot and without the s of several. */
const NAMES: readonly (readonly string[])[] = [
  ["kg", "kilo", "kilogram", "kilogramme"],
  ["g", "gm", "gram", "gramme"],
  ["mg", "milligram"],
  ["lb", "pound"],
  ["oz", "ounce"],
  ["km", "kilometer", "kilometre"],
  ["cm", "centimeter", "centimetre"],
  ["mm", "millimeter", "millimetre"],
  ["m", "meter", "metre"],
  ["mi", "mile"],
  ["ft", "foot", "feet"],
  ["in", "inch", "inche"],
  ["yd", "yard"],
  ["l", "liter", "litre", "ltr"],
  ["ml", "milliliter", "millilitre"],
  ["gal", "gallon"],
  ["sec", "second"],
  ["min", "minute"],
  ["hr", "hour"],
  ["wk", "week"],
  ["mo", "mth", "month"],
  ["yr", "year"],
  ["kwh", "kilowatt hour"],
  ["hp", "horsepower"],
  ["%", "percent", "per cent", "pct"],
  ["sq ft", "sqft", "sq. ft", "sq.ft", "square feet", "square foot", "ft²"],
  ["sq m", "sqm", "sq. m", "sq.m", "square meter", "square metre", "sq. meter", "sq. metre", "m²"],
];

const FIRST_NAME = new Map(NAMES.flatMap((names) => names.map((name) => [name, names[0]] as const)));

/** The same text for one unit: "mi" and "mi.", "year", "years" and "yrs", "oz" and "ounces". */
export function plainUnit(text: string): string {
  const plain = unitKey(text)
    .replace(/^\+\s?|\.$/g, "")
    .replace(/(\p{L}{2})s$/u, "$1");
  return FIRST_NAME.get(plain) ?? plain;
}
