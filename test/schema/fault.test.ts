import { formatPath } from '../../agent/schema/fault.ts';
import type { Path } from '../../agent/schema/fault.ts';
import { assert, describe } from '../helpers/suite.ts';

describe('a path in a message', (it) => {
  const rows: readonly (readonly [Path, string])[] = [
    [['spec', 'volumes', 0, 'mode'], 'spec.volumes[0].mode'],
    [['spec', 'env', 'a b'], 'spec.env["a b"]'],
    [[0, 'id'], '[0].id'],
    [[], ''],
    [['spec', 'k'.repeat(60)], `spec.${'k'.repeat(60)}`],
    [['spec', 'k'.repeat(100_000), 'x'], `spec["${'k'.repeat(57)}..."].x`],
  ];
  for (const [path, text] of rows) it(`is ${text.slice(0, 30) || 'empty for the document'}`, () => assert.is(formatPath(path), text));
});
