/** Domain `pd`, fault set `rack`, pool `gold` and node `n1` as they may be declared. */
import type { Draft } from '../../../../agent/model/change.ts';
import type { Desired } from '../../../../agent/model/desired.ts';
import type { Kinds } from '../../../../agent/model/kinds.gen.ts';
import { NO_MEMORY } from '../../../../agent/model/memory.ts';
import type { Memory } from '../../../../agent/model/memory.ts';
import type { Live } from '../../../../agent/model/observed.ts';
import type { Ref } from '../../../../agent/model/ref.ts';
import type { Inputs } from '../../../../agent/model/system.ts';
import { diffScaleio } from '../../../../agent/systems/scaleio/diff/diff.ts';
import type { ScaleioAction, ScaleioFacets } from '../../../../agent/systems/scaleio/types.ts';
import { desired, NOON } from '../../../helpers/builders.ts';
import { doc, inputsOf } from '../docs.ts';

type State = 'present' | 'absent';

export interface Layout {
  readonly domain?: State;
  readonly faultSet?: State;
  readonly node?: Partial<Kinds['StorageNode']>;
  readonly nodeState?: State;
}

export function layout(over: Layout = {}): Desired {
  const domain = { ...doc('ProtectionDomain', 'pd', {}), state: over.domain ?? 'present' };
  const rack = { ...doc('FaultSet', 'rack', { protectionDomain: 'pd' }, [domain.ref]), state: over.faultSet ?? 'present' };
  const pool = doc('StoragePool', 'gold', { protectionDomain: 'pd' }, [domain.ref]);
  const node = { ...doc('StorageNode', 'n1', { protectionDomain: 'pd', ...over.node }, [domain.ref]), state: over.nodeState ?? 'present' };
  const docs = {
    ProtectionDomain: new Map([['pd', domain]]),
    FaultSet: new Map(over.faultSet === undefined ? [] : [['rack', rack]]),
    StoragePool: new Map([['gold', pool]]),
    StorageNode: new Map([['n1', node]]),
  };
  return desired({ docs: { ...desired().docs, ...docs } });
}

/** What is remembered of objects under these ids. */
export function knowing(ids: { readonly [ref: string]: string }): Memory {
  const how = { how: 'created', commit: 'c', since: NOON, forgottenAt: null, applied: null, specDigest: null } as const;
  const entries = Object.entries(ids).map(([ref, backendId]) => [ref as Ref, { ref: ref as Ref, backendId, ...how }] as const);
  return { ...NO_MEMORY, inventory: new Map(entries) };
}

/** Of the object; undefined: nothing is to be done. */
export function draftOf(ref: Ref, over: Layout, live: Live<ScaleioFacets>, inputs: Partial<Inputs> = {}): Draft<ScaleioAction> | undefined {
  return diffScaleio(inputsOf(layout(over), inputs), live).find((draft) => draft.ref === ref);
}
