/** Which Marathon this is, and what it has. Pure. */
import { PlumblineError } from '../../errors.ts';
import type { Kind } from '../../model/kinds.gen.ts';
import type { Live, Reading } from '../../model/observed.ts';
import { ok, unknown } from '../../model/observed.ts';
import { marathonErrors } from './errors.ts';
import type { MarathonFacets } from './types.ts';

/** The id under which it is registered with Mesos: it outlives restarts and fail-overs. */
export function frameworkIdOf({ info }: Live<MarathonFacets>): Reading<string> {
  if (info.kind === 'unknown') return info;
  const { frameworkId } = info.value;
  return frameworkId === null ? unknown(notRegistered()) : ok(frameworkId, info.at);
}

/** Whether there is an app of this id; of other kinds Marathon has nothing. */
export function seesApp(kind: Kind, backendId: string, { apps, hidden }: Live<MarathonFacets>): Reading<boolean> {
  if (apps.kind === 'unknown') return apps;
  if (hidden.kind === 'unknown') return hidden;
  const error = hidden.value.get(backendId);
  return error === undefined ? ok(kind === 'App' && apps.value.has(backendId), apps.at) : unknown(error);
}

function notRegistered(): PlumblineError {
  const message = 'Marathon tells no framework id, so it cannot be told from another one: it is not registered with Mesos.';
  return new PlumblineError(marathonErrors.notRegistered, message);
}
