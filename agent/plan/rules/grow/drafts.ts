/** The changes by which a pool grows: a branch to merge, a commit, or the end of a branch. */
import type { Draft } from '../../../model/change.ts';
import { growthBranch } from '../../../model/growth.ts';
import type { GrowthRecord } from '../../../model/growth.ts';
import { refOf } from '../../../model/ref.ts';
import type { AddRow, WithdrawProposal } from '../../../systems/git/types.ts';
import { formatGib } from '../../../units.ts';
import type { CloudDisks } from '../../../model/kinds.gen.ts';
import type { PoolView, Row } from '../pool-view.ts';
import { monthlyUsd } from '../prices.ts';
import { plainRow } from '../rows.ts';
import type { RuleFacts } from '../types.ts';
import { money, times } from './limits.ts';

/** A pool that may have rows. */
export type GrowingPool = PoolView & { readonly cloudDisks: CloudDisks };

export interface NewRow {
  readonly key: string;
  readonly sizeGiB: number;
  readonly message: string;
  /** Why it is wanted, as a clause without amounts. */
  readonly why: string;
}

/** `replaces`: our own untouched commit that the branch is at. */
export function proposeDraft(view: PoolView, row: NewRow, replaces: string | null, facts: RuleFacts): Draft {
  const branch = growthBranch(facts.cluster, view.doc.name);
  return {
    ...common(view, row),
    id: `propose ${growthRef(view)}`,
    op: 'propose',
    class: 'additive',
    action: addRow('proposeRow', { view, row, branch, replaces }, facts),
    then: ['a person merges the branch, or deletes it'],
    requires: [],
    spend: null,
    effects: [`pushes branch ${branch}, which adds the row ${row.key} of ${formatGib(row.sizeGiB)} on every node when it is merged`],
  };
}

/** Only for the commit in force that is also the tracked branch's newest. */
export function commitDraft(view: GrowingPool, row: NewRow, facts: RuleFacts): Draft {
  const { branch } = facts.tracked;
  const { nodes } = view;
  const disk = plainRow(row.key, row.sizeGiB, view.cloudDisks);
  const usd = times(nodes.length, monthlyUsd(disk, facts.prices));
  return {
    ...common(view, row),
    id: `grow ${growthRef(view)}`,
    backendId: row.key,
    op: 'grow',
    class: 'spend',
    action: addRow('commitRow', { view, row, branch, replaces: null }, facts),
    then: ['the disks are bought, attached and added'],
    requires: nodes.flatMap(({ host }) => (host === null ? [] : [wouldAccept(host.id, disk)])),
    spend: { disks: nodes.length, monthlyUsd: usd },
    effects: [`+${nodes.length} x ${formatGib(row.sizeGiB)} ${disk.type}, about ${money(usd)} a month`],
  };
}

/** Of a proposal that nobody touched. */
export function withdrawDraft({ doc }: Pick<PoolView, 'doc'>, commit: string, why: string, facts: RuleFacts): Draft {
  const branch = growthBranch(facts.cluster, doc.name);
  const action: WithdrawProposal = { system: 'git', do: 'withdrawProposal', args: { branch, commit } };
  return {
    id: `propose ${growthRef({ doc })}`,
    ref: growthRef({ doc }),
    backendId: commit,
    op: 'propose',
    class: 'additive',
    action,
    then: [],
    needs: [],
    reads: [
      { system: 'scaleio', facet: 'statistics' },
      { system: 'scaleio', facet: 'volumes' },
      { system: 'git', facet: 'branches' },
    ],
    requires: [],
    markedBy: null,
    spend: null,
    reason: why,
    fields: [],
    effects: [`deletes branch ${branch}, which nobody touched`],
  };
}

/** The row of a proposal, as it was proposed. */
export function rowOfRecord({ row, sizeGiB, message }: GrowthRecord, why: string): NewRow {
  return { key: row, sizeGiB, message, why };
}

const READS: Draft['reads'] = [
  ...['system', 'pools', 'statistics', 'volumes', 'nodes', 'devices'].map((facet) => ({ system: 'scaleio', facet }) as const),
  ...['account', 'hosts', 'disks'].map((facet) => ({ system: 'cloud-disks', facet }) as const),
  { system: 'git', facet: 'branches' },
];

function common(
  view: PoolView,
  { key, sizeGiB, why }: NewRow,
): Pick<Draft, 'ref' | 'backendId' | 'needs' | 'reads' | 'markedBy' | 'reason' | 'fields'> {
  const fields = [{ path: `cloudDisks.rows.${key}`, from: null, to: sizeGiB }];
  return { ref: growthRef(view), backendId: null, needs: [], reads: READS, markedBy: null, reason: why, fields };
}

interface Addition {
  readonly view: PoolView;
  readonly row: NewRow;
  readonly branch: string;
  readonly replaces: string | null;
}

function addRow(what: AddRow['do'], { view, row, branch, replaces }: Addition, facts: RuleFacts): AddRow {
  const { name, origin } = view.doc;
  const place = { file: origin.file, index: origin.index, pool: name, row: row.key, sizeGiB: row.sizeGiB };
  return { system: 'git', do: what, args: { branch, parent: facts.inputs.desired.commit, replaces, ...place, message: row.message } };
}

function wouldAccept(hostId: string, { sizeGiB, type, iops, throughputMiBs, encrypted, kmsKeyId }: Row): Draft['requires'][number] {
  const args = { sizeGiB, type, iops, throughputMiBs, encrypted, kmsKeyId };
  return { system: 'cloud-disks', check: 'cloud-would-accept', backendId: hostId, args };
}

function growthRef({ doc }: Pick<PoolView, 'doc'>): Draft['ref'] {
  return refOf('Growth', doc.name);
}
