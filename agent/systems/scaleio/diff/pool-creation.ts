/** A pool that is declared and not there: made empty; devices and everything its creation cannot say come after. */
import type { Draft } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { wordOf } from '../pool-calls.ts';
import { declaredSettings } from '../pool-settings.ts';
import type { Settings } from '../pool-settings.ts';
import { isSince } from '../profile.ts';
import { vendorName } from '../resolve.ts';
import type { CreatePool } from '../actions.ts';
import type { ProtectionDomain, ScaleioAction, ScaleioFacets, StoragePool } from '../types.ts';
import { domainAround } from '../which-object.ts';
import { keepDraft } from './draft.ts';

/** Settings that its creation says, and how it calls them. */
const CREATED: { readonly [path: string]: keyof CreatePool['args'] } = {
  sparePercent: 'sparePercentage',
  zeroPadding: 'zeroPaddingEnabled',
  media: 'mediaType',
  'rmcache.enabled': 'useRmcache',
  'rmcache.writes': 'rmcacheWriteHandlingMode',
  rfcache: 'useRfcache',
};

/** ScaleIO's own default for the spare; without zero padding a volume could show what was on the disks before. */
const LEFT_OUT: Settings = new Map<string, boolean | number>([
  ['sparePercent', 10],
  ['zeroPadding', true],
]);

/** From 3.0 on every pool is of one kind of disks, and its creation has to say which. */
export function needsMedia(version: string): boolean {
  return isSince(version, '3.0');
}

/** Null: its domain is not there or not known, or its media has to be declared first. */
export function poolCreation(doc: Doc<'StoragePool'>, inputs: Inputs, live: Live<ScaleioFacets>): Draft<ScaleioAction> | null {
  const domain = domainAround(doc, inputs, live);
  if ((domain.kind !== 'one' && domain.kind !== 'renamed') || live.system.kind === 'unknown') return null;
  const hasMedia = needsMedia(live.system.value.version);
  if (hasMedia && doc.spec.media === undefined) return null;
  const settings = [...LEFT_OUT, ...declaredSettings(doc.spec)].filter(([path]) => hasMedia || path !== 'media');
  return creation(doc, domain.value, new Map(settings));
}

function creation(doc: Doc<'StoragePool'>, domain: ProtectionDomain, settings: Settings): Draft<ScaleioAction> {
  const name = vendorName(doc);
  const said = [...settings].filter(([path]) => path in CREATED);
  const later = [...settings].filter(([path]) => !(path in CREATED));
  const args = {
    name,
    protectionDomainId: domain.id,
    ...Object.fromEntries(said.map(([path]) => [CREATED[path], wordOf(settings, path)])),
  };
  return keepDraft({
    doc,
    op: 'create',
    backendId: null,
    action: { system: 'scaleio', do: 'createPool', args },
    facets: ['system', 'domains', 'pools'],
    reason: `ScaleIO has no pool named ${name} in protection domain ${domain.name ?? domain.id}`,
    fields: [
      { path: 'name', from: null, to: name },
      { path: 'protectionDomain', from: null, to: doc.spec.protectionDomain },
      ...said.map(([path, to]) => ({ path, from: null, to })),
    ],
    effects: [`creates an empty pool with ${settings.get('sparePercent')} % spare`],
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: later.map(([path, to]) => `sets ${path}: ${to}`),
  });
}

/** In place of one that is lost. Never without a person's consent. */
export function poolReplacement(
  doc: Doc<'StoragePool'>,
  lost: { readonly id: string; readonly instead: StoragePool | null },
  inputs: Inputs,
  live: Live<ScaleioFacets>,
): Draft<ScaleioAction> | null {
  const made = poolCreation(doc, inputs, live);
  if (made === null) return null;
  const without = `goes on without the volumes of the lost pool ${lost.id}`;
  const first = lost.instead === null ? made.effects : [`takes the pool with the id ${lost.instead.id}, which has its name now`];
  return { ...made, reason: `ScaleIO has no pool with the id ${lost.id} any more`, effects: [...first, without] };
}
