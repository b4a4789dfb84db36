/** DescribeInstanceTypes. */
import type { Deed } from './deed.ts';
import { pageOf } from './filters.ts';
import type { Form } from './form.ts';
import { instanceType, instanceTypes } from './instance-types.ts';
import type { InstanceType } from './instance-types.ts';
import { Refusal } from './refusal.ts';
import type { Account } from './state.ts';
import type { Xml } from './xml.ts';

/** Of each NVMe disk that a machine itself has. */
const OWN_DISK_GB = 400;

export function describeInstanceTypes(account: Account, form: Form): Deed {
  const names = form.list('InstanceType');
  const unknown = names.filter((name) => instanceType(name) === null);
  if (unknown.length > 0) {
    throw new Refusal('InvalidInstanceType', `The following supplied instance types do not exist: [${unknown.join(', ')}]`);
  }
  return () => {
    const asked = instanceTypes().filter(({ name }) => names.length === 0 || names.includes(name));
    const page = pageOf(
      asked.map((type) => ({ ...type, id: type.name })),
      form,
      'InstanceType',
    );
    const instanceTypeSet = page.items.map((type) => typeBody(type, account.settings.attachLimit));
    return { body: { instanceTypeSet, nextToken: page.nextToken }, effect: 'none', id: null };
  };
}

function typeBody(type: InstanceType, attachLimit: number | null): Xml {
  const disks = [{ sizeInGB: OWN_DISK_GB, count: type.ownDisks, type: 'ssd' }];
  const ownDisks = { totalSizeInGB: OWN_DISK_GB * type.ownDisks, disks, nvmeSupport: 'required' };
  return {
    instanceType: type.name,
    hypervisor: type.hypervisor,
    vCpuInfo: { defaultVCpus: type.vcpus },
    memoryInfo: { sizeInMiB: type.memMib },
    instanceStorageSupported: type.ownDisks > 0,
    instanceStorageInfo: type.ownDisks > 0 ? ownDisks : null,
    ebsInfo: {
      ebsOptimizedSupport: 'default',
      encryptionSupport: 'supported',
      nvmeSupport: type.nvmeSupport,
      maximumEbsAttachments: attachLimit ?? type.maximumEbsAttachments,
      attachmentLimitType: type.attachmentLimitType,
    },
  };
}
