/** Trees of any shape, small ones and ones made to burst. */
import fc from 'fast-check';
import { anyText } from './any-text.ts';
import { oddKeys } from './odd-keys.ts';
import type { Tree } from './tree.ts';

/** What YAML 1.2 reads these as; undefined: nothing that can be kept. */
const PLAIN: readonly (readonly [string, unknown])[] = [
  ['~', null],
  ['null', null],
  ['true', true],
  ['False', false],
  ['yes', 'yes'],
  ['off', 'off'],
  ['0', 0],
  ['-0', 0],
  ['0o17', 15],
  ['0x1f', 31],
  ['017', 17],
  ['1_000', '1_000'],
  ['.5', 0.5],
  ['+1', 1],
  ['1e3', 1000],
  ['1e-400', 0],
  ['.inf', Infinity],
  ['-.INF', -Infinity],
  ['.nan', NaN],
  ['12:30:45', '12:30:45'],
  ['2001-12-14', '2001-12-14'],
  ['9007199254740991', 9007199254740991],
  ['-9007199254740991', -9007199254740991],
  ['9007199254740992', undefined],
  ['1e22', undefined],
  ['0xffffffffffffffff', undefined],
  ['a b', 'a b'],
  ['é漢😀', 'é漢😀'],
  ['a#b', 'a#b'],
  ['-a', '-a'],
  ['?a', '?a'],
  ['a:b', 'a:b'],
];

const NAMES = ['a', 'b', 'c', '__proto__'];

/** Most are right; some have a tag, a key twice, an alias of nothing or of what contains it. */
export function trees(): fc.Arbitrary<Tree> {
  const scalars = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...PLAIN).map(([text, value]): Tree => ({ kind: 'plain', text, value })) },
    { weight: 3, arbitrary: anyText(20).map((value): Tree => ({ kind: 'text', value })) },
    { weight: 1, arbitrary: fc.constantFrom(...NAMES).map((name): Tree => ({ kind: 'alias', name })) },
  );
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof({ maxDepth: 5, withCrossShrink: true }, scalars, collections(tie('tree')), wrapped(tie('tree'))),
  }));
  return fc.oneof({ weight: 8, arbitrary: collections(tree) }, { weight: 1, arbitrary: deep(tree) });
}

function collections(inner: fc.Arbitrary<Tree>): fc.Arbitrary<Tree> {
  const key = fc.oneof(
    { weight: 40, arbitrary: oddKeys() },
    { weight: 1, arbitrary: fc.constantFrom('<<', 'k'.repeat(1020), 'k'.repeat(1030)) },
  );
  return fc.oneof(
    fc.array(fc.tuple(key, inner), { maxLength: 5 }).map((fields): Tree => ({ kind: 'map', fields })),
    fc.array(inner, { maxLength: 5 }).map((items): Tree => ({ kind: 'list', items })),
  );
}

function wrapped(inner: fc.Arbitrary<Tree>): fc.Arbitrary<Tree> {
  const anchored = fc.tuple(fc.constantFrom(...NAMES), inner).map(([name, of]): Tree => ({ kind: 'anchor', name, of: settled(of) }));
  const tagged = fc
    .tuple(fc.constantFrom('!', '!!str', '!!binary', '!x', '!!set'), inner)
    .map(([tag, of]): Tree => ({ kind: 'tag', tag, of: settled(of) }));
  return fc.oneof({ weight: 12, arbitrary: anchored }, { weight: 1, arbitrary: tagged });
}

/** An alias can have no anchor, a value no two of one kind. */
function settled(tree: Tree): Tree {
  if (tree.kind === 'anchor' || tree.kind === 'tag') return settled(tree.of);
  return tree.kind === 'alias' ? { kind: 'text', value: tree.name } : tree;
}

/** Lists and mappings inside each other, about as many as are allowed. */
function deep(inner: fc.Arbitrary<Tree>): fc.Arbitrary<Tree> {
  return fc.tuple(inner, fc.integer({ min: 58, max: 70 }), fc.nat(3)).map(([tree, levels, every]) => {
    let nested = tree;
    for (let level = 0; level < levels; level += 1) {
      nested = level % (every + 1) === 0 ? { kind: 'list', items: [nested] } : { kind: 'map', fields: [['k', nested]] };
    }
    return nested;
  });
}

/** Few characters that stand for many: each line means the one before several times. */
export function bombs(): fc.Arbitrary<Tree> {
  return fc
    .record({
      lines: fc.integer({ min: 1, max: 34 }),
      times: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 12 })),
      width: fc.integer({ min: 1, max: 2000 }),
      isDeep: fc.boolean(),
    })
    .map(bomb);
}

function bomb({
  lines,
  times,
  width,
  isDeep,
}: {
  readonly lines: number;
  readonly times: number;
  readonly width: number;
  readonly isDeep: boolean;
}): Tree {
  const first: Tree = { kind: 'anchor', name: 'l0', of: { kind: 'text', value: 'x'.repeat(width) } };
  const fields: (readonly [string, Tree])[] = [['l0', first]];
  for (let line = 1; line <= lines; line += 1) {
    const before: Tree = { kind: 'alias', name: `l${line - 1}` };
    const item: Tree = isDeep ? { kind: 'list', items: [{ kind: 'list', items: [before] }] } : before;
    fields.push([`l${line}`, { kind: 'anchor', name: `l${line}`, of: { kind: 'list', items: Array.from({ length: times }, () => item) } }]);
  }
  return { kind: 'map', fields };
}
