/** Ops that do the same for each of several cells (a vector, a code, a member), whole cells at a time. */
import type { OpName } from "../ops.ts";
import { type OpNode, sizeOf, type ValueId } from "../types.ts";
import type { Elements } from "./elements.ts";
import type { PrunedWriter } from "./pruned-writer.ts";
import { foldedOp, type PruneRule } from "./rule.ts";

type NodeOf<Name extends OpName> = Extract<OpNode, { readonly op: Name }>;

interface Layout {
  readonly nCells: number;
  /** Elements of the operand that each cell reads. */
  readonly nInputs: number;
  /** Cell c gives elements ends[c − 1] … ends[c] − 1 of the op. */
  readonly ends: ArrayLike<number>;
  /** Element of the operand that is number i of a cell; absent: cells stand one after the other. */
  readonly inputAt?: (cell: number, i: number) => number;
}

interface CellOp<Name extends OpName> {
  /** Which input is cut into cells; absent: the first. Others are row-free. */
  readonly operand?: number;
  layout(node: NodeOf<Name>, elements: Elements): Layout;
  /** Where cells are codes: from where on those of a cell are all the same. */
  depthOf?(node: NodeOf<Name>, cell: number, elements: Elements): number;
  /**
   * @param x the operand's cells that are left, [cells, nInputs], or [cells] where a cell reads one element.
   * @returns the cells that are left, one after the other, in any shape.
   */
  write(options: {
    readonly node: NodeOf<Name>;
    readonly x: ValueId;
    readonly cells: readonly number[];
    readonly elements: Elements;
    readonly writer: PrunedWriter;
  }): ValueId;
}

const evenEnds = (nCells: number, each: number) => Int32Array.from({ length: nCells }, (_, cell) => (cell + 1) * each);

/** These parts of a row-free value that has one for each cell. */
function slices(
  {
    elements,
    writer,
    cells,
  }: { readonly elements: Elements; readonly writer: PrunedWriter; readonly cells: readonly number[] },
  value: ValueId,
  shape: readonly number[],
): ValueId {
  const { data } = elements.constantsOf(value);
  const each = sizeOf(shape);
  const numbers = cells.flatMap((cell) => Array.from(data.subarray(cell * each, (cell + 1) * each)));
  return writer.builder.exact([cells.length, ...shape], numbers);
}

function whole(
  { elements, writer }: { readonly elements: Elements; readonly writer: PrunedWriter },
  value: ValueId,
): ValueId {
  return writer.builder.exact(elements.nodes[value].type.shape, elements.constantsOf(value).data);
}

function vectors(shape: readonly number[]): readonly [nCells: number, length: number] {
  const length = shape[shape.length - 1];
  return [sizeOf(shape.slice(0, -1)), length];
}

export const sum: CellOp<"sum"> = {
  layout({ inputs: [x], attributes: { axis } }, { nodes }) {
    const { shape } = nodes[x].type;
    const [before, along, after] = [sizeOf(shape.slice(0, axis)), shape[axis], sizeOf(shape.slice(axis + 1))];
    return {
      nCells: before * after,
      nInputs: along,
      ends: evenEnds(before * after, 1),
      inputAt: (cell, i) => (Math.floor(cell / after) * along + i) * after + (cell % after),
    };
  },
  write: ({ x, writer: { builder } }) => (builder.typeOf(x).shape.length === 1 ? x : builder.sum(x, 1)),
};

export const softmax: CellOp<"softmax"> = {
  layout({ type: { shape } }) {
    const [nCells, length] = vectors(shape);
    return { nCells, nInputs: length, ends: evenEnds(nCells, length) };
  },
  write: ({ x, cells, writer: { builder } }) =>
    builder.softmax(builder.reshape(x, [cells.length, sizeOf(builder.typeOf(x).shape) / cells.length])),
};

export const logSumExp: CellOp<"logSumExp"> = {
  layout({ inputs: [x] }, { nodes }) {
    const [nCells, length] = vectors(nodes[x].type.shape);
    return { nCells, nInputs: length, ends: evenEnds(nCells, 1) };
  },
  write: ({ x, cells, writer: { builder } }) =>
    builder.logSumExp(builder.reshape(x, [cells.length, sizeOf(builder.typeOf(x).shape) / cells.length])),
};

export const memberMatMul: CellOp<"memberMatMul"> = {
  layout({ inputs: [x], type: { shape } }, { nodes }) {
    const [nMembers, inner] = nodes[x].type.shape;
    return { nCells: nMembers, nInputs: inner, ends: evenEnds(nMembers, shape[1]) };
  },
  write({ node: { inputs, attributes }, x, ...rest }) {
    const { builder } = rest.writer;
    const [, ...shape] = rest.elements.nodes[inputs[1]].type.shape;
    const inner = attributes.transposeB ? shape[1] : shape[0];
    return builder.memberMatMul(
      builder.reshape(x, [rest.cells.length, inner]),
      slices(rest, inputs[1], shape),
      attributes,
    );
  },
};

