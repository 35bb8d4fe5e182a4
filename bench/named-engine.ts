/** Engines by the names that benchmarks give them: an id, with threads or without. */
import { nodeEngines } from "../src/cli/node-engines.ts";
import { ENGINE_IDS, type Engine } from "../src/engine/engine.ts";

/** Starts an engine on one thread, or on as many as "compiled-wasm-2-threads" says. */
export async function namedEngine(name: string): Promise<Engine> {
  const [, given, nThreads] = /^(.*?)(?:-(\d+)-threads)?$/.exec(name) ?? [];
  const id = ENGINE_IDS.find((known) => known === given);
  if (!id) throw new Error(`expected an engine of ${ENGINE_IDS.join(", ")}, got ${name}`);
  return nodeEngines(Number(nThreads ?? 1)).start(id);
}
