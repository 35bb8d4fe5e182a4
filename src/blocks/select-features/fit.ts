import type { Statistics } from "../block.ts";

/** Gates are learned by gradient alone; nothing is fitted. */
export function fit(): Statistics {
  return {};
}
