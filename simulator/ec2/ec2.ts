/** The EC2 of one region and account, as far as disks need it: one system, as the rest of the simulator meets it. */
import { makeRandom } from '../random.ts';
import type { DiskUsers, Host, HostDisks, Service, WorldClock } from '../service.ts';
import { releaseClosed } from './attach.ts';
import { diskOf, mappingsOf } from './change.ts';
import { pathsOf } from './device-names.ts';
import { USUAL_TYPES } from './instance-types.ts';
import { instanceOn } from './instances.ts';
import { launch, terminate } from './machines.ts';
import { carryOut } from './order.ts';
import type { CloudOrder } from './order.ts';
import { answerQuery, emptyAnswer } from './query.ts';
import { firstSettings } from './settings.ts';
import type { Account } from './state.ts';
import { Tokens } from './tokens.ts';
import { viewOf } from './view.ts';
import type { DiskView } from './view.ts';

export interface Ec2Options {
  readonly clock: WorldClock;
  readonly hosts: readonly Host[];
  /** Decides every id. */
  readonly seed: number;
  readonly users: DiskUsers;
  /** Of the data disk that each machine comes with. */
  readonly dataGib: number;
  /** Of the hosts in their order, over and over. */
  readonly instanceTypes?: readonly string[];
}

export interface Ec2 {
  readonly service: Service;
  readonly hostDisks: HostDisks;
  hostDied(host: Host): void;
  /** Another machine has the host's address now. */
  hostReplaced(host: Host): void;
  /** Throws NotFound or BadInput. */
  arrange(order: CloudOrder): void;
  /** What is there, for checks that do not ask the API. */
  view(): readonly DiskView[];
}

export function makeEc2(options: Ec2Options): Ec2 {
  const { hosts, seed, dataGib, instanceTypes = USUAL_TYPES } = options;
  const account = makeAccount(options);
  const requests = makeRandom(seed, 'ec2/requests');
  const typeOf = (host: Host): string => instanceTypes[hosts.indexOf(host) % instanceTypes.length] ?? 'm5.4xlarge';
  const launchOn = (host: Host): void => launch(account, { host, type: typeOf(host), dataGib });
  for (const host of hosts) launchOn(host);
  return {
    service: {
      system: 'ec2',
      handle: (call) => answerQuery(account, call, requests.uuid()),
      emptyAnswer: () => emptyAnswer(requests.uuid()),
      electionAnswer: () => null,
    },
    hostDisks: { find: (hostIp, path) => findDisk(account, { hostIp, path }) },
    hostDied(host) {
      const instance = instanceOn(account, host);
      if (instance !== null) terminate(account, instance);
    },
    hostReplaced: launchOn,
    arrange: (order) => carryOut(account, order, hosts),
    view: () => (releaseClosed(account), viewOf(account)),
  };
}

function makeAccount({ clock, hosts, seed, users }: Ec2Options): Account {
  return {
    clock,
    random: makeRandom(seed, 'ec2/ids'),
    users,
    settings: firstSettings(),
    zones: new Set(hosts.map(({ zone }) => zone)),
    volumes: new Map(),
    instances: [],
    tokens: new Tokens(),
    modifications: [],
    calls: { volumes: 0, instances: 0 },
  };
}

/** A busy disk is still there: whoever has it open keeps it. */
function findDisk(account: Account, { hostIp, path }: { readonly hostIp: string; readonly path: string }): ReturnType<HostDisks['find']> {
  const instance = account.instances.find(({ host, terminatedMs }) => host.ip === hostIp && terminatedMs === null);
  if (instance === undefined) return null;
  const there = mappingsOf(account, instance.id).find(
    (mapping) => /^(attached|busy)$/.test(mapping.attachment.state) && pathsOf(instance, mapping).includes(path),
  );
  return there === undefined ? null : { diskId: there.diskId, sizeGib: diskOf(account, there.diskId).sizeGib };
}
