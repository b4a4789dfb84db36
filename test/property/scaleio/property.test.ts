import { makeRandom } from '../../../simulator/random.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { neverChanged, neverSet, withoutPath, withoutRow } from './coverage.ts';
import { clustersOf, KINDS } from './documents.ts';
import { mutationOf } from './mutations.ts';
import { play, VERSIONS } from './play.ts';

const SEED = 20_261_122;
/** Fewer than `npm run test:property` makes of each version. */
const GENERATED = 20;
/** What is played here: of one cluster so many fields. */
const MUTATIONS = 16;
/** So many changes are looked for: a few times as many as there are paths. */
const CHANGED = 400;
const TIMEOUT_MS = 120_000;

describe('what is declared and what ScaleIO makes of it', (it) => {
  for (const [index, version] of VERSIONS.entries()) {
    it(`is the same of any cluster on ScaleIO ${version}, and each change does what is said`, { timeoutMs: TIMEOUT_MS }, async () => {
      const played = await play({ version, seed: SEED + index, cases: 1, mutations: MUTATIONS });
      assert.is(played.found, null, played.found ?? '');
      assert.is(played.mutations, MUTATIONS);
    });
  }
});

describe('the generated clusters', (it) => {
  for (const version of VERSIONS) {
    it(`set every path of the schemas on ScaleIO ${version}`, () => {
      assert.equal(neverSet(clustersOf(version, SEED, GENERATED)), []);
    });

    it(`change every path of the schemas on ScaleIO ${version}`, { timeoutMs: TIMEOUT_MS }, () => {
      assert.equal(neverChanged(changesOf(version)), []);
    });
  }
});

describe('the tables of effects', (it) => {
  for (const kind of KINDS) {
    it(`have a row for every field of ${kind}, and none for what it does not have`, () => {
      assert.equal([withoutRow(kind), withoutPath(kind)], [[], []]);
    });
  }
});

/** How often each path was changed. */
function changesOf(version: string): ReadonlyMap<string, number> {
  const random = makeRandom(SEED, 'property/changes');
  const counts = new Map<string, number>();
  const clusters = clustersOf(version, SEED, GENERATED);
  for (let made = 0; made < CHANGED; made += 1) {
    const specs = clusters[made % clusters.length];
    const mutation = specs && mutationOf(specs, { version, random, timesOf: (kind, path) => counts.get(`${kind} ${path}`) ?? 0 });
    if (mutation) counts.set(`${mutation.kind} ${mutation.path}`, (counts.get(`${mutation.kind} ${mutation.path}`) ?? 0) + 1);
  }
  return counts;
}
