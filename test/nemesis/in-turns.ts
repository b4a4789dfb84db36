/** Worlds wait most of the time: several are played at once. */
const WORLDS = 6;

/** Does it for each, several at once, and gives what came of each in the same order. */
export async function inTurns<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = all.entries();
  const work = async (): Promise<void> => {
    for (const [index, one] of waiting) results[index] = await act(one);
  };
  await Promise.all(Array.from({ length: WORLDS }, work));
  return results;
}
