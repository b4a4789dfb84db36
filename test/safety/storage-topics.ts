/** Topics whose rows are about storage, counted apart. */
import type { Topic } from './row.ts';
import { storageOmission } from './rows/storage-omission.ts';
import { storageRemoval } from './rows/storage-removal.ts';

export const storageTopics = {
  storageOmission: { title: 'Storage declared no more', rows: storageOmission },
  storageRemoval: { title: 'Storage to be removed', rows: storageRemoval },
} satisfies { readonly [name: string]: Topic };

export const storageRows = Object.values(storageTopics).flatMap((topic: Topic) => topic.rows);