export const oneHot: CellOp<"oneHot"> = {
  layout({ attributes: { depths } }) {
    let end = 0;
    const ends = depths.map((depth) => (end += depth));
    return { nCells: depths.length, nInputs: 1, ends };
  },
  depthOf: ({ attributes: { depths } }, cell) => depths[cell],
  write: ({ node, x, cells, writer }) =>
    writer.builder.oneHot(
      x,
      cells.map((cell) => node.attributes.depths[cell]),
    ),
};

/** Rows of the table that an op looks its codes up in. */
function tableDepth({ inputs }: OpNode, _: number, { nodes }: Elements): number {
  return nodes[inputs[0]].type.shape[0];
}

export const lookup: CellOp<"lookup"> = {
  operand: 1,
  depthOf: tableDepth,
  layout({ type }) {
    const nCells = sizeOf(type.shape);
    return { nCells, nInputs: 1, ends: evenEnds(nCells, 1) };
  },
  write: ({ node, x, ...rest }) => rest.writer.builder.lookup(whole(rest, node.inputs[0]), x),
};

export const embedding: CellOp<"embedding"> = {
  operand: 1,
  depthOf: tableDepth,
  layout({ type: { shape } }) {
    const [nCells, width] = vectors(shape);
    return { nCells, nInputs: 1, ends: evenEnds(nCells, width) };
  },
  write: ({ node, x, ...rest }) => rest.writer.builder.embedding(whole(rest, node.inputs[0]), x),
};

export const piecewiseLinear: CellOp<"piecewiseLinear"> = {
  layout({ type: { shape } }) {
    const [nCells, nBins] = vectors(shape);
    return { nCells, nInputs: 1, ends: evenEnds(nCells, nBins) };
  },
  write({ node: { inputs, type }, x, ...rest }) {
    const bins = type.shape.slice(-1);
    const [low, perWidth] = [inputs[1], inputs[2]].map((value) => slices(rest, value, bins));
    return rest.writer.builder.piecewiseLinear(x, low, perWidth);
  },
};

export function cellwise<Name extends OpName>({ operand = 0, layout, depthOf, write }: CellOp<Name>): PruneRule {
  const inputsOf = (node: OpNode, { nInputs, inputAt }: Layout, elements: Elements, cell: number) => {
    const start = elements.startOf(node.inputs[operand]);
    return Array.from({ length: nInputs }, (_, i) => start + (inputAt ? inputAt(cell, i) : cell * nInputs + i));
  };
  /** Cells of which an element is computed and read. */
  const live = (value: ValueId, { ends }: Layout, elements: Elements) => {
    const cells: number[] = [];
    let cell = 0;
    for (const e of elements.computed(value)) {
      while (e >= ends[cell]) cell++;
      if (cells.at(-1) !== cell) cells.push(cell);
    }
    return cells;
  };
  const begin = ({ ends }: Layout, cell: number) => (cell === 0 ? 0 : ends[cell - 1]);
  return {
    settle(op, elements) {
      const cut = layout(op.node as NodeOf<Name>, elements);
      const start = elements.startOf(op.value);
      let folded: Float64Array | undefined;
      for (let cell = 0; cell < cut.nCells; cell++) {
        if (depthOf)
          for (const element of inputsOf(op.node, cut, elements, cell))
            elements.readCode(element, depthOf(op.node as NodeOf<Name>, cell, elements));
        if (!inputsOf(op.node, cut, elements, cell).every((element) => elements.isConstant(element))) continue;
        folded ??= foldedOp(op, elements);
        for (let e = begin(cut, cell); e < cut.ends[cell]; e++) elements.setConstant(start + e, folded[e]);
      }
    },
    sourcesOf({ node }, elements) {
      const cut = layout(node as NodeOf<Name>, elements);
      const cellOf = Array.from({ length: cut.nCells }, (_, cell) =>
        new Array<number>(cut.ends[cell] - begin(cut, cell)).fill(cell),
      ).flat();
      let [known, sources]: [number, readonly number[]] = [-1, []];
      return (e) => {
        if (cellOf[e] !== known) [known, sources] = [cellOf[e], inputsOf(node, cut, elements, cellOf[e])];
        return sources;
      };
    },
    write({ node, value }, elements, writer) {
      const { builder } = writer;
      const own = node as NodeOf<Name>;
      const cut = layout(own, elements);
      const cells = live(value, cut, elements);
      const flat = writer.gather(cells.flatMap((cell) => inputsOf(node, cut, elements, cell)));
      const x = cut.nInputs === 1 ? flat : builder.reshape(flat, [cells.length, cut.nInputs]);
      const written = write({ node: own, x, cells, elements, writer });
      const list = cells.flatMap((cell) =>
        Array.from({ length: cut.ends[cell] - begin(cut, cell) }, (_, i) => begin(cut, cell) + i),
      );
      writer.put(value, list, builder.reshape(written, [list.length]));
    },
  };
}
