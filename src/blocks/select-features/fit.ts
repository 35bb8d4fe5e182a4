import type { StatisticsOf } from "../block.ts";
import type { Spec } from "./spec.ts";

/** Gates are learned by gradient alone; nothing is fitted. */
export function fit(): StatisticsOf<Spec> {
  return {};
}
