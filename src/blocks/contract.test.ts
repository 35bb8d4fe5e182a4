/** The contract that every block keeps, the template for new ones included; a block's own rules are in its own folder. */
import { describe, expect, test } from "vitest";
import { StudioError } from "../base/error.ts";
import { JOINABLE } from "../pipeline/join-ports.ts";
import { ProgramBuilder } from "../program/builder.ts";
import { evaluate } from "../program/evaluate.ts";
import { gradient } from "../program/gradient.ts";
import { hardenParameters, initialParameters, parameterNodes } from "../program/parameters.ts";
import { predictionProgram } from "../program/prediction-program.ts";
import { type Program, sizeOf } from "../program/types.ts";
import type { Block } from "./block.ts";
import { BLOCK_CATEGORIES } from "./block-spec.ts";
import { type Around, feedsOf, fitAround, readProbes, valuesOf } from "./testing/around.ts";
import {
  expectEqual,
  functional,
  outputsAt,
  portList,
  toDouble,
  toSingle,
  unsettled,
} from "./testing/contract-runs.ts";
import { badValues, fixableAlternatives, perColumn, settingFields, variants } from "./testing/settings.ts";
import { NASTY_TABLES, tableOf, usualTable } from "./testing/tables.ts";
import { testedBlocks } from "./testing/tested-blocks.ts";

