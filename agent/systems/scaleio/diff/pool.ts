/** A declared pool: made when there is none, its settings set one call at a time, removed when it is declared absent. */
import type { Draft, FieldDiff } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { effectOf } from '../effects/types.ts';
import { POOL_EFFECTS } from '../effects/pool.ts';
import { SETTERS } from '../pool-calls.ts';
import { liveSettings, wantedSettings } from '../pool-settings.ts';
import type { Setting, Settings } from '../pool-settings.ts';
import { spareLoss } from '../spare.ts';
import type { Device, ScaleioAction, ScaleioFacets, StorageNode, StoragePool } from '../types.ts';
import { domainAround, whichPool } from '../which-object.ts';
import { keepDraft } from './draft.ts';
import { poolCreation, poolReplacement } from './pool-creation.ts';
import { poolRemoval } from './pool-removal.ts';

type PoolDraft = Draft<ScaleioAction> | null;

/** Null: nothing to do, nothing known, or something only a person can decide (health says what). */
export function poolDraft(doc: Doc<'StoragePool'>, inputs: Inputs, live: Live<ScaleioFacets>): PoolDraft {
  if (doc.state === 'absent') return poolRemoval(doc, inputs, live);
  const target = whichPool(doc, inputs, live);
  switch (target.kind) {
    case 'one':
      return isInItsDomain(doc, target.value, inputs, live) ? settingDraft(doc, target.value, inputs, live) : null;
    case 'none':
      return poolCreation(doc, inputs, live);
    case 'lost':
      return poolReplacement(doc, target, inputs, live);
    case 'renamed':
    case 'many':
    case 'unknown':
      return null;
  }
}

function isInItsDomain(doc: Doc<'StoragePool'>, pool: StoragePool, inputs: Inputs, live: Live<ScaleioFacets>): boolean {
  const domain = domainAround(doc, inputs, live);
  return (domain.kind === 'one' || domain.kind === 'renamed') && domain.value.id === pool.protectionDomainId;
}

/** What a difference of settings is judged by. */
interface Seen {
  readonly pool: StoragePool;
  readonly live: Settings;
  readonly wanted: Settings;
  readonly devices: readonly Device[];
  readonly nodes: readonly StorageNode[];
}

type SettingDiff = FieldDiff & { readonly from: Setting; readonly to: Setting };

interface Step {
  readonly action: ScaleioAction;
  readonly fields: readonly SettingDiff[];
  /** What is lost by it; null: nothing. */
  readonly loses: string | null;
}

/** What loses protection comes last, so that nothing else waits for its Approval. */
function settingDraft(doc: Doc<'StoragePool'>, pool: StoragePool, inputs: Inputs, live: Live<ScaleioFacets>): PoolDraft {
  const { system, devices, nodes } = live;
  if (system.kind === 'unknown' || devices.kind === 'unknown' || nodes.kind === 'unknown') return null;
  const hasDevices = devices.value.some(({ storagePoolId }) => storagePoolId === pool.id);
  const facts = { version: system.value.version, hasDevices, ignored: inputs.ignored(doc.ref) };
  const wanted = wantedSettings(doc.spec, pool, facts);
  const steps = stepsOf({ pool, live: liveSettings(pool), wanted, devices: devices.value, nodes: nodes.value });
  const [step, ...others] = [...steps.filter(({ loses }) => loses === null), ...steps.filter(({ loses }) => loses !== null)];
  return step === undefined ? null : stepDraft(doc, pool, step, others);
}

function stepsOf(seen: Seen): readonly Step[] {
  return SETTERS.flatMap(({ paths, action }) => {
    const both = paths.map((path) => ({ path, from: seen.live.get(path) ?? null, to: seen.wanted.get(path) ?? null }));
    const fields = both.filter(({ from, to }) => from !== to);
    if (fields.length === 0) return [];
    return [{ action: action(seen.pool.id, seen.wanted), fields, loses: lossBy(fields, seen) }];
  });
}

function lossBy(fields: readonly SettingDiff[], { pool, devices, nodes }: Seen): string | null {
  if (fields.some(({ path, to }) => path === 'rebuild.enabled' && to === false)) {
    return 'copies that are lost are not made anew any more: the next failure may lose data';
  }
  const spare = fields.find(({ path }) => path === 'sparePercent');
  return spare === undefined ? null : spareLoss(pool, Number(spare.to), devices, nodes);
}

function stepDraft(doc: Doc<'StoragePool'>, pool: StoragePool, step: Step, others: readonly Step[]): PoolDraft {
  const { action, fields, loses } = step;
  const paths = fields.map(({ path }) => path);
  const [effect] = paths.map((path) => effectOf(POOL_EFFECTS, path));
  if (effect === undefined || effect.op === 'fixed' || effect.op === 'none') return null;
  return keepDraft({
    doc,
    op: effect.op,
    class: loses === null ? (effect.class ?? 'additive') : 'destructive',
    backendId: pool.id,
    action,
    facets: ['system', 'domains', 'pools', 'devices', 'nodes'],
    reason: `${paths.join(' and ')} ${paths.length === 1 ? 'differs' : 'differ'}`,
    fields,
    effects: loses === null ? [sentenceOf(step)] : [sentenceOf(step), loses],
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: others.map(sentenceOf),
    requires: loses === null ? [] : [{ system: 'scaleio', check: 'pool-protected', backendId: pool.id }],
  });
}

function sentenceOf({ fields }: Step): string {
  return `sets ${fields.map(({ path, from, to }) => `${path} ${from} -> ${to}`).join(', ')}`;
}
