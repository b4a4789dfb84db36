import type { SyncSpec } from '../../agent/model/kinds.gen.ts';
import type { Ref } from '../../agent/model/ref.ts';
import { blastRadiusOf, ignoredPaths, modeOf, selfHealOf, syncOf } from '../../agent/model/sync.ts';
import { assert, describe } from '../helpers/suite.ts';
import { declared, doc } from '../plan/declared.ts';

type Rule = NonNullable<SyncSpec['rules']>[number];

const inFile = (ref: Ref, file: string): ReturnType<typeof doc> => doc(ref, {}, { origin: { file, blob: 'b', index: 0 } });

describe('sync', (it) => {
  it('is null where the Cluster document says nothing of it', () => {
    assert.equal([syncOf(declared([], null)), modeOf(declared([], null), 'App//web')], [null, null]);
  });

  const web = inFile('App//shop/web', 'clusters/prod/apps/web.yaml');
  const rows: readonly (readonly [string, Omit<Rule, 'mode'>, boolean])[] = [
    ['nothing named', {}, true],
    ['its kind', { kinds: ['Volume', 'App'] }, true],
    ['another kind', { kinds: ['Volume'] }, false],
    ['its name', { names: ['/shop/web'] }, true],
    ['a part of its name', { names: ['/shop/we', 'shop/web'] }, false],
    ['names by *', { names: ['/sh*b'] }, true],
    ['* over a slash', { names: ['/*'] }, true],
    ['a dot, which stands for itself', { names: ['/shop.web'] }, false],
    ['its file', { files: ['clusters/prod/apps/web.yaml'] }, true],
    ['its folder by *', { files: ['clusters/prod/apps/*'] }, true],
    ['a folder above by *', { files: ['clusters/prod/*'] }, false],
    ['a folder above by **', { files: ['clusters/prod/**'] }, true],
    ['any folder by **', { files: ['**/web.yaml'] }, true],
    ['its kind, and another name', { kinds: ['App'], names: ['/other'] }, false],
    ['its name, and another file', { names: ['/shop/*'], files: ['other/**'] }, false],
  ];
  for (const [what, rule, matches] of rows) {
    it(`a rule with ${what} ${matches ? 'is' : 'is not'} about an object`, () => {
      const desired = declared([web], { mode: 'apply', rules: [{ mode: 'observe', ...rule }] });
      assert.is(modeOf(desired, web.ref), matches ? 'observe' : 'apply');
    });
  }

  it('goes by the first rule that matches', () => {
    const rules: Rule[] = [{ mode: 'apply', names: ['/shop/*'] }, { mode: 'observe' }];
    const desired = declared([web], { mode: 'observe', rules });
    assert.equal([modeOf(desired, web.ref), modeOf(desired, 'App//other')], ['apply', 'observe']);
  });

  it('observes what is in no file any more and may have been in an observed one', () => {
    const files = ['clusters/prod/legacy/**'];
    const observing = declared([], { mode: 'apply', rules: [{ mode: 'observe', files }] });
    const applying = declared([], { mode: 'observe', rules: [{ mode: 'apply', files }] });
    assert.equal([modeOf(observing, web.ref), modeOf(applying, web.ref)], ['observe', 'observe']);
  });

  it('heals apps and reports storage, unless it says otherwise', () => {
    const [plain, turned] = [declared([]), declared([], { mode: 'apply', selfHeal: { App: 'report', Volume: 'heal' } })];
    const refs = ['App//web', 'Volume/pg', 'StoragePool/gold', 'StorageNode/n1'] as const;
    assert.equal(
      refs.map((ref) => selfHealOf(plain, ref)),
      ['heal', 'report', 'report', 'report'],
    );
    assert.equal(
      refs.map((ref) => selfHealOf(turned, ref)),
      ['report', 'heal', 'report', 'report'],
    );
  });

  it('ignores the paths of all entries that are about an object', () => {
    const ignore = [
      { paths: ['a'] },
      { kinds: ['App'] as 'App'[], names: ['/shop/*'], paths: ['b', 'c'] },
      { names: ['/other'], paths: ['d'] },
    ];
    const desired = declared([web], { mode: 'apply', ignore });
    assert.equal(
      [ignoredPaths(desired, web.ref), ignoredPaths(desired, 'Volume/pg'), ignoredPaths(declared([]), web.ref)],
      [['a', 'b', 'c'], ['a'], []],
    );
  });

  it('lets a tenth of a kind go in a day, unless it says otherwise', () => {
    assert.equal([blastRadiusOf(declared([])), blastRadiusOf(declared([], { mode: 'apply', blastRadius: 0 }))], [10, 0]);
  });
});
