import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import { MISSING_CODE } from "../../table/types.ts";
import type { OutputsOf, ProgramContext } from "../block.ts";
import { BoundColumns } from "../kit/bound.ts";
import { choice, fixedAlternative } from "../kit/choice.ts";
import { boundColumns } from "../kit/columns.ts";
import { assertLength } from "../kit/statistics.ts";
import type { CategoryCodes, CategoryPort } from "../ports.ts";
import { FILLINGS, type Spec } from "./spec.ts";

const MOST_FREQUENT = FILLINGS.indexOf("most frequent");

/** 1 where a cell's code is "missing": a one-hot of depth 1 keeps the first code alone. float32 rows (or row-free) [nColumns]. */
function isMissing(builder: ProgramBuilder, codes: CategoryCodes, nColumns: number): ValueId {
  if (codes.kind === "value") return builder.oneHot(codes.value, new Array<number>(nColumns).fill(MISSING_CODE + 1));
  return builder.constant(
    [nColumns],
    codes.codes.map((code) => (code === MISSING_CODE ? 1 : 0)),
  );
}

/** How much of a gap each column fills with its most frequent level, float32 row-free [nColumns]; 0 for columns not bound. */
function fillShares(context: ProgramContext<Spec>, port: CategoryPort, bound: readonly number[]): ValueId {
  const { builder, settings, statistics, nTrainRows } = context;
  const nColumns = port.columns.length;
  const gappy = bound.filter((_, position) => statistics.missingShare[position] > 0);
  const fixed = fixedAlternative(FILLINGS, settings.use);
  const always = Array.from({ length: nColumns }, (_, column) => (bound.includes(column) ? 1 : 0));
  if (fixed !== undefined) {
    return builder.constant([nColumns], fixed === MOST_FREQUENT ? always : always.map(() => 0));
  }
  if (gappy.length === 0) return builder.constant([nColumns], always);
  const shares = choice(builder, {
    name: "filling",
    columns: gappy.map((column) => port.columns[column]),
    alternatives: FILLINGS,
    preferred: -1,
    share: settings.share,
    nTrainRows,
  });
  return new BoundColumns(builder, gappy, nColumns).spread(shares[MOST_FREQUENT], always);
}

/**
 * A cell of weight w whose code is "missing" (m = 1) becomes two: (missing, w·(1 − π)) and (most frequent level, w·π).
 *
 * @source Mixture of repairs as in DiffPrep (Li, Chen, Chu, Rong, SIGMOD 2023).
 */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, settings, statistics } = context;
  const port = context.inputs.categories;
  const bound = boundColumns(port.columns, settings.columns);
  if (bound.length === 0) return { categories: port };
  assertLength("columns", statistics.columns, bound.length);
  const nColumns = port.columns.length;
  const share = fillShares(context, port, bound);
  const moved: ValueId[] = [];
  const kept = port.pairs.map(({ codes, weights }) => {
    const gone = builder.mul(builder.mul(isMissing(builder, codes, nColumns), weights), share);
    moved.push(gone);
    return { codes, weights: builder.sub(weights, gone) };
  });
  const codes = new Array<number>(nColumns).fill(MISSING_CODE);
  statistics.mostFrequent.forEach((code, position) => {
    codes[bound[position]] = code;
  });
  const filled = {
    codes: { kind: "fixed", codes } as const,
    weights: moved.reduce((total, part) => builder.add(total, part)),
  };
  return { categories: { type: "category", pairs: [...kept, filled], columns: port.columns } };
}
