/** What every load of this process goes by. */
import { secretRules, systemNames } from './config.ts';
import type { Settings } from './config.ts';
import type { LoadOptions } from './desired/types.ts';
import { DEFAULT_LIMITS } from './model/desired.ts';

/** Of the agent's configuration; without one, with the limits that are usual, and any secret and system may be there. */
export function loadOptions(
  settings: Pick<Settings, 'limits' | 'secrets' | 'systems'> | null,
): Pick<LoadOptions, 'limits' | 'secrets' | 'systems'> {
  if (settings === null) return { limits: DEFAULT_LIMITS, secrets: null };
  return { limits: settings.limits, secrets: secretRules(settings), systems: systemNames(settings) };
}
