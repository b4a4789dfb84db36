/** Topics whose rows are about storage, counted apart. */
import type { Topic } from './row.ts';
import { storageDrains } from './rows/storage-drains.ts';
import { storageOmission } from './rows/storage-omission.ts';
import { storageRemoval } from './rows/storage-removal.ts';
import { storageSnapshotFaults } from './rows/storage-snapshot-faults.ts';
import { storageSnapshots } from './rows/storage-snapshots.ts';
import { storageProtection } from './rows/storage-protection.ts';
import { storageAnswers } from './rows/storage-answers.ts';
import { storageConsent } from './rows/storage-consent.ts';
import { storageHosts } from './rows/storage-hosts.ts';

export const storageTopics = {
  storageOmission: { title: 'Storage declared no more', rows: storageOmission },
  storageRemoval: { title: 'Storage to be removed', rows: storageRemoval },
  storageDrains: { title: 'Nodes and disks that are needed', rows: storageDrains },
  storageSnapshots: { title: 'Snapshots by the clock', rows: [...storageSnapshots, ...storageSnapshotFaults] },
  storageProtection: { title: 'Protection that would be less', rows: storageProtection },
  storageAnswers: { title: 'Lists that are not whole', rows: storageAnswers },
  storageConsent: { title: 'Consent to other storage', rows: storageConsent },
  storageHosts: { title: 'Hosts, pools and disks that are tried again', rows: storageHosts },
} satisfies { readonly [name: string]: Topic };

export const storageRows = Object.values(storageTopics).flatMap((topic: Topic) => topic.rows);
