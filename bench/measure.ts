/** Wall and CPU time of this process for one run, and the best of several runs of some things in turn. */

export interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

export async function costOf(run: () => Promise<void>): Promise<Cost> {
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  await run();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wallMs: performance.now() - startedMs, cpuMs: (user + system) / 1000 };
}

/** The least that each took in `rounds` runs each, in turn a b c a b c ..., after one of each that is not counted. */
export async function bestInTurn<const R extends readonly (() => Promise<Cost>)[]>(
  runs: R,
  rounds: number,
): Promise<{ readonly [N in keyof R]: Cost }> {
  const costs = runs.map((): Cost[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [n, run] of runs.entries()) {
      const cost = await run();
      if (round > 0) costs[n]?.push(cost);
    }
  }
  return costs.map(least) as unknown as { readonly [N in keyof R]: Cost };
}

/** The least of each. */
export function least(costs: readonly Cost[]): Cost {
  return { wallMs: Math.min(...costs.map(({ wallMs }) => wallMs)), cpuMs: Math.min(...costs.map(({ cpuMs }) => cpuMs)) };
}
