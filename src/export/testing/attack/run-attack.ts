import { runInChild } from "../../../table/testing/fuzz/run-child.ts";

/** Attacks one thing with so many seeds, in a process of its own. @returns what was wrong, each with its seed. */
export function runAttack(what: "pipelines" | "records" | "messages", seeds: { first: number; count: number }) {
  return runInChild({
    script: new URL("attack-child.ts", import.meta.url),
    words: [what],
    ...seeds,
    nameOf: () => what,
  });
}
