/** Cloud disks as a system of the agent. */
import type { CloudConfig } from '../../model/growth.ts';
import type { System } from '../../model/system.ts';
import { awsEbsProvider } from './aws-ebs/provider.ts';
import { checkCloud } from './check.ts';
import { diffCloud } from './diff.ts';
import { cloudHealth } from './health.ts';
import { accountIdOf, seesDisk } from './identity.ts';
import type { DiskProvider } from './provider.ts';
import { readCloud } from './read.ts';
import { staticProvider } from './static/provider.ts';
import type { CloudAction, CloudFacets } from './types.ts';
import { writeCloud } from './write.ts';

export interface CloudOptions {
  /** The value of the tag by which disks are found. */
  readonly cluster: string;
  /** The simulator is the cloud: calls are signed, but not with anybody's credentials. */
  readonly isSimulated: boolean;
}

/** Nothing is loaded or called before the first read. */
export function cloudDisksSystem(config: CloudConfig, options: CloudOptions): System<CloudFacets, CloudAction> {
  const provider = providerOf(config, options);
  return {
    name: 'cloud-disks',
    read: (ctx) => readCloud(provider, ctx),
    diff: diffCloud,
    health: cloudHealth,
    identity: accountIdOf,
    sees: seesDisk,
    check: (precondition, ctx) => checkCloud(provider, precondition, ctx),
    write: (change, ctx) => writeCloud(provider, change, ctx),
    close: async () => {},
  };
}

function providerOf(config: CloudConfig, options: CloudOptions): DiskProvider {
  switch (config.provider) {
    case 'aws-ebs':
      return awsEbsProvider(config, options);
    case 'static':
      return staticProvider(config.disks, options.cluster);
  }
}
