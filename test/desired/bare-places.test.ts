import { barePlaces, placeOfBare } from '../../agent/desired/bare-apps.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import type { Path } from '../../agent/schema/fault.ts';
import { assert, describe } from '../helpers/suite.ts';

describe('a field of a document made from a bare definition', (it) => {
  const rows: readonly (readonly [Path, Path])[] = [
    [
      ['spec', 'container', 'volumes', 0],
      ['apps', 1, 'container', 'volumes', 0],
    ],
    [['spec'], ['apps', 1]],
    [
      ['metadata', 'name'],
      ['apps', 1, 'id'],
    ],
    [
      ['metadata', 'labels', 'a'],
      ['apps', 1],
    ],
    [['metadata'], ['apps', 1]],
    [['kind'], ['apps', 1]],
    [['state'], ['apps', 1]],
    [[], ['apps', 1]],
  ];
  for (const [path, expected] of rows) {
    it(`stands in the definition: ${path.join('.') || 'the whole'}`, () => assert.equal(placeOfBare(['apps', 1], path), expected));
  }

  it('is found in the text, a dependency of the group in the group', () => {
    const text = `{"dependencies": ["/db",
  "/queue"],
 "apps": [{"id": "/a",
  "dependencies": ["/own", "/db"]}, {"id": "/b", "mem": 1}, {"id": "/c", "dependencies": [
  "/db", "/queue", 7]}]}`;
    const placeOf = barePlaces(text, DEFAULT_LIMITS);
    const found = (app: number, ...path: Path): string => {
      const { line, column } = placeOf(['apps', app], path, 'value');
      return `${line}:${column}`;
    };
    assert.is(found(0, 'spec', 'dependencies', 0), '4:20');
    assert.is(found(0, 'spec', 'dependencies', 1), '4:28');
    assert.is(found(0, 'spec', 'dependencies', 2), '2:3');
    assert.is(found(1, 'spec', 'dependencies', 0), '1:19');
    assert.is(found(1, 'spec', 'dependencies', 1), '2:3');
    assert.is(found(1, 'spec', 'mem'), '4:57');
    assert.is(found(2, 'spec', 'dependencies', 2), '5:20');
    assert.is(found(1, 'metadata', 'name'), '4:44');
  });
});
