/** Test support: one pass as a WebAssembly module. */
import type { RowInput } from "../../step/row-inputs.ts";
import type { RowFreeFeeds } from "../../step/step-feeds.ts";
import type { ThreadStock } from "../../wasm/run/threads.ts";
import { WasmProgram } from "../../wasm/run/wasm-program.ts";
import { layOut } from "../parameter-layout.ts";
import type { Pass } from "../statements.ts";

export interface WasmRun {
  readonly pass: Pass;
  readonly inputs: readonly RowInput[];
  readonly rowFree?: RowFreeFeeds;
  readonly parameters: Readonly<Record<string, Float32Array>>;
  /** Batches of rows of the inputs, one after the other; the last one's values are given. */
  readonly batches: readonly Uint32Array[];
  readonly threads?: ThreadStock | undefined;
}

/** @returns outputs by name. */
export async function runOnWasm(run: WasmRun): Promise<Readonly<Record<string, Float32Array>>> {
  const { pass, inputs, rowFree = {}, parameters, batches, threads } = run;
  let length = 0;
  const members = Object.entries(parameters).map(([name, { length: size }]) => {
    const offset = length;
    length += size;
    return { name, shape: [size], offset, size };
  });
  const group = { role: "model", members, length, decay: new Float32Array(length) } as const;
  const layout = layOut({ nodes: [] }, [group]);
  const maxRows = Math.max(...batches.map((rows) => rows.length));
  const wasm = await WasmProgram.create({ passes: [pass], layout, inputs, maxRows }, threads);
  const { gradient, replicas } = wasm.regions;
  const at = replicas[0].parameters;
  for (const { name, offset, size } of layout.spans.values()) wasm.float32(at + 4 * offset, size).set(parameters[name]);
  wasm.feed(rowFree);
  for (const rows of batches) wasm.run(pass, rows, at);
  const given = [...pass.outputs].map(([name, slot]) => {
    const span = layout.spans.get(name);
    const from = span ? gradient + 4 * span.offset : wasm.addressOf(pass, name);
    return [name, wasm.float32(from, slot.size).slice()] as const;
  });
  wasm.dispose();
  return Object.fromEntries(given);
}
