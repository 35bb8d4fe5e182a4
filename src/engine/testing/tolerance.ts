/** How near each engine has to come to float64. Tolerances belong to the engine, never to a test. */
import type { EngineId } from "../engine.ts";

export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

export const TOLERANCES: Readonly<Record<EngineId, Tolerance>> = {
  "compiled-wasm": { absolute: 2e-6, relative: 2e-5 },
  "tfjs-cpu": { absolute: 2e-6, relative: 2e-5 },
  "tfjs-wasm": { absolute: 2e-6, relative: 2e-5 },
  // WGSL lets exp, log and tanh be off by a few units in the last places.
  "tfjs-webgpu": { absolute: 5e-6, relative: 1e-4 },
  "compiled-webgpu": { absolute: 5e-6, relative: 1e-4 },
};

/** The largest excess of |got − wanted| over the tolerance, and where; undefined where all is near enough. */
export function differs(got: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: Tolerance): string | undefined {
  if (got.length !== wanted.length) return `${got.length} numbers instead of ${wanted.length}`;
  for (let i = 0; i < wanted.length; i++) {
    const allowed = tolerance.absolute + tolerance.relative * Math.abs(wanted[i]);
    if (!(Math.abs(got[i] - wanted[i]) <= allowed)) return `element ${i}: ${got[i]} instead of ${wanted[i]}`;
  }
  return undefined;
}
