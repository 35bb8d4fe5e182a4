/** Units of one quantity, and how much of a common one each is. */
import { unitKey } from "../cells/read-number.ts";

const QUANTITIES: readonly Readonly<Record<string, number>>[] = [
  {
    mg: 1e-6,
    g: 1e-3,
    gram: 1e-3,
    kg: 1,
    kilo: 1,
    t: 1000,
    tonne: 1000,
    lb: 0.45359237,
    pound: 0.45359237,
    oz: 0.028349523125,
  },
  {
    ...{ mm: 1e-3, cm: 1e-2, dm: 0.1, m: 1, meter: 1, metre: 1, km: 1000, kilometer: 1000, kilometre: 1000 },
    ...{
      in: 0.0254,
      inch: 0.0254,
      '"': 0.0254,
      ft: 0.3048,
      feet: 0.3048,
      foot: 0.3048,
      yd: 0.9144,
      mi: 1609.344,
      mile: 1609.344,
    },
  },
  { ml: 1e-3, cc: 1e-3, "cm³": 1e-3, cl: 1e-2, dl: 0.1, l: 1, liter: 1, litre: 1, hl: 100, "m³": 1000 },
  {
    ...{ ms: 1e-3, s: 1, sec: 1, second: 1, min: 60, minute: 60, h: 3600, hr: 3600, hour: 3600 },
    ...{ d: 86_400, day: 86_400, week: 604_800 },
  },
  { "m/s": 3.6, "km/h": 1, kmh: 1, kph: 1, mph: 1.609344 },
  { w: 1, kw: 1000, mw: 1e6 },
  { wh: 1, kwh: 1000, mwh: 1e6 },
  { b: 1, kb: 1000, mb: 1e6, gb: 1e9, tb: 1e12 },
  { "%": 0.01, "‰": 0.001 },
];

function plain(unit: string): string {
  const key = unitKey(unit).replace(/\.$/, "");
  return QUANTITIES.some((units) => key in units) ? key : key.replace(/(?<=..)s$/, "");
}

/** What a number of one unit is multiplied by to be one of another; undefined where they are of different quantities, or not known. */
export function unitFactor(from: string, to: string): number | undefined {
  const [here, there] = [plain(from), plain(to)];
  if (here === there) return 1;
  const units = QUANTITIES.find((each) => here in each && there in each);
  return units && units[here] / units[there];
}
