/** Dropout: units that a row is trained without, others at each step. */
import { STREAMS } from "../../base/random.ts";
import type { ProgramBuilder } from "../../program/builder.ts";
import { N_PLACES, placeInput } from "../../program/inputs.ts";
import type { ValueId } from "../../program/types.ts";
import { widthOf } from "./dense.ts";

/**
 * Each row without a share of its units, the others times 1 / (1 − share); all of them in evaluation and at prediction.
 *
 * Units and rows have places on a circle: rows the same ones always, units others at each step. A row does without the units on
 * the arc of length `share` round its place. Places are fractions that float32 holds and that no end of an arc meets, so that
 * every engine leaves out the same units, and a step draws a number a unit instead of one for each row and unit.
 *
 * @param x float32 rows [n], or [members, n]: members do without the same units.
 * @param options.share rounded to a multiple of 2 / N_PLACES; x itself where that is 0.
 * @source Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout" (JMLR 2014), inverted. DIFF: units of a row are left out
 *   with that chance each, but not independently.
 */
export function withoutSome(
  builder: ProgramBuilder,
  x: ValueId,
  { name, share }: { readonly name: string; readonly share: number },
): ValueId {
  const rounded = (Math.round((share * N_PLACES) / 2) * 2) / N_PLACES;
  if (rounded === 0) return x;
  const n = widthOf(builder, x);
  const one = builder.scalar(1);
  // The last of them only tells whether anything is drawn: all are 0 in evaluation.
  const drawn = builder.places(name, [n + 1], STREAMS.dropout);
  const isOn = builder.step(builder.takeColumns(drawn, [n]));
  const places = builder.takeColumns(
    drawn,
    Array.from({ length: n }, (_, unit) => unit),
  );
  const apart = builder.abs(builder.sub(placeInput(builder), places));
  // Half a circle apart at 0, and next to each other at ½.
  const nearness = builder.abs(builder.sub(apart, builder.scalar(0.5)));
  const stays = builder.step(builder.sub(builder.scalar((1 - rounded) / 2), nearness));
  const scale = builder.mul(isOn, builder.scalar(1 / (1 - rounded)));
  const factor = builder.add(builder.sub(one, isOn), builder.mul(stays, scale));
  return builder.inTraining(builder.mul(x, factor), x);
}
