import { cycles } from '../../agent/desired/cycles.ts';
import type { Ref } from '../../agent/model/ref.ts';
import { assert, describe } from '../helpers/suite.ts';

function graph(text: string): ReadonlyMap<Ref, readonly Ref[]> {
  const refs = (names: string) => names.split('').map((name): Ref => `App/${name}`);
  return new Map(text.split(' ').map((edge): [Ref, Ref[]] => [`App/${edge.charAt(0)}`, refs(edge.slice(2))]));
}

function found(text: string): readonly string[] {
  return cycles(graph(text)).map(({ refs }) => refs.map((ref) => ref.slice('App/'.length)).join(''));
}

describe('circles', (it) => {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['a>b b>c', []],
    ['a>bc b>d c>d', []],
    ['a>a', ['a']],
    ['a>b b>a', ['ab']],
    ['x>a a>b b>c c>a', ['abc']],
    ['a>b b>a c>d d>c', ['ab', 'cd']],
    ['a>bc b>a c>a', ['ab', 'ac']],
  ];
  for (const [text, expected] of rows) {
    it(`of ${text} are ${expected.join(' and ') || 'none'}`, () => assert.equal(found(text), expected));
  }

  it('are found in a chain of a hundred thousand', { timeoutMs: 5000 }, () => {
    const chain = Array.from({ length: 100_000 }, (_, n): [Ref, Ref[]] => [`App/${n}`, [`App/${n + 1}`]]);
    assert.is(cycles(new Map(chain)).length, 0);
    assert.is(cycles(new Map([...chain, ['App/100000', ['App/99999']]]))[0]?.length, 2);
  });

  it('are told in short when they are long or many', { timeoutMs: 5000 }, () => {
    const back = Array.from({ length: 10_000 }, (_, n): [Ref, Ref[]] => [`App/${n}`, [`App/${n + 1}`, 'App/0']]);
    const circles = cycles(new Map(back));
    assert.is(circles.length, 10);
    assert.equal([circles.at(-1)?.refs.length, circles[0]?.length], [10, 10_000]);
  });
});
