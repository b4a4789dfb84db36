/** Wall and CPU time of this process for one run, and the best of several runs of two things in turn. */

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

const RUNS = 10;

/** The least that each of the two took in ten runs each, a b a b ..., after one of each that is not counted. */
export async function bestInTurn(a: () => Promise<Cost>, b: () => Promise<Cost>): Promise<readonly [Cost, Cost]> {
  const costs: [Cost[], Cost[]] = [[], []];
  for (let run = 0; run <= RUNS; run += 1) {
    const pair = [await a(), await b()] as const;
    if (run > 0) for (const side of [0, 1] as const) costs[side].push(pair[side]);
  }
  return [least(costs[0]), least(costs[1])];
}

function least(costs: readonly Cost[]): Cost {
  return { wallMs: Math.min(...costs.map(({ wallMs }) => wallMs)), cpuMs: Math.min(...costs.map(({ cpuMs }) => cpuMs)) };
}
