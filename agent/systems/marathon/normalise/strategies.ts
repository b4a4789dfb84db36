/** How an app is upgraded, what happens when its agent is gone, what its tasks fetch. */
import { asIs, listOf, orDefault, shape } from './rules.ts';
import type { Rule } from './rules.ts';

const upgrade = shape({ minimumHealthCapacity: asIs, maximumOverCapacity: asIs });
const RESIDENT_UPGRADE = { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 };
const STATELESS_UPGRADE = { minimumHealthCapacity: 1, maximumOverCapacity: 1 };

/** An app with a volume of its own can not have two tasks at once: Marathon's default minds that. */
export const upgradeStrategy: Rule = (value, context) => {
  const hasOwnVolume = context.hasPersistentVolume || context.hasExternalVolume;
  return upgrade(value ?? (hasOwnVolume ? RESIDENT_UPGRADE : STATELESS_UPGRADE), context);
};

const unreachable = shape({ inactiveAfterSeconds: orDefault(0), expungeAfterSeconds: orDefault(0) });

/** An object of two times or the text `disabled`, which is the default with local persistent volumes. */
export const unreachableStrategy: Rule = (value, context) => unreachable(value ?? (context.hasPersistentVolume ? 'disabled' : {}), context);

export const fetch = listOf(
  shape({ uri: asIs, extract: orDefault(true), executable: orDefault(false), cache: orDefault(false), destPath: asIs }),
);
