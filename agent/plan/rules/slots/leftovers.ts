/** Disks of this cluster that no slot claims: still paid for. */
import { instant } from '../../../clock.ts';
import type { RuleResult } from '../../../model/growth.ts';
import { REMOVAL_GRACE_MS } from '../../../model/growth.ts';
import { refOf } from '../../../model/ref.ts';
import type { Ref } from '../../../model/ref.ts';
import { facets } from '../../../model/world.ts';
import type { CloudDisk, CloudFacets } from '../../../systems/cloud-disks/types.ts';
import type { ScaleioFacets } from '../../../systems/scaleio/types.ts';
import { monthlyUsd } from '../prices.ts';
import type { RuleFacts } from '../types.ts';
import { heldBy, isThere } from './disk.ts';
import { priceText } from './drafts.ts';
import { deleteDraft, letGo } from './removal.ts';
import { deviceOf } from './slot-view.ts';
import type { Step } from './steps.ts';
import { forgotten, orphaned, strange } from './leftover-stops.ts';
import { findingOf } from './stop.ts';
import type { Stop } from './stop.ts';
import { whyLeft } from './why-left.ts';

export interface Leftovers {
  /** ScaleIO has no device of them. */
  readonly orphans: readonly CloudDisk[];
  /** ScaleIO uses them, and no row in git is for them. */
  readonly forgotten: readonly CloudDisk[];
  /** Tagged for another ScaleIO, as of a cluster with the same name, or not whole: left as they are. */
  readonly strangers: readonly CloudDisk[];
}

export const NO_LEFTOVERS: Leftovers = { orphans: [], forgotten: [], strangers: [] };

/** None while a facet is not known. */
export function leftoversIn({ sight }: RuleFacts, claimed: ReadonlySet<string>): Leftovers {
  const { system, devices } = facets<ScaleioFacets>(sight.world, 'scaleio') ?? {};
  const { disks } = facets<CloudFacets>(sight.world, 'cloud-disks') ?? {};
  if (system?.kind !== 'ok' || devices?.kind !== 'ok' || disks?.kind !== 'ok') return NO_LEFTOVERS;
  const all = disks.value.filter((disk) => disk.place === null && isThere(disk) && !claimed.has(disk.id));
  const left = all.filter(({ slot }) => slot?.system === system.value.id);
  const isUsed = (disk: CloudDisk): boolean => deviceOf(disk, { devices: devices.value }) !== undefined;
  return {
    orphans: left.filter((disk) => !isUsed(disk)),
    forgotten: left.filter(isUsed),
    strangers: all.filter((disk) => !left.includes(disk)),
  };
}

/** `remaining`: the orphans that no slot takes. */
export function leftoverResults(
  { forgotten: inUse, strangers }: Leftovers,
  remaining: ReadonlySet<CloudDisk>,
  facts: RuleFacts,
): Pick<RuleResult, 'findings' | 'drafts' | 'ready'> {
  const orphans = [...remaining].map((disk) => ({ ref: refOfOrphan(disk), disk, step: orphanStep(disk, facts) }));
  return {
    findings: [
      ...inUse.map((disk) => findingOf(refOfForgotten(disk, facts), forgotten(disk, whyLeft(disk, facts)))),
      ...orphans.map(({ ref, disk, step }) => findingOf(ref, (step.kind === 'gone' && step.notice) || orphanStop(disk, facts))),
      ...strangers.map((disk) => findingOf(refOfOrphan(disk), strange(disk, priceText(monthlyUsd(disk, facts.prices))))),
    ],
    drafts: orphans.flatMap(({ step }) => (step.kind === 'act' ? [step.draft] : [])),
    ready: new Map(orphans.flatMap(({ ref, step }) => (step.kind === 'gone' ? [[ref, { kind: 'absent' }] as const] : []))),
  };
}

function refOfOrphan({ id }: CloudDisk): Ref {
  return refOf('Disk', `orphan/${id}`);
}

/** Under the name that it had, where the journal knows it. */
function refOfForgotten(disk: CloudDisk, { inputs }: RuleFacts): Ref {
  const owned = [...inputs.memory.inventory.values()].find(({ backendId }) => backendId === disk.id);
  return owned?.ref ?? refOfOrphan(disk);
}

function orphanStop(disk: CloudDisk, facts: RuleFacts): Stop {
  const { inputs, prices } = facts;
  const from = instant(disk.createdAt + REMOVAL_GRACE_MS);
  const recheckAt = from > inputs.now ? from : null;
  return orphaned(disk, { left: whyLeft(disk, facts), price: priceText(monthlyUsd(disk, prices)), recheckAt });
}

/** It goes the way of a removed disk, and what ScaleIO never had needs no further day. */
function orphanStep(disk: CloudDisk, { inputs: { now } }: RuleFacts): Step {
  if (now - disk.createdAt < REMOVAL_GRACE_MS || disk.state === 'creating') return { kind: 'wait', why: 'it is less than a day old' };
  const why = `disk ${disk.id} is left over: no row is for it`;
  const isEmpty = !disk.isOffered && disk.removedAt !== null && heldBy(disk).length === 0;
  return isEmpty ? { kind: 'act', draft: deleteDraft(refOfOrphan(disk), disk, why) } : letGo(refOfOrphan(disk), disk, why, now);
}
