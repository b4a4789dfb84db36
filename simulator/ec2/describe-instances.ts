/** DescribeInstances: what shows of block-device mappings after their lag. */
import { REGION } from '../world.ts';
import { tagSet } from './bodies.ts';
import type { Deed } from './deed.ts';
import { ROOT_NAME } from './device-names.ts';
import { matching, pageOf, tagValues } from './filters.ts';
import type { Form } from './form.ts';
import { noInstance } from './refusal.ts';
import { OWNER_ID, VPC_ID } from './state.ts';
import type { Account, Instance, Mapping } from './state.ts';
import { timeText } from './xml.ts';
import type { Xml } from './xml.ts';

/** How long a terminated instance is still listed: about an hour. */
const REMEMBERED_MS = 3_600_000;

export function describeInstances(account: Account, form: Form): Deed {
  const ids = form.list('InstanceId');
  return () => {
    account.calls.instances += 1;
    const visible = account.instances.filter(
      ({ terminatedMs }) => terminatedMs === null || account.clock.now() - terminatedMs < REMEMBERED_MS,
    );
    const none = ids.find((id) => !visible.some((one) => one.id === id));
    if (none !== undefined) throw noInstance(none);
    const asked = visible.filter(({ id }) => ids.length === 0 || ids.includes(id));
    const page = pageOf(matching(asked, form, filterValues), form, 'InstanceId');
    const reservationSet = page.items.map((one) => reservationBody(account, one));
    return { body: { reservationSet, nextToken: page.nextToken }, effect: 'none', id: null };
  };
}

const VALUES: { readonly [filter: string]: (instance: Instance) => readonly string[] } = {
  'instance-id': ({ id }) => [id],
  'instance-type': ({ type }) => [type.name],
  'instance-state-name': (instance) => [stateOf(instance).name],
  'availability-zone': ({ host }) => [host.zone],
  'vpc-id': (instance) => (isRunning(instance) ? [VPC_ID] : []),
  'private-ip-address': addresses,
  'network-interface.addresses.private-ip-address': addresses,
};

function filterValues(instance: Instance, filter: string): readonly string[] | null {
  return tagValues(instance.tags, filter) ?? VALUES[filter]?.(instance) ?? null;
}

/** None once it is terminated: another may have them. */
function addresses(instance: Instance): readonly string[] {
  return isRunning(instance) ? [instance.host.ip] : [];
}

function isRunning({ terminatedMs }: Instance): boolean {
  return terminatedMs === null;
}

function stateOf(instance: Instance): { readonly code: number; readonly name: string } {
  return isRunning(instance) ? { code: 16, name: 'running' } : { code: 48, name: 'terminated' };
}

function reservationBody(account: Account, instance: Instance): Xml {
  const { reservationId } = instance;
  return { reservationId, ownerId: OWNER_ID, groupSet: [], instancesSet: [instanceBody(account, instance)] };
}

function instanceBody({ calls, settings }: Account, instance: Instance): Xml {
  const { id, host, type, launchedMs, mappings, tags } = instance;
  const shown = mappings.seen(calls.instances, settings.lag.mappings);
  return {
    instanceId: id,
    imageId: 'ami-0a1b2c3d4e5f60718',
    instanceState: stateOf(instance),
    privateDnsName: isRunning(instance) ? `${host.name}.${REGION}.compute.internal` : '',
    dnsName: '',
    reason: '',
    amiLaunchIndex: 0,
    instanceType: type.name,
    launchTime: timeText(launchedMs),
    placement: { availabilityZone: host.zone, groupName: '', tenancy: 'default' },
    monitoring: { state: 'disabled' },
    ...(isRunning(instance) ? { subnetId: subnetOf(host.zone), vpcId: VPC_ID, privateIpAddress: host.ip } : {}),
    architecture: 'x86_64',
    rootDeviceType: 'ebs',
    rootDeviceName: ROOT_NAME,
    blockDeviceMapping: isRunning(instance) ? shown.map(mappingBody) : [],
    virtualizationType: 'hvm',
    tagSet: tagSet(tags),
    // EC2 says xen of Nitro machines too: only their type tells.
    hypervisor: 'xen',
    networkInterfaceSet: isRunning(instance) ? [interfaceBody(instance)] : [],
    ebsOptimized: true,
  };
}

function mappingBody({ diskId, attachment }: Mapping): Xml {
  const { device, state, atMs, deleteOnTermination } = attachment;
  // Of these states a mapping has no `busy`.
  const status = state === 'busy' ? 'detaching' : state;
  return { deviceName: device, ebs: { volumeId: diskId, status, attachTime: timeText(atMs), deleteOnTermination } };
}

function interfaceBody({ networkInterfaceId, host }: Instance): Xml {
  return {
    networkInterfaceId,
    subnetId: subnetOf(host.zone),
    vpcId: VPC_ID,
    ownerId: OWNER_ID,
    status: 'in-use',
    privateIpAddress: host.ip,
    privateIpAddressesSet: [{ privateIpAddress: host.ip, primary: true }],
  };
}

/** One in each zone, told apart by the zone's letter. */
function subnetOf(zone: string): string {
  return `subnet-0a1b2c3d4e5f6070${zone.slice(-1)}`;
}
