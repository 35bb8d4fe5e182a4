/** A trained pipeline as an ONNX file: raw columns in, or numbers alone. */
import { sha256 } from "../../base/sha256.ts";
import { contentKey } from "../../pipeline/content.ts";
import { predictionOp } from "../../program/op-traits.ts";
import type { PrunedProgram } from "../../program/prune/prune-program.ts";
import type { ColumnRule } from "../../table/types.ts";
import type { PredictionInterval, TrainedPipeline } from "../../training/types.ts";
import { blockTitles } from "../block-titles.ts";
import { canonical } from "../json-values.ts";
import { modelCardOf } from "../model-card.ts";
import { type ExportOptions, prunedPredictor } from "../pruned-predictor.ts";
import { OnnxGraph } from "./onnx-graph.ts";
import { type OnnxOperand, writeOp } from "./onnx-rules.ts";
import { Names, numericInput, type ProgramInputs, rawInputs, takesSmallLetters } from "./table-inputs.ts";

/** raw: an input for each column, strings among them. numeric: one input, and core operators alone. */
export type OnnxForm = "raw" | "numeric";

/**
 * Writes the file. The same pipeline gives the same bytes. What predicts is float32; the output is `probabilities` [N, classes], or
 * `value` [N, 1] for a regression, with the ends of its interval beside it where there is one.
 */
export function writeOnnx(
  trained: TrainedPipeline,
  options: ExportOptions & { readonly form: OnnxForm },
): Uint8Array<ArrayBuffer> {
  const { schema, interval } = trained;
  const { target } = schema;
  const isRegression = target.task === "regression";
  const name = isRegression ? "value" : "probabilities";
  const graph = new OnnxGraph();
  const inputs =
    options.form === "raw"
      ? rawInputs(graph, trained, new Names([name, SAID, ...(interval ? ENDS : [])]))
      : numericInput(graph, trained);
  const values = writeProgram(graph, prunedPredictor(trained), { inputs, titleOf: blockTitles(trained, options) });
  const width = isRegression ? 1 : target.classes.length;
  graph.scope = "Prediction";
  const rows = values.type.rows ? values.name : forEachRow(graph, values.name, inputs);
  const doc = isRegression
    ? `${target.name}, in the unit of the training file`
    : `probabilities of ${target.classes.map(({ label }) => JSON.stringify(label)).join(", ")}`;
  graph.output({ name, type: "float", shape: ["N", width], doc }, rows);
  if (interval) writeInterval(graph, rows, interval);
  if (!isRegression) writeSaid(graph, rows, { trained, form: options.form });
  return graph.finish({
    name: trained.document.name,
    doc: `Predicts ${JSON.stringify(target.name)} (${target.task}). Trained by ${options.app.name} ${options.app.version}.`,
    app: options.app,
    metadata: metadataOf(trained, options),
  });
}

/** The outputs between which a number lies. */
const ENDS = ["value_low", "value_high"] as const;

function writeInterval(graph: OnnxGraph, values: string, { level, low, high }: PredictionInterval): void {
  const doc = `between value_low and value_high, ${level * 100} % of rows should lie`;
  [low, high].forEach((end, at) => {
    const bound = graph.node("Add", [values, graph.constant("float", [], [end])]);
    graph.output({ name: ENDS[at], type: "float", shape: ["N", 1], doc }, bound);
  });
}

/** The output that says a class. */
const SAID = "prediction";

/** The class that is said: by its name, or where there are no strings by its place among the classes. */
function writeSaid(
  graph: OnnxGraph,
  probabilities: string,
  { trained: { schema, decision }, form }: { readonly trained: TrainedPipeline; readonly form: OnnxForm },
): void {
  const labels = schema.target.classes.map(({ label }) => label);
  const code = saidCode(graph, probabilities, { decision, nClasses: labels.length });
  if (form === "numeric") {
    const doc = `the place, from 0, of the class that is said: ${labels.map((label) => JSON.stringify(label)).join(", ")}`;
    graph.output({ name: SAID, type: "int64", shape: ["N"], doc }, code);
    return;
  }
  const attributes = { keys_int64s: labels.map((_, place) => place), values_strings: labels };
  const label = graph.node("LabelEncoder", [code], { domain: "ai.onnx.ml", attributes });
  graph.output({ name: SAID, type: "string", shape: ["N"], doc: "the class that is said" }, label);
}

