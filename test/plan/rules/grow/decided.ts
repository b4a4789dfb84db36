/** What the rule decides about the pool `gold`, in words. */
import type { Draft } from '../../../../agent/model/change.ts';
import type { GrowthRecord } from '../../../../agent/model/growth.ts';
import type { GrowthSpec } from '../../../../agent/model/kinds.gen.ts';
import type { Finding } from '../../../../agent/model/observed.ts';
import { growRule } from '../../../../agent/plan/rules/grow/grow.ts';
import { NOON } from '../../../helpers/builders.ts';
import { ago, cloudDisks, factsOf, GROW_BRANCH, HEAD, MINUTE_MS } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';

/** The agent's commit on the branch. */
export const OURS = 'a'.repeat(40);
export const THEIRS = 'b'.repeat(40);

/** 82 % used in two readings, when 80 % is the limit and 65 % the target. */
export function full(growth: Partial<GrowthSpec> = {}, scene: Scene = {}, percent = 82): Scene {
  const spec = { mode: 'propose', when: { usedPercent: 80 }, target: 65, ...growth } as const;
  const samples = [{ at: ago(MINUTE_MS), usedPercent: percent, inUseGiB: percent * 10 }];
  const pool = { cloudDisks: cloudDisks(), ...scene.pool, growth: spec };
  return { filling: { inUseGiB: percent * 10 }, samples, ...scene, pool };
}

export function record(over: Partial<GrowthRecord> = {}): GrowthRecord {
  const known = { pool: 'StoragePool/gold', row: 'r1', sizeGiB: 136, branch: GROW_BRANCH, commit: OURS, message: 'as proposed' } as const;
  return { ...known, at: ago(MINUTE_MS), usedPercent: 82, state: 'open', stateAt: ago(MINUTE_MS), ...over };
}

/** The branch of the proposal at this commit, the tracked one at the commit in force. */
export function branchAt(tip: string | null): Pick<Scene, 'branches'> {
  return { branches: new Map([['main', HEAD], ...(tip === null ? [] : [[GROW_BRANCH, tip] as const])]) };
}

/** A proposal that nobody answered, and what is remembered beside it. */
export function proposedScene(over: Partial<GrowthRecord> = {}, tip: string | null = OURS): Scene {
  return { ...branchAt(tip), memory: { growths: [record(over)] } };
}

export function draftsOf(scene: Scene): readonly Draft[] {
  return growRule(factsOf(scene)).drafts;
}

export function findingsOf(scene: Scene): readonly Finding[] {
  return growRule(factsOf(scene)).findings;
}

/** `proposeRow r1 136`, `GrowthProposed`: the calls first, then what is said. */
export function decided(scene: Scene): readonly string[] {
  const { drafts, findings } = growRule(factsOf(scene));
  const calls = drafts.map(({ action }) => {
    const { row, sizeGiB } = action.args as { readonly row?: string; readonly sizeGiB?: number };
    return row === undefined ? action.do : `${action.do} ${row} ${sizeGiB}`;
  });
  return [...calls, ...findings.map(({ code }) => code)];
}

/** In how many minutes time alone may change what is said; null: only a person can. */
export function againInMin(scene: Scene): number | null | undefined {
  const [finding] = findingsOf(scene);
  return finding?.recheckAt ? (finding.recheckAt - NOON) / MINUTE_MS : finding?.recheckAt;
}
