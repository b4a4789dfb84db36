/** The gateway's URL grammar: which call does what, and what it did to the cluster. */
import type { Call, Effect } from '../service.ts';
import { actionOn } from './actions.ts';
import { addDevice } from './device-calls.ts';
import { createDomain, createFaultSet } from './domain-calls.ts';
import { paramsOf } from './params.ts';
import type { Params } from './params.ts';
import { createPool } from './pool-settings.ts';
import { approveSdc } from './sdc-calls.ts';
import { createSds } from './sds-calls.ts';
import { has } from './profile.ts';
import { readOf } from './reads.ts';
import { removeConsistencyGroupSnapshots, snapshotVolumes } from './snapshots.ts';
import type { ScaleioState } from './state.ts';
import { createVolume } from './volume-calls.ts';

export interface Done {
  readonly body: unknown;
  readonly effect: Effect;
  readonly id: string | null;
}

type Create = (state: ScaleioState, params: Params) => { readonly id: string };

const creates: ReadonlyMap<string, Create> = new Map<string, Create>([
  ['ProtectionDomain', createDomain],
  ['FaultSet', createFaultSet],
  ['StoragePool', createPool],
  ['Sds', createSds],
  ['Volume', createVolume],
  ['Device', addDevice],
]);

/** Null: the simulator does not know the call. Throws a Refusal. */
export function route(state: ScaleioState, call: Call): Done | null {
  const body = readOf(state, call);
  if (body !== null) return { body, effect: 'none', id: null };
  if (call.method !== 'POST') return null;
  const params = paramsOf(call.json);
  const [, type] = /^\/api\/types\/(\w+)\/instances$/.exec(call.path) ?? [];
  if (type !== undefined) return create(state, type, params);
  const [, subject, name] = /^\/api\/instances\/([^/]+)\/action\/(\w+)$/.exec(call.path) ?? [];
  return subject === undefined || name === undefined ? null : act(state, { subject, name, params });
}

function create(state: ScaleioState, type: string, params: Params): Done | null {
  const made = creates.get(type)?.(state, params);
  return made === undefined ? null : { body: { id: made.id }, effect: 'created', id: made.id };
}

interface Act {
  /** `Volume::a2b7cc6300000000`; of the system the id may be left out. */
  readonly subject: string;
  readonly name: string;
  readonly params: Params;
}

function act(state: ScaleioState, { subject, name, params }: Act): Done | null {
  if (/^System(::|$)/.test(subject)) return actOnSystem(state, name, params);
  const to = splitId(subject);
  const action = to && actionOn(to.type, name);
  if (!action) return null;
  action.run(state, to.id, params);
  return { body: has(state.version, 'jsonActionBody') ? {} : '', effect: action.effect, id: to.id };
}

function actOnSystem(state: ScaleioState, name: string, params: Params): Done | null {
  switch (name) {
    case 'snapshotVolumes': {
      const body = snapshotVolumes(state, params);
      return { body, effect: 'created', id: body.volumeIdList[0] ?? null };
    }
    case 'removeConsistencyGroupSnapshots':
      return { body: removeConsistencyGroupSnapshots(state, params), effect: 'destroyed', id: null };
    case 'approveSdc': {
      const body = approveSdc(state, params);
      return { body, effect: 'changed', id: body.id };
    }
    default:
      return null;
  }
}

function splitId(subject: string): { type: string; id: string } | null {
  const [, type, id] = /^(\w+)::(.+)$/.exec(subject) ?? [];
  return type === undefined || id === undefined ? null : { type, id };
}