/** int64 [N]; of equals the first. */
function saidCode(
  graph: OnnxGraph,
  probabilities: string,
  { decision, nClasses }: { readonly decision: TrainedPipeline["decision"]; readonly nClasses: number },
): string {
  const along = { attributes: { axis: 1, keepdims: 0 } };
  switch (decision?.by) {
    case undefined:
      return graph.node("ArgMax", [probabilities], along);
    case "threshold": {
      const { code, threshold } = decision;
      const isOther = Array.from({ length: nClasses }, (_, place) => Number(place !== code));
      const kept = graph.node("Mul", [probabilities, graph.constant("float", [1, nClasses], isOther)]);
      const below = isOther.map((other) => other - 1);
      const others = graph.node("Add", [kept, graph.constant("float", [1, nClasses], below)]);
      const own = graph.node("Gather", [probabilities, graph.constant("int64", [], [code])], {
        attributes: { axis: 1 },
      });
      const isSaid = graph.node("GreaterOrEqual", [own, graph.constant("float", [], [threshold])]);
      return graph.node("Where", [isSaid, graph.constant("int64", [], [code]), graph.node("ArgMax", [others], along)]);
    }
    case "costs": {
      const costs = graph.constant("float", [nClasses, nClasses], decision.costs.flat());
      return graph.node("ArgMin", [graph.node("MatMul", [probabilities, costs])], along);
    }
    default:
      return decision satisfies never;
  }
}

/** What no column has a part in is the same for all rows. */
function forEachRow(graph: OnnxGraph, value: string, inputs: ProgramInputs): string {
  const [any] = inputs.values();
  const nRows = graph.node("Gather", [graph.node("Shape", [any]), graph.ints([0])], { attributes: { axis: 0 } });
  const shape = graph.node("Concat", [nRows, graph.ints([1])], { attributes: { axis: 0 } });
  return graph.node("Expand", [value, shape]);
}

function writeProgram(
  graph: OnnxGraph,
  { nodes, value }: PrunedProgram,
  { inputs, titleOf }: { readonly inputs: ProgramInputs; readonly titleOf: (block: string) => string },
): OnnxOperand {
  const operands: OnnxOperand[] = [];
  for (const { type, ...node } of nodes) {
    const add = (name: string) => operands.push({ name, type });
    switch (node.kind) {
      case "input":
        add(inputs.get(node.name) ?? "");
        break;
      case "constant":
        add(graph.constant(type.dtype === "int32" ? "int64" : "float", type.shape, node.data));
        break;
      case "op": {
        graph.scope = titleOf(node.block);
        const read = node.inputs.map((input) => operands[input]);
        add(writeOp(graph, { op: predictionOp(node.op), inputs: read, attributes: node.attributes as never, type }));
        break;
      }
      case "parameter":
        throw new Error(`${node.name}: pruned programs have no parameters`);
      default:
        node satisfies never;
    }
  }
  return operands[value];
}

/** How texts are to be handed over; where levels differ by case alone, one of their spellings as it is. */
function lettersOf(rule: ColumnRule) {
  if (takesSmallLetters(rule)) return { letters: "small" };
  return { letters: "as spelt, else small", spellings: rule.levels.flatMap(({ spellings }) => spellings) };
}

/** A model card, and what of the columns the graph cannot say. */
function metadataOf(
  trained: TrainedPipeline,
  { form, app }: ExportOptions & { readonly form: OnnxForm },
): Readonly<Record<string, string>> {
  const { document, schema, report, decision } = trained;
  const { target, numbers, categories } = schema;
  return {
    pipeline: document.name,
    document_sha256: sha256(contentKey(document)),
    target: target.name,
    task: target.task,
    classes: JSON.stringify(target.classes.map(({ label }) => label)),
    ...(decision ? { decision: JSON.stringify(decision) } : {}),
    form,
    columns: JSON.stringify([
      ...numbers.map(({ name, offset }) => ({ name, kind: "number", ...(form === "numeric" ? { offset } : {}) })),
      // Codes: 0 missing, 1 not seen in training, then the levels.
      ...categories.map(({ name, original, levels }) => {
        const rule = document.rules.find((each) => each.name === original);
        return {
          name,
          kind: "category",
          levels: ["(missing)", "(unseen)", ...levels],
          ...(form === "raw" && rule ? lettersOf(rule) : {}),
        };
      }),
    ]),
    model_card: JSON.stringify(canonical(modelCardOf(trained, trained.trainedWith ?? app))),
    verdict: report.verdict?.sentence ?? "",
    test_metrics: JSON.stringify(report.metrics.test.tuned ?? {}),
    training: JSON.stringify({
      rows: report.rows.train,
      steps: report.steps,
      seed: report.seed,
      engine: report.engine,
    }),
  };
}
