import type { StatisticsOf } from "../block.ts";
import type { Spec } from "./spec.ts";

/** Row weights are learned by gradient alone; nothing is fitted. */
export function fit(): StatisticsOf<Spec> {
  return {};
}
