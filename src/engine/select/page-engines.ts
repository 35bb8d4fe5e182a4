/** The engines of a page, whose files are addresses. Only what Vite bundles can import this. */
import { wasmPaths } from "../tfjs/page-files.ts";
import { createEngines, type Engines, type EnginesHost } from "./create-engines.ts";

export function createPageEngines(host: Pick<EnginesHost, "clock" | "threads">): Engines {
  return createEngines({ ...host, wasmPaths, isPage: true });
}
