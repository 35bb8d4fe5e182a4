/**
 * An ONNX graph that is written node by node, and the file that holds it. Numbers of fields and types are those of onnx.proto.
 * Source: github.com/onnx/onnx, onnx/onnx.proto (Apache-2.0).
 */
import { sizeOf } from "../../program/types.ts";
import { Message } from "./protobuf.ts";

/** TensorProto.DataType */
export const TYPES = { float: 1, int64: 7, string: 8, bool: 9, double: 11 } as const;
export type TensorType = keyof typeof TYPES;

type Attribute = number | string | readonly number[] | readonly string[] | { readonly float: number };

/** ml: of ai.onnx.ml, the operators for strings and levels. */
interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly domain?: "ai.onnx.ml";
}

export interface GraphValue {
  readonly name: string;
  readonly type: TensorType;
  /** "N": the number of rows. */
  readonly shape: readonly (number | "N")[];
  /** What it is, for people. */
  readonly doc?: string;
}

const IR_VERSION = 8;
const OPSET = 17;
const ML_OPSET = 3;

/** AttributeProto.AttributeType and the field that holds such a value. */
function attribute(name: string, value: Attribute): Message {
  const message = new Message().text(1, name);
  if (typeof value === "number") return message.int(3, value).int(20, 2);
  if (typeof value === "string") return message.text(4, value).int(20, 3);
  if ("float" in value) return message.float(2, value.float).int(20, 1);
  const areTexts = value.some((item) => typeof item === "string");
  for (const item of value) {
    if (typeof item === "string") message.text(9, item);
    else message.int(8, item);
  }
  return message.int(20, areTexts ? 8 : 7);
}

function valueInfo({ name, type, shape, doc }: GraphValue): Message {
  const dims = new Message();
  for (const size of shape) {
    dims.message(1, size === "N" ? new Message().text(2, "N") : new Message().int(1, size));
  }
  const tensor = new Message().int(1, TYPES[type]).message(2, dims);
  const info = new Message().text(1, name).message(2, new Message().message(1, tensor));
  return doc === undefined ? info : info.text(3, doc);
}

const ELEMENT_BYTES = { float: 4, double: 8, int64: 8 } as const;
type NumberType = keyof typeof ELEMENT_BYTES;

function rawData(type: NumberType, data: readonly number[]): Uint8Array {
  const width = ELEMENT_BYTES[type];
  const bytes = new Uint8Array(data.length * width);
  const view = new DataView(bytes.buffer);
  data.forEach((value, index) => {
    if (type === "float") view.setFloat32(index * width, value, true);
    else if (type === "double") view.setFloat64(index * width, value, true);
    else view.setBigInt64(index * width, BigInt(value), true);
  });
  return bytes;
}

/** Beyond it, float32 has no number. */
const LARGEST = 3.4028234663852886e38;

export class OnnxGraph {
  private readonly nodes: Message[] = [];
  private readonly initializers: Message[] = [];
  private readonly constants = new Map<string, string>();
  private readonly inputs: GraphValue[] = [];
  private readonly outputs: GraphValue[] = [];
  private readonly domains = new Set<string>();
  private nValues = 0;
  /** What nodes are called from here on: the block that they belong to. */
  scope = "";

  input(value: GraphValue): string {
    this.inputs.push(value);
    return value.name;
  }

  /** Gives a value the name of an output. */
  output(value: GraphValue, from: string): void {
    this.outputs.push(value);
    this.emit("Identity", [from], value.name, {});
  }

  /** @returns the name of its one output. Names of columns hold no "#" and a number alone. */
  node(op: string, inputs: readonly string[], options: NodeOptions = {}): string {
    const name = `#${++this.nValues}`;
    this.emit(op, inputs, name, options);
    return name;
  }

  private emit(op: string, inputs: readonly string[], output: string, { attributes = {}, domain }: NodeOptions): void {
    const node = new Message();
    for (const input of inputs) node.text(1, input);
    node
      .text(2, output)
      .text(3, `${this.scope}/${op}_${this.nodes.length + 1}`)
      .text(4, op);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attribute(name, value));
    if (domain !== undefined) {
      node.text(7, domain);
      this.domains.add(domain);
    }
    this.nodes.push(node);
  }

  /** The same numbers are stored once. */
  constant(type: NumberType, shape: readonly number[], data: readonly number[]): string {
    const stored = type === "float" ? data.map((value) => Math.min(Math.max(value, -LARGEST), LARGEST)) : data;
    const key = `${type} ${shape.join()} ${stored.join()}`;
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    if (data.length !== sizeOf(shape)) throw new Error(`${data.length} numbers for [${shape.join()}]`);
    const name = `#c${this.initializers.length + 1}`;
    const tensor = new Message();
    for (const size of shape) tensor.int(1, size);
    this.initializers.push(tensor.int(2, TYPES[type]).text(8, name).bytes(9, rawData(type, stored)));
    this.constants.set(key, name);
    return name;
  }

  ints(values: readonly number[]): string {
    return this.constant("int64", [values.length], values);
  }

  /** The file. */
  finish(about: {
    readonly name: string;
    readonly doc: string;
    readonly app: { readonly name: string; readonly version: string };
    readonly metadata: Readonly<Record<string, string>>;
  }): Uint8Array<ArrayBuffer> {
    const graph = new Message();
    for (const node of this.nodes) graph.message(1, node);
    graph.text(2, about.name);
    for (const tensor of this.initializers) graph.message(5, tensor);
    for (const value of this.inputs) graph.message(11, valueInfo(value));
    for (const value of this.outputs) graph.message(12, valueInfo(value));
    const model = new Message().int(1, IR_VERSION).text(2, about.app.name).text(3, about.app.version);
    model.text(6, about.doc).message(7, graph).message(8, new Message().text(1, "").int(2, OPSET));
    for (const domain of this.domains) model.message(8, new Message().text(1, domain).int(2, ML_OPSET));
    for (const [key, value] of Object.entries(about.metadata)) {
      model.message(14, new Message().text(1, key).text(2, value));
    }
    return model.finish();
  }
}
