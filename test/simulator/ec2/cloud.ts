/** A simulated EC2 and the real SDK that speaks with it. */
import type { EC2, EC2ServiceException } from '@aws-sdk/client-ec2';
import type { Simulator, SimulatorOptions } from '../../../simulator/simulator.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { simulate } from '../simulated.ts';

export interface Cloud {
  readonly sim: Simulator;
  readonly ec2: EC2;
  /** Of the first, second and third host; the third is a Xen machine, in the zone of the first. */
  readonly instances: readonly [string, string, string];
  /** Makes a gp3 volume of 180 GiB that is ready to be attached; gives its id. */
  available(fields?: {
    readonly token?: string;
    readonly zone?: string;
    readonly tags?: { readonly [key: string]: string };
  }): Promise<string>;
  /** Attaches a new volume to the first host and waits for it; gives its id. */
  attached(device: string): Promise<string>;
}

/** Imports the SDK as it is: large, so only here. */
export async function openSdk(): Promise<typeof import('@aws-sdk/client-ec2')> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  return import('@aws-sdk/client-ec2');
}

export async function openCloud(context: TestContext, options: SimulatorOptions = {}): Promise<Cloud> {
  const { sim } = await simulate(context, options);
  const ec2 = await client(context, sim.ec2);
  const cloud: Cloud = {
    sim,
    ec2,
    instances: [await idOn(ec2, '10.0.0.11'), await idOn(ec2, '10.0.0.12'), await idOn(ec2, '10.0.0.13')],
    async available({ token, zone = 'us-west-1a', tags = {} } = {}) {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const { VolumeId = '' } = await ec2.createVolume({
        AvailabilityZone: zone,
        Size: 180,
        VolumeType: 'gp3',
        ...(token === undefined ? {} : { ClientToken: token }),
        ...(Tags.length === 0 ? {} : { TagSpecifications: [{ ResourceType: 'volume', Tags }] }),
      });
      sim.advance(SETTLED_MS);
      return VolumeId;
    },
    async attached(device) {
      const id = await cloud.available();
      await ec2.attachVolume({ VolumeId: id, InstanceId: cloud.instances[0], Device: device });
      sim.advance(SETTLED_MS);
      return id;
    },
  };
  return cloud;
}

/** Longer than creating, attaching, detaching and deleting take. */
export const SETTLED_MS = 10_000;

/** Tries once, unless told otherwise. */
export async function client(context: TestContext, endpoint: string, maxAttempts = 1): Promise<EC2> {
  const sdk = await openSdk();
  const credentials = { accessKeyId: 'nobody', secretAccessKey: 'nothing' };
  const ec2 = new sdk.EC2({ region: 'us-west-1', endpoint, credentials, maxAttempts });
  context.after(() => ec2.destroy());
  return ec2;
}

/** The instance that has this address now. */
export async function idOn(ec2: EC2, ip: string): Promise<string> {
  const { Reservations = [] } = await ec2.describeInstances({ Filters: [{ Name: 'private-ip-address', Values: [ip] }] });
  const found = Reservations.flatMap(({ Instances = [] }) => Instances.flatMap(({ InstanceId }) => InstanceId ?? []));
  if (found.length !== 1) throw new Error(`${found.length} instances have ${ip}.`);
  return found[0] ?? '';
}

/** What the SDK makes of a refusal: the code; `ok` when there was none. */
export async function codeOf(asked: Promise<unknown>): Promise<string> {
  return (await refusalOf(asked))?.name ?? 'ok';
}

export async function refusalOf(asked: Promise<unknown>): Promise<EC2ServiceException | null> {
  return asked.then(
    () => null,
    (thrown: unknown) => thrown as EC2ServiceException,
  );
}

/** State of the volume, or of its attachment where it has one; `gone` when it does not show. */
export async function shown(ec2: EC2, id: string): Promise<string> {
  const { Volumes = [] } = await ec2.describeVolumes({ Filters: [{ Name: 'volume-id', Values: [id] }] });
  return Volumes[0]?.Attachments?.[0]?.State ?? Volumes[0]?.State ?? 'gone';
}
