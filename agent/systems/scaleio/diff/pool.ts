/** A declared pool: made when there is none, its settings set one call at a time, removed when it is declared absent. */
import type { Draft, FieldDiff } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { effectOf } from '../effects/types.ts';
import { POOL_EFFECTS } from '../effects/pool.ts';
import { SETTERS } from '../pool-calls.ts';
import { lossBy, slowsRebuild } from '../pool-loss.ts';
import { liveSettings, wantedSettings } from '../pool-settings.ts';
import type { Setting, Settings } from '../pool-settings.ts';
import type { PoolFigures } from '../spare.ts';
import type { ScaleioAction, ScaleioFacets, StoragePool } from '../types.ts';
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
    case 'taken':
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
  readonly figures: PoolFigures;
}

type SettingDiff = FieldDiff & { readonly from: Setting; readonly to: Setting };

interface Step {
  readonly action: ScaleioAction;
  readonly fields: readonly SettingDiff[];
  /** What is lost by it; null: nothing. */
  readonly loses: string | null;
  /** Lost copies are made anew more slowly after it. */
  readonly isSlower: boolean;
}

/** What may have to wait comes after what does not, and what loses protection last: nothing else waits for its Approval. */
function settingDraft(doc: Doc<'StoragePool'>, pool: StoragePool, inputs: Inputs, live: Live<ScaleioFacets>): PoolDraft {
  const { system, devices, nodes, statistics } = live;
  if (system.kind === 'unknown' || devices.kind === 'unknown' || nodes.kind === 'unknown' || statistics.kind === 'unknown') return null;
  const hasDevices = devices.value.some(({ storagePoolId }) => storagePoolId === pool.id);
  const facts = { version: system.value.version, hasDevices, ignored: inputs.ignored(doc.ref) };
  const wanted = wantedSettings(doc.spec, pool, facts);
  const figures = { devices: devices.value, nodes: nodes.value, statistics: statistics.value.get(pool.id) };
  const steps = stepsOf({ pool, live: liveSettings(pool), wanted, figures });
  const [step, ...others] = steps.toSorted((one, other) => turnOf(one) - turnOf(other));
  return step === undefined ? null : stepDraft(doc, pool, step, others);
}

function turnOf({ loses, isSlower }: Step): number {
  if (loses !== null) return 2;
  return isSlower ? 1 : 0;
}

function stepsOf({ pool, live, wanted, figures }: Seen): readonly Step[] {
  return SETTERS.flatMap(({ paths, action: actionFor }): readonly Step[] => {
    const both = paths.map((path) => ({ path, from: live.get(path) ?? null, to: wanted.get(path) ?? null }));
    const fields = both.filter(({ from, to }) => from !== to);
    if (fields.length === 0) return [];
    const action = actionFor(pool.id, wanted);
    if (action.do !== 'setPool') return [{ action, fields, loses: null, isSlower: false }];
    return [{ action, fields, loses: lossBy(action.args, pool, figures), isSlower: slowsRebuild(action.args, pool) }];
  });
}

function stepDraft(doc: Doc<'StoragePool'>, pool: StoragePool, step: Step, others: readonly Step[]): PoolDraft {
  const { action, fields, loses } = step;
  const isGuarded = loses !== null || step.isSlower;
  const paths = fields.map(({ path }) => path);
  const [effect] = paths.map((path) => effectOf(POOL_EFFECTS, path));
  if (effect === undefined || effect.op === 'fixed' || effect.op === 'none') return null;
  return keepDraft({
    doc,
    op: effect.op,
    class: loses === null ? (effect.class ?? 'additive') : 'destructive',
    backendId: pool.id,
    action,
    facets: ['system', 'domains', 'pools', 'statistics', 'devices', 'nodes'],
    reason: `${paths.join(' and ')} ${paths.length === 1 ? 'differs' : 'differ'}`,
    fields,
    effects: loses === null ? [sentenceOf(step)] : [sentenceOf(step), loses],
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: others.map(sentenceOf),
    requires: isGuarded ? [{ system: 'scaleio', check: 'pool-protected', backendId: pool.id }] : [],
  });
}

function sentenceOf({ fields }: Step): string {
  return `sets ${fields.map(({ path, from, to }) => `${path} ${from} -> ${to}`).join(', ')}`;
}