describe.each(testedBlocks.map((block) => [block.spec.id, block] as const))("%s", (id, block: Block) => {
  const { spec } = block;

  test("is described for people, and migrates from every older version", () => {
    for (const text of [spec.title, spec.summary, ...[...spec.inputs, ...spec.outputs].map((port) => port.title)]) {
      expect(text.trim().length).toBeGreaterThan(2);
    }
    expect(spec.summary).toMatch(/\.$/);
    expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    expect(BLOCK_CATEGORIES).toContain(spec.category);
    for (const port of spec.inputs) if (port.multiple) expect(JOINABLE).toContain(port.type);
    for (const ports of [spec.inputs, spec.outputs]) {
      expect(new Set(ports.map((port) => port.name)).size).toBe(ports.length);
    }
    expect(spec.outputs.length).toBeGreaterThan(0);
    const older = Array.from({ length: spec.version - 1 }, (_, version) => String(version + 1));
    expect(Object.keys(spec.migrations)).toEqual(older);
  });

  test("settings: defaults for all, a title and a description each, bad ones refused with their path", () => {
    const defaults = block.parseSettings({}, id);
    if (typeof spec.plain === "object") block.parseSettings({ ...Object(defaults), ...spec.plain }, id);
    for (const [name, field] of settingFields(block)) {
      expect(defaults).toHaveProperty(name);
      expect(field.title, `title of ${name}`).toBeTruthy();
      expect(field.description, `description of ${name}`).toBeTruthy();
      for (const value of badValues(field)) {
        const parse = () => block.parseSettings({ [name]: value }, `${id} (block n1)`);
        expect(parse, `${name} = ${JSON.stringify(value)}`).toThrow(StudioError);
        try {
          parse();
        } catch (error) {
          if (!(error instanceof StudioError)) throw error;
          expect(error.details.code).toBe("E_BLOCK_SETTINGS");
          expect(error.details.where).toContain(`${id} (block n1), settings.${name}`);
        }
      }
    }
  });

  test.each(["binary", "multiclass", "regression"] as const)("gives the ports that it declares (%s)", (task) => {
    const table = usualTable(task);
    const around = fitAround(block, table);
    const { nodes } = around.program;
    expect(portList(around).length).toBeGreaterThan(0);
    for (const { name, optional } of spec.outputs) if (!optional) expect(around.ports).toHaveProperty(name);
    for (const [name, port] of portList(around)) {
      expect(spec.outputs.find((output) => output.name === name)?.type).toBe(port.type);
      for (const value of valuesOf(port)) expect(nodes[value].type.dtype).toBe("float32");
      const columns = port.type === "weights" || port.type === "prediction" ? [] : port.columns;
      const originals = [...table.schema.numbers, ...table.schema.categories].map((column) => column.original);
      for (const { name, original } of columns) {
        expect(originals, `the original of “${name}”, a column of the file`).toContain(original);
      }
      expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length);
      if (port.type === "number" || port.type === "features") {
        for (const value of valuesOf(port))
          expect(nodes[value].type).toMatchObject({ rows: true, shape: [columns.length] });
      }
      if (port.type === "prediction") {
        expect(nodes[port.value].type).toMatchObject({
          rows: true,
          shape: [expect.any(Number), task === "multiclass" ? 3 : 1],
        });
      }
      if (port.type === "weights") expect(nodes[port.value].type).toMatchObject({ rows: true, shape: [] });
    }
    for (const node of parameterNodes(nodes)) {
      if (node.block !== around.id) continue;
      expect(node.name.startsWith(`${around.id}/`)).toBe(true);
      expect(node.decays && node.role !== "model").toBe(false);
    }
  });

  test("weights have mean 1 over the training split, category weights sum to 1, masks lie in [0, 1]", () => {
    const table = usualTable();
    const around = fitAround(block, table);
    const outputs = outputsAt(around, table, { parameters: unsettled(around.program) });
    let index = 0;
    for (const [, port] of portList(around)) {
      const tensors = valuesOf(port).map(() => outputs[index++]);
      if (port.type === "weights") {
        const [{ data }] = tensors;
        expect(data.reduce((sum, weight) => sum + weight, 0) / data.length).toBeCloseTo(1, 6);
        expect(Math.min(...data)).toBeGreaterThanOrEqual(0);
      }
      if (port.type === "number") {
        for (const mask of tensors[1].data) expect(mask >= 0 && mask <= 1).toBe(true);
      }
      if (port.type === "category") {
        const nCells = table.split.train.length * port.columns.length;
        for (let cell = 0; cell < nCells; cell++) {
          const total = tensors.reduce((sum, { data, nRows, type }) => {
            const size = nRows * sizeOf(type.shape);
            return sum + data[size === nCells ? cell : size === 1 ? 0 : cell % size];
          }, 0);
          expect(total).toBeCloseTo(1, 9);
        }
      }
    }
  });

  test.each(NASTY_TABLES)("finite on a table with $name", ({ table }) => {
    let around: Around;
    try {
      around = fitAround(block, table);
    } catch (error) {
      // A pipeline that no column reaches says so; that is an answer too.
      expect(error instanceof StudioError && error.details.code).toBe("E_PIPELINE_EMPTY");
      return;
    }
    const rows = Array.from({ length: table.nRows }, (_, row) => row);
    for (const parameters of [
      unsettled(around.program),
      hardenParameters(around.program, initialParameters(around.program, 1)).values,
    ]) {
      const values = Object.fromEntries(
        Object.entries(parameters).map(([name, list]) => [name, Float64Array.from(list)]),
      );
      for (const { data } of outputsAt(around, table, { rows, parameters: values })) {
        expect(data.every(Number.isFinite)).toBe(true);
      }
      const own = around.statistics.blocks[around.id];
      if (own) expect(block.parseStatistics(own, id)).toEqual(own);
      const feeds = feedsOf(around.program.nodes, table, rows, values);
      for (const probe of readProbes(around, feeds)) expect(probe.values.every(Number.isFinite)).toBe(true);
    }
  });

  test.each(variants(block))("gradients are central finite differences (settings %j)", (settings) => {
    const table = usualTable();
    const around = fitAround(block, table, settings);
    const builder = new ProgramBuilder(around.program);
    const values = portList(around).flatMap(([, port]) => valuesOf(port));
    const objective = functional(builder, values, around.program.outputs.penalty);
    const own = parameterNodes(builder.nodes).filter((node) => node.block === around.id);
    const ids = own.map((node) => builder.nodes.indexOf(node));
    const gradients = gradient(builder, objective, ids);
    const parameters = unsettled(around.program);
    const feeds = feedsOf(builder.nodes, table, Array.from(table.split.train), parameters);
    own.forEach((node, index) => {
      const id = gradients[index];
      expect(id, `${node.name} moves nothing`).toBeDefined();
      const [{ data }] = evaluate(builder.nodes, feeds, [id!]);
      const stride = Math.max(1, Math.floor(data.length / 25));
      for (let i = 0; i < data.length; i += stride) {
        const at = (shift: number) => {
          const moved = Float64Array.from(parameters[node.name]);
          moved[i] += shift;
          return evaluate(builder.nodes, { ...feeds, parameters: { ...parameters, [node.name]: moved } }, [
            objective,
          ])[0].data[0];
        };
        const h = 1e-5;
        const difference = (at(h) - at(-h)) / (2 * h);
        const scale = Math.max(1, Math.abs(difference), Math.abs(at(0)));
        expect(Math.abs(data[i] - difference) / scale, `${node.name}[${i}]`).toBeLessThan(1e-6);
      }
    });
  });

  test("hardening: twice is once, noise no longer matters, and gates are 0 or 1", () => {
    const table = usualTable();
    const around = fitAround(block, table);
    const once = hardenParameters(around.program, toSingle(unsettled(around.program, 2)));
    const twice = hardenParameters(around.program, once.values);
    expect(twice.values).toEqual(once.values);
    const parameters = toDouble(once.values);
    expectEqual(
      outputsAt(around, table, { parameters, step: 1 }),
      outputsAt(around, table, { parameters, step: 0 }),
      1e-12,
    );
    for (const probe of readProbes(around, feedsOf(around.program.nodes, table, [0], parameters))) {
      if (probe.kind !== "gate" && probe.kind !== "choice") continue;
      for (const value of probe.values) expect(Math.min(value, 1 - value)).toBeCloseTo(0, 12);
    }
  });

  test("a hard choice is its alternative alone", () => {
    const table = usualTable();
    const soft = fitAround(block, table);
    const alternatives = fixableAlternatives(block);
    for (const alternative of alternatives) {
      const parameters = unsettled(soft.program);
      for (const node of parameterNodes(soft.program.nodes)) {
        if (node.block !== soft.id || node.discrete?.kind !== "choice") continue;
        const k = alternatives.indexOf(alternative);
        parameters[node.name] = parameters[node.name].map((_, i) => (i % alternatives.length === k ? 60 : -60));
      }
      const alone = fitAround(block, table, { use: alternative });
      const own = parameterNodes(alone.program.nodes).filter((node) => node.block === alone.id);
      expect(own.every((node) => node.discrete === undefined)).toBe(true);
      const hard = outputsAt(soft, table, { parameters });
      expectEqual(hard, outputsAt(alone, table, { parameters }), 1e-6);
      expect(alone.program.probes.some((probe) => probe.block === alone.id && probe.kind === "choice")).toBe(false);
    }
  });

  test("statistics come from training rows alone", () => {
    const table = usualTable("regression");
    const changed = {
      ...table,
      numbers: table.numbers.slice(),
      categories: table.categories.slice(),
      labels: table.labels.slice(),
      missing: table.missing.slice(),
    };
    const [nNumbers, nCategories] = [table.schema.numbers.length, table.schema.categories.length];
    for (const row of [...table.split.validation, ...table.split.test]) {
      changed.numbers.fill(1e6, row * nNumbers, (row + 1) * nNumbers);
      changed.missing.fill(0, row * nNumbers, (row + 1) * nNumbers);
      changed.categories.fill(4, row * nCategories, (row + 1) * nCategories);
      changed.labels[row] = -1e6;
    }
    const { statistics, program } = fitAround(block, table);
    const other = fitAround(block, changed);
    expect(other.statistics).toEqual(statistics);
    expect(JSON.stringify(other.program)).toBe(JSON.stringify(program));
    expect(JSON.parse(JSON.stringify(statistics))).toEqual(statistics);
  });

  test("statistics of a file are refused with the path of what is wrong", () => {
    const { statistics, id: instance } = fitAround(block, usualTable());
    const own = statistics.blocks[instance];
    expect(block.parseStatistics(JSON.parse(JSON.stringify(own)), id)).toEqual(own);
    for (const [key, list] of Object.entries(own)) {
      const wrong = { ...own, [key]: [...list.slice(1), true] };
      for (const [damaged, path] of [
        [{ ...own, [key]: undefined }, key],
        [wrong, `${key}[${Math.max(list.length - 1, 0)}]`],
      ] as const) {
        const parse = () => block.parseStatistics(damaged, `${id} (block n1)`);
        expect(parse, path).toThrow(`${id} (block n1), statistics.${path}: expected`);
        expect(parse).toThrow("[E_BLOCK_STATISTICS]");
      }
    }
  });

  test("writes the probes that its spec names, and all of them under some settings", () => {
    const written = variants(block).flatMap((settings) => {
      const around = fitAround(block, usualTable(), settings);
      return around.program.probes.filter((probe) => probe.block === around.id).map((probe) => probe.name);
    });
    expect(new Set(written)).toEqual(new Set(spec.probes));
  });

  test("a row's outputs do not depend on the rows beside it", () => {
    const table = usualTable();
    const around = fitAround(block, table);
    const parameters = unsettled(around.program);
    const rows = Array.from(table.split.train);
    const order = rows.map((_, i) => rows[(i * 7 + 3) % rows.length]);
    expect(new Set(order).size).toBe(rows.length);
    const straight = outputsAt(around, table, { rows, parameters });
    const mixed = outputsAt(around, table, { rows: order, parameters });
    straight.forEach((tensor, index) => {
      if (!tensor.type.rows) return;
      const size = sizeOf(tensor.type.shape);
      order.forEach((row, i) => {
        const from = rows.indexOf(row) * size;
        expect(mixed[index].data.slice(i * size, (i + 1) * size)).toEqual(tensor.data.slice(from, from + size));
      });
    });
  });

  test("its program survives JSON, and predicts from table inputs alone", () => {
    const table = usualTable();
    const around = fitAround(block, table);
    const parameters = unsettled(around.program);
    const reread: Program = JSON.parse(JSON.stringify(around.program));
    expectEqual(
      outputsAt({ ...around, program: reread }, table, { parameters }),
      outputsAt(around, table, { parameters }),
    );
    const prediction = predictionProgram(around.program);
    for (const node of prediction.nodes) expect(node.kind === "input" && node.training !== undefined).toBe(false);
    expect(prediction.outputs.weights).toBeUndefined();
    expect(prediction.probes.length).toBe(around.program.probes.length);
  });

  test("explains itself in sentences, naming columns or sources where it has learned something of them", () => {
    const table = tableOf({
      numbers: { mass: (row) => (row % 4 === 0 ? Number.NaN : row % 7), size: (row) => (row * 13) % 11 },
      categories: { colour: (row) => (row % 3 === 0 ? 0 : 2 + (row % 3)) },
    });
    const settings = perColumn(block);
    const around = fitAround(block, table, settings);
    const statistics = around.statistics.blocks[around.id];
    const parsed = block.parseSettings(settings, id);
    for (const scale of [0, 1, 4]) {
      const parameters = unsettled(around.program, scale);
      const probes = readProbes(around, feedsOf(around.program.nodes, table, [0], parameters, 0));
      const { summary, details, certainty } = block.explain({ settings: parsed, statistics, probes, unitOf: () => "" });
      expect(summary).toMatch(/^[A-Z].*\.$/);
      for (const line of details) expect(line.trim()).not.toBe("");
      expect(["clear", "slight", "none"]).toContain(certainty);
      const names = ["mass", "size", "colour", ...table.schema.sources].filter((name) =>
        probes.some((probe) => probe.rowLabels.some((label) => label.includes(name))),
      );
      const text = [summary, ...details].join(" ");
      if (names.length > 0 && scale > 0)
        expect(
          names.some((name) => text.includes(name)),
          text,
        ).toBe(true);
    }
  });
});
