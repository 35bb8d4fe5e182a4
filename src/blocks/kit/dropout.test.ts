import { expect, test } from "vitest";
import { ProgramBuilder } from "../../program/builder.ts";
import { evaluate } from "../../program/evaluate.ts";
import { gradient } from "../../program/gradient.ts";
import { N_PLACES } from "../../program/inputs.ts";
import { predictionProgram } from "../../program/prediction-program.ts";
import { withoutSome } from "./dropout.ts";

const N_UNITS = 5;

/** 1 of each unit, for each row, without some. */
function written(share: number, nUnits = N_UNITS) {
  const builder = new ProgramBuilder();
  const x = builder.input("x", { rows: true, shape: [nUnits], dtype: "float32" });
  const weights = builder.parameter("w", {
    shape: [nUnits, 2],
    role: "model",
    initial: { kind: "constant", value: 0.3 },
  });
  const value = builder.inBlock("b", () => withoutSome(builder, x, { name: "places", share }));
  return { builder, x, value, prediction: builder.matMul(value, weights) };
}

const ones = (count: number) => new Array<number>(count).fill(1);
/** What a step draws: the middle of a part for each unit and for the number that tells that it is training. */
const middles = (parts: readonly number[]) => parts.map((part) => (part + 0.5) / N_PLACES);

/** Units of a row that stay, by the definition: those further than half of the share round the circle. */
function staysByArc(row: number, unit: number, share: number): boolean {
  const ahead = (unit - row + 1) % 1;
  return Math.min(ahead, 1 - ahead) > share / 2;
}

test("a row does without the units on the arc round its place, and the others make up for them", () => {
  for (const share of [0.1, 0.25, 0.5, 0.9]) {
    const { builder, value } = written(share);
    const rounded = (Math.round((share * N_PLACES) / 2) * 2) / N_PLACES;
    const rows = Array.from({ length: 64 }, (_, row) => ((row * 977) % N_PLACES) / N_PLACES);
    const drawn = middles([0, 5, 1000, 2047, 4095, 7]);
    const feeds = {
      nRows: rows.length,
      inputs: { x: ones(rows.length * N_UNITS), place: rows, "b/places": drawn },
      parameters: {},
    };
    const [{ data }] = evaluate(builder.nodes, feeds, [value]);
    rows.forEach((row, r) => {
      for (let unit = 0; unit < N_UNITS; unit++) {
        const wanted = staysByArc(row, drawn[unit], rounded) ? Math.fround(1 / (1 - rounded)) : 0;
        expect(data[r * N_UNITS + unit], `share ${share}, row at ${row}, unit ${unit}`).toBe(wanted);
      }
    });
  }
});

test("each unit is left out of exactly its share of all places, so that it is the same on average", () => {
  const { builder, value } = written(0.2, 1);
  const rows = Array.from({ length: N_PLACES }, (_, part) => part / N_PLACES);
  const inputs = { x: ones(N_PLACES), place: rows, "b/places": middles([1234, 0]) };
  const [{ data }] = evaluate(builder.nodes, { nRows: N_PLACES, inputs, parameters: {} }, [value]);
  const nOut = data.filter((factor) => factor === 0).length;
  expect(nOut / N_PLACES).toBeCloseTo(0.2, 3);
  expect(data.reduce((sum, factor) => sum + factor, 0) / N_PLACES).toBeCloseTo(1, 6);
});

test("nothing is left out where nothing is drawn, and a prediction knows nothing of it", () => {
  const { builder, x, value, prediction } = written(0.5);
  const cells = [0.1, -2, 3e10, 1e-20, 7];
  const feeds = { nRows: 1, parameters: {}, inputs: { x: cells, place: [0.25], "b/places": new Float32Array(6) } };
  expect(Array.from(evaluate(builder.nodes, feeds, [value])[0].data)).toEqual(cells);
  const { nodes, outputs } = predictionProgram({
    nodes: builder.nodes,
    probes: [],
    outputs: { prediction },
    atPrediction: builder.atPrediction,
  });
  expect(nodes.map((node) => (node.kind === "op" ? node.op : node.kind))).toEqual(["input", "parameter", "matMul"]);
  expect(outputs).toEqual({ prediction: 2 });
  expect(written(0).value).toBe(x);
});

test("gradients are central finite differences", () => {
  const { builder, prediction } = written(0.4);
  const total = builder.sum(builder.square(prediction), 0);
  const objective = builder.meanRows(total);
  const [id] = gradient(builder, objective, [builder.nodes.findIndex(({ kind }) => kind === "parameter")]);
  const rows = [0, 0.25, 0.5, 0.75];
  const inputs = {
    x: Array.from({ length: rows.length * N_UNITS }, (_, i) => Math.sin(i)),
    place: rows,
    "b/places": middles([3, 900, 1900, 2900, 3900, 1]),
  };
  const at = (weights: readonly number[], value: number) =>
    evaluate(builder.nodes, { nRows: rows.length, inputs, parameters: { "/w": weights } }, [value])[0].data;
  const weights = Array.from({ length: N_UNITS * 2 }, (_, i) => Math.cos(i));
  const h = 1e-6;
  at(weights, id!).forEach((slope, i) => {
    const moved = (by: number) => at(weights.with(i, weights[i] + by), objective)[0];
    expect(slope).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 6);
  });
});
