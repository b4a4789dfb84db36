/** Bounds how much comes in: so much at once, and so much each second. Pure but for what it counted. */

/** Whether what has come until now is within it. */
export type Budget = (amount: number, nowMs: number) => boolean;

export interface Limits {
  readonly atOnce: number;
  readonly perSecond: number;
}

/** Begins with all of what may come at once. */
export function makeBudget({ atOnce, perSecond }: Limits): Budget {
  let [taken, lastMs] = [0, 0];
  return (amount, nowMs) => {
    taken = Math.max(0, taken - ((nowMs - lastMs) / 1_000) * perSecond) + amount;
    lastMs = nowMs;
    return taken <= atOnce;
  };
}
