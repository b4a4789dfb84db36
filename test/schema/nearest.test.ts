import { didYouMean, nearest } from '../../agent/schema/nearest.ts';
import { assert, describe } from '../helpers/suite.ts';

describe('the nearest name', (it) => {
  const rows: readonly (readonly [string, readonly string[], string | null])[] = [
    ['instanses', ['instances', 'cpus'], 'instances'],
    ['sizegib', ['sizeGiB'], 'sizeGiB'],
    ['cpu', ['cmd', 'cpus'], 'cpus'],
    ['memory', ['mem', 'cmd'], null],
    ['/c', ['/a'], null],
    ['nmae', ['name'], 'name'],
    ['x'.repeat(1000), ['x'.repeat(1001)], null],
  ];
  for (const [name, candidates, expected] of rows) {
    it(`of ${name.slice(0, 20)} among ${candidates.join(', ').slice(0, 20)} is ${expected ?? 'none'}`, () =>
      assert.is(nearest(name, candidates), expected));
  }

  it('is asked for as a question, or not at all', () => {
    assert.is(didYouMean('cpu', ['cpus']), '; did you mean cpus?');
    assert.is(didYouMean('cpu', []), '');
  });

  it('may be the only one of which it is a word', () => {
    assert.is(didYouMean('BRIDGE', ['container', 'container/bridge', 'host']), '; did you mean container/bridge?');
    assert.is(didYouMean('aws', ['aws-ebs', 'static']), '; did you mean aws-ebs?');
    assert.is(didYouMean('db', ['/shop/db', '/site/db']), '');
    assert.is(didYouMean('', ['/shop']), '');
  });
});
