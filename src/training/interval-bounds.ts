/** The ends of an interval round a predicted number. By itself, since the module for other programs holds it. */
import type { PredictionInterval } from "./types.ts";

/** From where to where a target lies, beside what is predicted. */
export const boundsOf = (value: number, { low, high }: PredictionInterval): readonly [low: number, high: number] => [
  value + low,
  value + high,
];
