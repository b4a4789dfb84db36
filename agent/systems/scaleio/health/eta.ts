/** How long something that ScaleIO moves will take, in steps so coarse that the sentence does not change with every look. */

/** Minutes, and how a person says them. */
const STEPS: readonly (readonly [minutes: number, text: string])[] = [
  [10, '10 min'],
  [30, '30 min'],
  [60, '1 h'],
  [120, '2 h'],
  [240, '4 h'],
  [480, '8 h'],
  [1440, '1 d'],
  [2880, '2 d'],
  [10_080, '7 d'],
];

/** `done in less than 30 min` at the rate of this moment; null while nothing moves, or the rate is not known. */
export function etaClause(leftKib: number, kibPerSecond: number): string | null {
  if (leftKib <= 0 || kibPerSecond <= 0) return null;
  const minutes = leftKib / kibPerSecond / 60;
  const step = STEPS.find(([most]) => minutes < most);
  return step === undefined ? 'done in more than 7 d' : `done in less than ${step[1]}`;
}
