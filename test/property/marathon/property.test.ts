import type { AppSpec } from '../../../agent/model/kinds.gen.ts';
import { PROFILES } from '../../../agent/systems/marathon/profile.ts';
import type { Profile } from '../../../agent/systems/marathon/profile.ts';
import { makeRandom } from '../../../simulator/random.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { KINDS, specsOf } from './cases.ts';
import type { Kind } from './cases.ts';
import { neverChanged, neverSet, withoutPath, withoutRow } from './coverage.ts';
import { judgeCase } from './judge.ts';
import { mutationOf } from './mutations.ts';
import { play } from './play.ts';

const SEED = 20_261_122;
/** What `npm run test:property` plays of each kind on each profile. */
const ALL_CASES = 2_000;
/** What is played here. */
const CASES = 20;
const MUTATIONS = 3;
/** Of so many objects one change each is looked for: many more than there are paths. */
const CHANGED = 1_200;
const TIMEOUT_MS = 120_000;

describe('what is declared and what Marathon makes of it', (it) => {
  for (const kind of KINDS) {
    for (const profile of PROFILES) {
      it(`is the same of any ${kind} on Marathon ${profile}, and each change does what is said`, { timeoutMs: TIMEOUT_MS }, async () => {
        const played = await play({ kind, profile, seed: SEED, cases: CASES, mutations: MUTATIONS });
        assert.is(played.found, null, played.found ?? '');
        assert.is(played.cases, CASES);
        assert.ok(played.mutations > CASES, `There were ${played.mutations} changes.`);
      });
    }
  }
});

/** So rare among what is generated that a slice of it has none. */
const RARE: readonly (readonly [about: string, profile: Profile, spec: AppSpec])[] = [
  ['an empty container on the host network', '1.4', { cmd: 'sleep 1', container: { type: 'MESOS' } }],
  ['archives with a query and with a blank', '1.8', { cmd: 'sleep 1', uris: ['http://x/a.tgz?v=1', 'http://x/a b.tgz'] }],
];

describe('a rare app', (it) => {
  for (const [about, profile, spec] of RARE) {
    it(`is the same once it is written: ${about}, on Marathon ${profile}`, async () => {
      assert.is((await judgeCase({ kind: 'App', profile, spec, seed: SEED })).problem, null);
    });
  }
});

describe('the generated objects', (it) => {
  for (const kind of KINDS) {
    it(`set every path of the schema of ${kind}`, { timeoutMs: TIMEOUT_MS }, () => {
      assert.equal(neverSet(kind, '1.10', specsOf(kind, '1.10', SEED, ALL_CASES)), []);
    });

    it(`change every path of the schema of ${kind}`, { timeoutMs: TIMEOUT_MS }, () => {
      assert.equal(neverChanged(kind, '1.10', changesOf(kind)), []);
    });
  }
});

describe('the table of effects', (it) => {
  for (const kind of KINDS) {
    it(`has a row for every field of ${kind}`, () => {
      assert.equal(withoutRow(kind), []);
    });

    it(`has no row for what ${kind} does not have`, () => {
      assert.equal(withoutPath(kind), []);
    });
  }
});

/** How often each path was changed. */
function changesOf(kind: Kind): ReadonlyMap<string, number> {
  const random = makeRandom(SEED, 'property/changes');
  const counts = new Map<string, number>();
  for (const spec of specsOf(kind, '1.10', SEED, CHANGED)) {
    const mutation = mutationOf({ kind, profile: '1.10', spec }, (path) => counts.get(path) ?? 0, random);
    if (mutation !== null) counts.set(mutation.path, (counts.get(mutation.path) ?? 0) + 1);
  }
  return counts;
}
