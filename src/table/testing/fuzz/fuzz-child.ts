/** A process that reads damaged tables. */
import { fuzzCase } from "./fuzz-cases.ts";
import { problemsOf } from "./fuzz-oracle.ts";
import { runSeeds } from "./run-seeds.ts";

await runSeeds((seed) => problemsOf(fuzzCase(seed)), { longestMs: 1000, mostMegabytes: 500 });
