/** Inside the process: one seed after the other, with limits of time and memory. */

export interface SeedLimits {
  /** A small file that takes longer, three times in a row, hangs. Of processor time: others have the processor meanwhile. */
  readonly longestMs: number;
  /** By which the memory of the process may grow with one seed. */
  readonly mostMegabytes: number;
}

const processorMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Takes the first seed and the count from the words of the process, and tells whoever started it what is wrong. */
export async function runSeeds(
  problemsOf: (seed: number) => Promise<readonly string[]>,
  limits: SeedLimits,
): Promise<void> {
  const [first, count] = process.argv.slice(2).map(Number);
  const timed = async (seed: number) => {
    const start = processorMs();
    const problems = await problemsOf(seed);
    return { problems, ms: processorMs() - start };
  };
  for (let seed = first; seed < first + count; seed++) {
    process.send?.({ seed, problems: [] });
    const before = process.resourceUsage().maxRSS;
    let { problems, ms } = await timed(seed);
    const megabytes = (process.resourceUsage().maxRSS - before) / 1024;
    if (megabytes > limits.mostMegabytes) problems = [...problems, `takes ${Math.round(megabytes)} MB`];
    for (let again = 0; again < 2 && ms > limits.longestMs; again++) ms = Math.min(ms, (await timed(seed)).ms);
    if (ms > limits.longestMs) problems = [...problems, `takes ${Math.round(ms)} ms`];
    if (problems.length > 0) process.send?.({ seed, problems });
  }
  process.disconnect?.();
}
