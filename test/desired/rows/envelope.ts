/** Mistakes around a document. */
import { appOf, documentOf, mountOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

const volume = (spec: string, name = 'v') => documentOf('Volume', name, `spec: { ${spec} }`);

export const ENVELOPE_ROWS: readonly MistakeRow[] = [
  {
    name: 'an unknown kind',
    code: 'desired/unknown-kind',
    text: 'apiVersion: plumbline/v1\nkind: ❯Volum\nmetadata: { name: v }\nspec: { pool: gold, sizeGiB: 8 }',
    says: 'did you mean Volume?',
  },
  {
    name: 'a kind that is nothing like ours',
    code: 'desired/unknown-kind',
    text: 'kind: ❯Deployment',
    says: 'there are App, Approval, Cluster',
  },
  {
    name: 'a kind of many characters',
    code: 'desired/unknown-kind',
    text: `kind: ❯${'k'.repeat(5000)}`,
    says: `There is no kind ${'k'.repeat(57)}...; there are App, `,
  },
  {
    name: 'a name of more characters than any kind takes',
    code: 'schema/wrong-value',
    text: `apiVersion: plumbline/v1\nkind: App\nmetadata: { name: ❯${`/${'n'.repeat(50)}`.repeat(20)} }\nspec: { cmd: sleep 1 }`,
    says: 'metadata.name must have at most 1000 characters',
  },
  { name: 'no kind', code: 'desired/unknown-kind', text: '❯apiVersion: plumbline/v1\nmetadata: { name: v }', says: 'and a kind' },
  {
    name: 'a misspelt field for the kind',
    code: 'schema/unknown-field',
    text: `${volume('pool: gold, sizeGiB: 8').replace('kind', '❯Kind')}---\n${mountOf(`{ containerPath: /d, mode: RW, external: { name: v, provider: dvdi, options: { dvdi/driver: rexray } } }`)}`,
    says: 'There is no field Kind; did you mean kind?',
  },
  { name: 'a list for a document', code: 'desired/unknown-kind', text: '❯- 1', says: 'and a kind' },
  {
    name: 'another apiVersion',
    code: 'schema/wrong-value',
    text: volume('pool: gold, sizeGiB: 8').replace('plumbline/v1', '❯plumbline/v2'),
    says: 'must be plumbline/v1',
  },
  {
    name: 'no metadata',
    code: 'schema/missing-field',
    text: '❯apiVersion: plumbline/v1\nkind: ProtectionDomain',
    says: 'metadata is missing',
  },
  {
    name: 'no name',
    code: 'schema/missing-field',
    text: 'apiVersion: plumbline/v1\nkind: ProtectionDomain\nmetadata: ❯{}',
    says: 'metadata.name is missing',
  },
  {
    name: 'two letters of a field the wrong way round',
    code: 'schema/unknown-field',
    text: volume('pool: gold, sizeGiB: 8').replace('name: v', '❯nmae: v'),
    says: 'did you mean name?',
  },
  { name: 'a name with capitals', code: 'schema/wrong-value', text: volume('pool: gold, sizeGiB: 8', '❯V2'), says: 'lower-case letters' },
  { name: 'an app name without a slash', code: 'schema/wrong-value', text: appOf('cmd: sleep 1', '❯web'), says: 'absolute path' },
  {
    name: 'an app name Marathon reserves',
    code: 'schema/wrong-value',
    text: appOf('cmd: sleep 1', '❯/a/tasks'),
    says: 'restart, tasks or versions',
  },
  {
    name: 'a misspelt envelope field',
    code: 'schema/unknown-field',
    text: `${volume('pool: gold, sizeGiB: 8')}❯stat: present`,
    says: 'did you mean state?',
  },
  {
    name: 'state absent where nothing is removed',
    code: 'schema/wrong-value',
    text: `${documentOf('Approval', 'a', `spec: { reason: it is old, expires: 2026-01-02T00:00:00Z, changes: [{ change: remove Volume/v, key: "${'a'.repeat(64)}" }] }`)}state: ❯absent`,
    says: 'take the document out',
  },
  { name: 'an empty spec', code: 'schema/wrong-type', text: documentOf('Volume', 'v', 'spec:❯'), says: 'must be a mapping, not nothing' },
  {
    name: 'no spec where one is needed',
    code: 'schema/missing-field',
    text: '❯apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: v }',
    says: 'spec is missing',
  },
];
