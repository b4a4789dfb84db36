/**
 * The life of one disk, step by step, as the agent makes it happen: the same provider that speaks with EC2, speaking with
 * something that somebody else made after EC2.
 */
import { deepEqual, equal, match } from 'node:assert/strict';
import { NOTHING_SOUGHT } from '../../agent/model/system.ts';
import { instant, systemClock } from '../../agent/clock.ts';
import type { Clock } from '../../agent/clock.ts';
import { makeHttp } from '../../agent/http.ts';
import { silentLog } from '../../agent/log.ts';
import type { Change, Written } from '../../agent/model/change.ts';
import { REMOVAL_GRACE_MS } from '../../agent/model/growth.ts';
import type { System, WriteCtx } from '../../agent/model/system.ts';
import { Secret } from '../../agent/redact.ts';
import { cloudDisksSystem } from '../../agent/systems/cloud-disks/system.ts';
import type { CloudAction, CloudDisk, CloudFacets, CloudHost } from '../../agent/systems/cloud-disks/types.ts';
import { change } from '../helpers/builders.ts';

export interface Step {
  readonly name: string;
  run(): Promise<void>;
}

const ZONE = 'us-east-1a';
const SLOT = { system: '4d2989c17f7ec52c', pool: 'c98eaac600000000', sds: '9b4c8f3200000001', row: 'r3', zone: ZONE, attempt: 0 };
const SPEC = { sizeGiB: 180, type: 'gp3', iops: null, throughputMiBs: null, encrypted: true, kmsKeyId: null };

/** Credentials come from the environment, by the SDK's default chain. */
export function lifeOfADisk(url: string): readonly Step[] {
  const agent = open(url);
  const at = { diskId: '', hostId: '', device: '/dev/xvdba' };
  const { disk, host, write } = agent;
  const steps: { readonly [name: string]: () => Promise<void> } = {
    'reads the account and a machine': async () => {
      const live = await agent.system.read(agent.ctx, NOTHING_SOUGHT);
      equal(live.account.kind === 'ok' && live.account.value.id, '123456789012/us-east-1');
      const { id, ips, zone, type, state } = await host();
      match(ips[0] ?? '', /^10\./);
      deepEqual([zone, type, state], [ZONE, 'm5.large', 'running']);
      at.hostId = id;
    },
    'would be given a disk, and buys none by asking': async () => {
      const asked = { system: 'cloud-disks', check: 'cloud-would-accept', backendId: at.hostId, args: SPEC } as const;
      deepEqual(await agent.system.check(asked, agent.ctx), { kind: 'holds' });
      equal(await disk(), undefined);
    },
    'buys an encrypted disk, with all its tags at once': async () => {
      const written = await write('createDisk', { cluster: 'prod', slot: SLOT, ...SPEC, mayTryNext: false });
      at.diskId = written.kind === 'applied' ? written.backendId : '';
      const bought = await disk();
      deepEqual([bought?.id, bought?.slot, bought?.encrypted, bought?.sizeGiB], [at.diskId, SLOT, true, 180]);
    },
    'buys it once': async () => {
      const written = await write('createDisk', { cluster: 'prod', slot: SLOT, ...SPEC, mayTryNext: true });
      equal(written.kind, 'skipped');
    },
    'attaches it, and knows where the machine has it': async () => {
      equal((await write('attachDisk', at)).kind, 'applied');
      const [attachment] = (await disk())?.attachments ?? [];
      deepEqual([attachment?.hostId, attachment?.device], [at.hostId, at.device]);
      equal(attachment?.path, `/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${at.diskId.replace('-', '')}`);
      equal((await host()).mappings.find(({ device }) => device === at.device)?.diskId, at.diskId);
    },
    'attaches it once': async () => {
      equal((await write('attachDisk', at)).kind, 'skipped');
    },
    'marks it as offered': async () => {
      equal((await write('tagDisk', { diskId: at.diskId, as: 'offered', slot: null })).kind, 'applied');
      equal((await disk())?.isOffered, true);
    },
    'makes it faster': async () => {
      equal((await write('modifyDisk', { diskId: at.diskId, type: 'gp3', iops: 4000, throughputMiBs: 250 })).kind, 'applied');
    },
    'does not detach it unmarked': async () => {
      equal((await write('detachDisk', { ...at, isReversal: false })).kind, 'waiting');
    },
    'marks and detaches it, and deletes it a day later': async () => {
      equal((await write('tagDisk', { diskId: at.diskId, as: 'removed', slot: null })).kind, 'applied');
      equal((await write('detachDisk', { ...at, isReversal: false })).kind, 'applied');
      equal((await write('deleteDisk', { diskId: at.diskId })).kind, 'waiting');
      agent.advance(REMOVAL_GRACE_MS);
      equal((await write('deleteDisk', { diskId: at.diskId })).kind, 'applied');
    },
    'knows that it is gone': async () => {
      const checked = await agent.system.check({ system: 'cloud-disks', check: 'gone', backendId: at.diskId }, agent.ctx);
      deepEqual(checked, { kind: 'holds' });
      await agent.close();
    },
  };
  return Object.entries(steps).map(([name, run]) => ({ name, run }));
}

type Args<D extends CloudAction['do']> = Extract<CloudAction, { do: D }>['args'];

interface Agent {
  readonly system: System<CloudFacets, CloudAction>;
  readonly ctx: WriteCtx;
  /** The only disk; undefined: none. */
  readonly disk: () => Promise<CloudDisk | undefined>;
  readonly host: () => Promise<CloudHost>;
  readonly write: <D extends CloudAction['do']>(call: D, args: Args<D>) => Promise<Written>;
  /** Moves the agent's clock on; moto's stands still. */
  readonly advance: (ms: number) => void;
  readonly close: () => Promise<void>;
}

function open(url: string): Agent {
  let aheadMs = 0;
  const real = systemClock();
  const clock: Clock = { ...real, now: () => instant(real.now() + aheadMs) };
  const http = makeHttp({ clock, userAgent: 'plumbline/0 (moto)', random: Math.random });
  const secrets = { read: async () => new Secret('env:NONE', 'none'), mask() {} };
  const ctx = {
    clock,
    log: silentLog,
    http,
    secrets,
    signal: new AbortController().signal,
    fresh() {},
    secretTexts: new Map(),
    mark: 'prod/1',
  };
  const system = cloudDisksSystem({ provider: 'aws-ebs', region: 'us-east-1', endpoint: url }, { cluster: 'prod', isSimulated: false });
  const read = async <F extends 'disks' | 'hosts'>(facet: F): Promise<CloudFacets[F]> => {
    const reading = (await system.read(ctx, NOTHING_SOUGHT))[facet];
    if (reading.kind === 'unknown') throw reading.error;
    return reading.value;
  };
  return {
    system,
    ctx,
    advance: (ms) => void (aheadMs += ms),
    disk: async () => (await read('disks'))[0],
    async host() {
      const [first] = await read('hosts');
      if (first === undefined) throw new Error('there is no machine');
      return first;
    },
    write: (call, args) => {
      const action = { system: 'cloud-disks', do: call, args } as unknown as CloudAction;
      return system.write({ ...change('Disk/gold/n1/r3'), action } as Change<CloudAction>, ctx);
    },
    close: () => http.close(),
  };
}
