/** A process that attacks one thing. Its words: the first seed, how many, and what. */
import { runSeeds } from "../../../table/testing/fuzz/run-seeds.ts";
import { ATTACKS } from "./attacks.ts";

const { problemsOf } = await ATTACKS[process.argv[4]]();
await runSeeds(problemsOf, { longestMs: 1000, mostMegabytes: 500 });
