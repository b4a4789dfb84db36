/** The machines of the account, and what is remembered of them between calls. */
import type { Reservation } from '@aws-sdk/client-ec2';
import { PlumblineError } from '../../../errors.ts';
import type { AwsEbsConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import { cloudErrors } from '../errors.ts';
import type { Fleet } from '../provider.ts';
import type { CloudHost } from '../types.ts';
import { listed } from './pages.ts';
import type { Ec2Client } from './client.ts';
import { hostFrom, idOf, machineTypeFrom, pathOf, typeOf } from './hosts.ts';
import type { MachineType } from './hosts.ts';
import { unexpected } from './wire-errors.ts';

export interface FleetMemory {
  read(ctx: Ctx): Promise<Fleet>;
  /** As of the last read; undefined: it was not in it. */
  zoneOf(hostId: string): string | undefined;
  /** Where a disk is to be found on a machine. */
  pathOn(hostId: string, device: string, diskId: string): string;
  /** A device name turned out to be in use although no mapping shows it, as those of the machine's image do. */
  take(hostId: string, device: string): void;
}

/** All of it may be forgotten: types never change, and a name that is taken costs one refusal to learn again. */
export function makeFleet(ec2: Ec2Client, config: AwsEbsConfig): FleetMemory {
  const machines = new Map<string, MachineType>();
  const taken = new Map<string, ReadonlySet<string>>();
  let hosts: ReadonlyMap<string, CloudHost> = new Map();

  const learn = async (types: ReadonlySet<string>, ctx: Ctx): Promise<void> => {
    const strange = [...types].filter((type) => !machines.has(type));
    for (const info of await ec2.instanceTypes(strange, ctx)) machines.set(info.InstanceType ?? '', machineTypeFrom(info));
  };
  const machineOf = (type: string): MachineType => {
    const machine = machines.get(type);
    if (machine === undefined) throw unexpected('describe instance types', `${type} is not in it`);
    return machine;
  };
  return {
    async read(ctx) {
      const reservations = await ec2.reservations(ctx);
      const instances = reservations.flatMap(({ Instances }) => listed(Instances, 'list instances'));
      await learn(new Set(instances.map(typeOf)), ctx);
      const found = instances.map((one) => hostFrom(one, machineOf(typeOf(one)), taken.get(idOf(one)) ?? new Set()));
      hosts = new Map(found.map((host) => [host.id, host]));
      return { account: { id: accountId(reservations, config), provider: 'aws-ebs' }, hosts: found };
    },
    zoneOf: (hostId) => hosts.get(hostId)?.zone,
    pathOn(hostId, device, diskId) {
      const machine = machines.get(hosts.get(hostId)?.type ?? '');
      // Of a machine we do not know by id, too: that can be no other disk.
      return pathOf(machine?.isNitro ?? true, device, diskId);
    },
    take(hostId, device) {
      taken.set(hostId, new Set([...(taken.get(hostId) ?? []), device]));
    },
  };
}

/** Who owns the instances: EC2 itself has no call that says whose account it is. */
function accountId([first]: readonly Reservation[], { region, vpc }: AwsEbsConfig): string {
  if (first?.OwnerId) return [first.OwnerId, region, ...(vpc === undefined ? [] : [vpc])].join('/');
  throw new PlumblineError(cloudErrors.noHosts, `EC2 shows no instance in ${vpc ?? region}, so whose account it is is not known.`);
}
