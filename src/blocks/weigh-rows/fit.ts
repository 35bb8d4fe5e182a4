import type { Statistics } from "../block.ts";

/** Row weights are learned by gradient alone; nothing is fitted. */
export function fit(): Statistics {
  return {};
}
