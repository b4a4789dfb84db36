/** What JavaScript objects must not be made to be. */

const BEFORE = { object: Reflect.ownKeys(Object.prototype), array: Reflect.ownKeys(Array.prototype) };

/** Whether something now is on what all objects inherit from. */
export function whatPolluted(): readonly string[] {
  const now = { object: Reflect.ownKeys(Object.prototype), array: Reflect.ownKeys(Array.prototype) };
  const isSame = (a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean =>
    a.length === b.length && a.every((key, index) => key === b[index]);
  return isSame(BEFORE.object, now.object) && isSame(BEFORE.array, now.array) ? [] : ['All objects have something they had not.'];
}

/** Whether every object in plain data is a plain one. */
export function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== (Array.isArray(value) ? Array.prototype : Object.prototype)) return false;
  return Object.values(value).every(isPlain);
}

/** The same, with everything in it frozen: who changes it later throws. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  const inner = value instanceof Map ? [...value.values()] : Object.values(value);
  for (const one of inner) frozen(one);
  return value;
}
