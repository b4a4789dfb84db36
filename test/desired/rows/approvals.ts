/** Mistakes in Approvals. */
import { documentOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

const KEY = 'a'.repeat(64);
const ENTRY = `{ change: remove Volume/pg, key: ${KEY} }`;

const approval = (spec: string, name = 'drop') => documentOf('Approval', name, `spec: { ${spec} }`);
const approves = (entries: string, expires = '2026-11-24T12:00:00Z') => approval(`changes: ${entries}, expires: ${expires}, reason: moved`);

export const APPROVAL_ROWS: readonly MistakeRow[] = [
  {
    name: 'no end',
    code: 'schema/missing-field',
    text: approval(`changes: [${ENTRY}], reason: moved`).replace('{ changes', '❯{ changes'),
    says: 'spec.expires is missing: until when the change may be started',
  },
  {
    name: 'an end that is no date',
    code: 'schema/wrong-value',
    text: approves(`[${ENTRY}]`, '❯tomorrow'),
    says: 'spec.expires must be a date and a time with its offset, such as 2026-11-24T12:00:00Z, not "tomorrow".',
  },
  {
    name: 'an end in nobody knows which zone',
    code: 'schema/wrong-value',
    text: approves(`[${ENTRY}]`, '❯2026-11-24T12:00:00'),
    says: 'with its offset',
  },
  {
    name: 'an end on a day there is not',
    code: 'schema/wrong-value',
    text: approves(`[${ENTRY}]`, '❯2026-11-31T12:00:00Z'),
    says: 'must be a date',
  },
  { name: 'no entry', code: 'schema/wrong-value', text: approves('❯[]'), says: 'at least 1 entry' },
  {
    name: 'an entry given twice',
    code: 'schema/wrong-value',
    text: approves(`❯[${ENTRY}, ${ENTRY}]`),
    says: 'has the same entry twice (1 and 2)',
  },
  {
    name: 'an object without what happens to it',
    code: 'schema/wrong-value',
    text: approves(`[{ change: ❯Volume/pg, key: ${KEY} }]`),
    says: 'such as remove Volume/pg',
  },
  {
    name: 'the beginning of a key',
    code: 'schema/wrong-value',
    text: approves(`[{ change: remove Volume/pg, key: ❯${KEY.slice(0, 12)} }]`),
    says: 'the 64 hex digits',
  },
  {
    name: 'no reason',
    code: 'schema/missing-field',
    text: approval(`changes: [${ENTRY}], expires: 2026-11-24T12:00:00Z`).replace('{ changes', '❯{ changes'),
    says: 'spec.reason is missing: why this is right',
  },
  {
    name: 'an Approval that is to be gone',
    code: 'schema/wrong-value',
    text: `${approves(`[${ENTRY}]`)}state: ❯absent\n`,
    says: 'take the document out',
  },
  {
    name: 'a name given twice to Approvals',
    code: 'desired/duplicate-name',
    text: `${approves(`[${ENTRY}]`)}---\n${approves(`[${ENTRY}]`).replace('name: drop', 'name: ❯drop')}`,
    says: 'two of Approval/drop',
  },
];
