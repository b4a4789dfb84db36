/** All rows, by topic, in the order of docs/safety.md. */
import type { Row, Topic } from './row.ts';
import { answers } from './rows/answers.ts';
import { approvals } from './rows/approvals.ts';
import { deletion } from './rows/deletion.ts';
import { drift } from './rows/drift.ts';
import { gits } from './rows/git.ts';
import { journal } from './rows/journal.ts';
import { missing } from './rows/missing.ts';
import { modes } from './rows/modes.ts';
import { moneys } from './rows/money.ts';
import { omission } from './rows/omission.ts';
import { schedulers } from './rows/schedulers.ts';
import { timing } from './rows/timing.ts';
import { writers } from './rows/writers.ts';
import { storageTopics } from './storage-topics.ts';

export const usualTopics = {
  omission: { title: 'Declared no more', rows: omission },
  deletion: { title: 'To be deleted', rows: deletion },
  approvals: { title: 'Consent that is none', rows: approvals },
  missing: { title: 'Volumes that are gone', rows: missing },
  schedulers: { title: 'Schedulers and their tasks', rows: schedulers },
  answers: { title: 'Answers that are none', rows: answers },
  drift: { title: 'Changed by hand', rows: drift },
  modes: { title: 'Only watched', rows: modes },
  timing: { title: 'Not now, not all at once', rows: timing },
  money: { title: 'What costs money', rows: moneys },
  git: { title: 'The tracked branch', rows: gits },
  writers: { title: 'Several agents', rows: writers },
  journal: { title: 'The journal', rows: journal },
} satisfies { readonly [name: string]: Topic };

export const topics = { ...usualTopics, ...storageTopics };

export const rows: readonly Row[] = Object.values(topics).flatMap((topic: Topic) => topic.rows);
