/** A cluster with variables of every type. */
import type { Loaded } from '../../agent/model/desired.ts';
import { VALID } from './cluster-files.ts';
import type { MemoryFiles } from './memory-source.ts';

const VARS: readonly string[] = [
  'web: 5',
  'share: 0.5',
  'yes: true',
  'domain: example.com',
  'empty: ""',
  'braces: "}{"',
  'open: "${sec"',
  'rest: "rets.db}"',
  'dollars: "$& $1 $$"',
  'size: 24',
  'tiny: 0.0000001',
];

/** The variables stand one a line, from line 7 on. */
export const CLUSTER = [
  'apiVersion: plumbline/v1',
  'kind: Cluster',
  'metadata: { name: prod }',
  'spec:',
  '  include: [../shared]',
  '  vars:',
]
  .concat(VARS.map((line) => `    ${line}`))
  .join('\n');

export function withFile(text: string, more: MemoryFiles = {}): MemoryFiles {
  return { ...VALID, 'prod/cluster.yaml': CLUSTER, 'shared/x.yaml': text, ...more };
}

export function errorsOf(loaded: Loaded): readonly string[] {
  return loaded.kind === 'refused'
    ? loaded.errors.map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`)
    : [];
}
