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

/** Whether there is an app, a pod or a group of this id; of other kinds Marathon has nothing. */
export function seesObject(kind: Kind, backendId: string, live: Live<MarathonFacets>): Reading<boolean> {
  const list = kind === 'Pod' ? live.pods : kind === 'Group' ? live.groups : live.apps;
  if (list.kind === 'unknown') return list;
  if (live.hidden.kind === 'unknown') return live.hidden;
  const error = live.hidden.value.get(backendId);
  const isHere = kind === 'App' || kind === 'Pod' || kind === 'Group';
  return error === undefined ? ok(isHere && list.value.has(backendId), list.at) : unknown(error);
}

function notRegistered(): PlumblineError {
  const message = 'Marathon tells no framework id, so it cannot be told from another one: it is not registered with Mesos.';
  return new PlumblineError(marathonErrors.notRegistered, message);
}
