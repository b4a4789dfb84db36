import { declareErrors } from '../../errors.ts';

export const cloudErrors = declareErrors('cloud-disks', {
  noCredentials: {
    class: 'stalled',
    help: "Give the agent AWS credentials where the AWS SDK looks for them: the machine's instance profile, the environment, or the shared files.",
  },
  credentialsRejected: { class: 'stalled', help: 'Renew the AWS credentials of the agent, and check the clock of its machine.' },
  denied: { class: 'stalled', help: 'Let the agent do this: deploy/aws has the IAM policies it needs.' },
  busy: { class: 'transient', help: 'The cloud is busy or did not take the call; the agent tries again.' },
  unexpectedAnswer: { class: 'transient', help: 'The answer cannot be used, so nothing is derived from it; the agent asks again.' },
  noHosts: {
    class: 'stalled',
    help: 'Check systems.cloud.region and systems.cloud.vpc in plumbline.yaml: the storage nodes have to be in there.',
  },
  noCapacity: { class: 'waiting', help: 'The zone has no room for such a disk now; the agent comes back.' },
  quota: {
    class: 'stalled',
    help: 'Have the quota of the AWS account raised (Service Quotas, Amazon EBS), or remove disks that are not needed.',
  },
  hostFull: { class: 'stalled', help: 'The machine takes no more disks: use fewer, larger rows, or a larger machine.' },
  zoneMismatch: { class: 'stalled', help: 'The disk and the machine are in different zones; find out which of the two was replaced.' },
  attachedElsewhere: { class: 'stalled', help: 'Find out who attached the disk there; Plumbline does not take it away.' },
  notOurs: { class: 'stalled', help: 'Put the tag back, if the disk is still to be kept by Plumbline.' },
  offered: { class: 'stalled', help: 'ScaleIO may have data on the disk: only a row that is removed, with an Approval, frees it.' },
  notYet: { class: 'waiting', help: 'Something else has to end first in the cloud; the agent comes back.' },
  deviceNameTaken: { class: 'waiting', help: 'The machine has something else under that device name; the next pass takes another one.' },
  changedMeanwhile: { class: 'waiting', help: 'The disk changed after the plan was made; the next pass plans anew.' },
  tokenSpent: {
    class: 'waiting',
    help: 'A disk asked for a moment ago cannot be seen yet; the agent waits for it before it asks for another one.',
  },
  vanished: {
    class: 'stalled',
    help: 'Let the agent use the KMS key: kms:CreateGrant, kms:DescribeKey and kms:GenerateDataKeyWithoutPlaintext; deploy/aws says how.',
  },
  failedDisk: { class: 'waiting', help: 'EC2 made the disk, but it is in error; the next pass asks for another one.' },
  refused: { class: 'stalled', help: 'Read what EC2 says; change the declaration or the account accordingly.' },
  unplugged: {
    class: 'stalled',
    help: 'People plug disks of the provider static in and out: list them under systems.cloud.disks in plumbline.yaml.',
  },
});
