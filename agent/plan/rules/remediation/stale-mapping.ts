/**
 * A volume that is still mapped to a host that is gone. It is taken from it only behind a fence: the machine stopped, its SDC without
 * a connection, no task on it, each as its own system says at the time of the call.
 */
import type { Draft, Precondition } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Finding } from '../../../model/observed.ts';
import { facets } from '../../../model/world.ts';
import type { CloudFacets } from '../../../systems/cloud-disks/types.ts';
import type { ScaleioFacets, Sdc, Volume } from '../../../systems/scaleio/types.ts';
import { awayNodeAt } from '../away-nodes.ts';
import type { RuleFacts } from '../types.ts';
import { faultFinding, repairDraft } from './remedy.ts';
import type { Remedy } from './remedy.ts';

/**
 * `stopped`: the cloud says so. `unseen`: it shows no machine with these addresses. `untold`: there is no cloud to ask. `may-run`: it
 * runs, or the cloud did not answer.
 */
type Machine = 'stopped' | 'unseen' | 'untold' | 'may-run';

interface Lost {
  readonly doc: Doc<'Volume'>;
  readonly volume: Volume;
  readonly sdc: Sdc;
  readonly machine: Machine;
  readonly hasMesos: boolean;
}

/** One for each volume. Of one with `mappedTo` the document says which hosts have it. */
export function staleMappings(facts: RuleFacts): readonly Remedy[] {
  const { inputs, sight } = facts;
  const scaleio = facets<ScaleioFacets>(sight.world, 'scaleio');
  if (scaleio?.sdcs.kind !== 'ok' || scaleio.volumes.kind !== 'ok') return [];
  const lost = new Map(scaleio.sdcs.value.filter(isLost).map((sdc) => [sdc.id, sdc]));
  if (lost.size === 0) return [];
  const volumes = new Map(scaleio.volumes.value.map((volume) => [volume.id, volume]));
  return [...inputs.desired.docs.Volume.values()].flatMap((doc) => {
    const volume = volumes.get(sight.health.ids.get(doc.ref) ?? '');
    const sdc = volume?.mappings.map(({ sdcId }) => lost.get(sdcId)).find((one) => one !== undefined);
    if (!volume || !sdc || doc.state === 'absent' || doc.spec.mappedTo !== undefined) return [];
    return remedyOf({ doc, volume, sdc, machine: machineOf(sdc, facts), hasMesos: sight.world.has('mesos') }, facts);
  });
}

/** What else a version may say of a connection counts as one. */
function isLost({ mdmConnectionState, ips }: Sdc): boolean {
  return mdmConnectionState === 'Disconnected' && ips.length > 0;
}

function machineOf({ ips }: Sdc, { sight }: RuleFacts): Machine {
  const cloud = facets<CloudFacets>(sight.world, 'cloud-disks');
  if (cloud === undefined) return 'untold';
  if (cloud.hosts.kind === 'unknown' || cloud.account.kind === 'unknown') return 'may-run';
  if (cloud.account.value.provider === 'static') return 'untold';
  const meant = cloud.hosts.value.filter((host) => host.ips.some((ip) => ips.includes(ip)));
  if (meant.length === 0) return 'unseen';
  return meant.every(({ state }) => state === 'stopped' || state === 'terminated') ? 'stopped' : 'may-run';
}

/** A host that may run and has no connection is no stale one: it is to come back. */
function remedyOf(lost: Lost, facts: RuleFacts): readonly Remedy[] {
  const { machine, hasMesos } = lost;
  if (machine === 'may-run') return [];
  const draft = machine === 'untold' || !hasMesos ? null : draftOf(lost, machine);
  return [{ fault: 'staleMapping', finding: findingOf(lost, draft !== null, facts), draft, isProven: machine === 'stopped' }];
}

function draftOf(lost: Lost, machine: 'stopped' | 'unseen'): Remedy['draft'] {
  const { doc, volume, sdc } = lost;
  const host = hostOf(lost);
  return repairDraft(doc.ref, {
    backendId: volume.id,
    op: 'unmap',
    class: 'disruptive',
    action: { system: 'scaleio', do: 'unmapVolume', args: { volumeId: volume.id, sdcId: sdc.id } },
    requires: fenceOf(sdc, machine),
    reads: READS,
    reason: `it is mapped to ${host}, which is ${machine === 'stopped' ? 'stopped' : 'no machine that the cloud shows'}`,
    fields: [{ path: 'mappedTo', from: `${host} (SDC ${sdc.id})`, to: null }],
    effects: [
      `takes volume ${volume.name ?? volume.id} from ${host}: what that host has not written to it by now, it never will`,
      ...(machine === 'stopped' ? [] : [`whoever approves it says that ${host} is off for good, wherever it was`]),
    ],
  });
}

const READS: Draft['reads'] = [
  { system: 'scaleio', facet: 'volumes' },
  { system: 'scaleio', facet: 'sdcs' },
  { system: 'cloud-disks', facet: 'hosts' },
];

function fenceOf({ id, ips }: Sdc, machine: 'stopped' | 'unseen'): readonly Precondition[] {
  const backendId = ips[0] ?? '';
  return [
    { system: 'scaleio', check: 'sdc-disconnected', backendId: id },
    { system: 'cloud-disks', check: 'host-fenced', backendId, args: { ips, machine } },
    { system: 'mesos', check: 'no-task-on', backendId, args: { ips } },
  ];
}

function findingOf(lost: Lost, canFence: boolean, facts: RuleFacts): Finding {
  const { doc, sdc } = lost;
  const host = hostOf(lost);
  const why = `it is mapped to ${host}, which has lost ScaleIO and ${lost.machine === 'stopped' ? 'is stopped' : 'may be gone'}`;
  const remedy = `Unmap it from ${host} in ScaleIO once that host is off for good.`;
  const said = { ref: doc.ref, code: 'StaleMapping', why, remedy, causedBy: awayNodeAt(sdc.ips, facts), recheckAt: null };
  return canFence ? faultFinding('staleMapping', said) : said;
}

function hostOf({ sdc }: Lost): string {
  return sdc.name ?? sdc.ips.join(', ');
}
