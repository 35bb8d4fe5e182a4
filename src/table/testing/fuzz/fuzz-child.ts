/** A process that reads damaged files, so that one that never ends can be ended from outside. Its words: the first seed, and how many. */
import { fuzzCase } from "./fuzz-cases.ts";
import { problemsOf } from "./fuzz-oracle.ts";

/** A small file that takes longer, three times in a row, hangs. */
const LONGEST_MS = 2000;

async function timed(seed: number): Promise<{ readonly problems: readonly string[]; readonly ms: number }> {
  const given = fuzzCase(seed);
  const start = performance.now();
  const problems = await problemsOf(given);
  return { problems, ms: performance.now() - start };
}

const [first, count] = process.argv.slice(2).map(Number);
for (let seed = first; seed < first + count; seed++) {
  process.send?.({ seed, problems: [] });
  let { problems, ms } = await timed(seed);
  // Others may have had the processor meanwhile.
  for (let again = 0; again < 2 && ms > LONGEST_MS; again++) ms = Math.min(ms, (await timed(seed)).ms);
  if (ms > LONGEST_MS) problems = [...problems, `takes ${Math.round(ms)} ms`];
  if (problems.length > 0) process.send?.({ seed, problems });
}
process.disconnect?.();
