import { desiredErrors } from '../../agent/desired/errors.ts';
import { schemaErrors } from '../../agent/schema/errors.ts';
import { assert, describe } from '../helpers/suite.ts';
import { CODES_OF_TABLES, NOT_REACHED } from './codes.ts';
import { fuzz } from './fuzz.ts';
import { openJudge } from './judges.ts';

const SEED = 20_261_121;
const CASES = { bytes: 500, shapes: 700, documents: 820 } as const;
const LEAST_CASES = 2_000;
const LEAST_SHARE = 0.2;
/** Two thousand cases are read four times each; what is found is made smaller. */
const TIMEOUT_MS = 240_000;

describe('repositories that nobody would write', (it) => {
  const judge = openJudge();
  const all = { cases: 0, accepted: 0, refused: 0, codes: new Set<string>() };
  it.after(() => judge.close());

  for (const [generator, cases] of Object.entries(CASES)) {
    it(`are read whole or refused whole, made of ${generator}`, { timeoutMs: TIMEOUT_MS }, async () => {
      const played = await fuzz({ generator, seed: SEED, cases, size: 1 }, judge);
      assert.is(played.found, null, played.found ?? '');
      all.cases += played.cases;
      all.accepted += played.accepted;
      all.refused += played.refused;
      for (const code of played.codes) all.codes.add(code);
    });
  }

  it('are many, and many of them right and many wrong', () => {
    assert.ok(all.cases >= LEAST_CASES, `They are ${all.cases}.`);
    assert.ok(all.accepted >= LEAST_SHARE * all.cases, `${all.accepted} of ${all.cases} are accepted.`);
    assert.ok(all.refused >= LEAST_SHARE * all.cases, `${all.refused} of ${all.cases} are refused.`);
  });

  it('reach with the tables of mistakes every code that a file can cause', () => {
    const codes = [...Object.values(desiredErrors), ...Object.values(schemaErrors)].map(({ code }) => code);
    const unreached = codes.filter((code) => !all.codes.has(code) && !CODES_OF_TABLES.has(code));
    assert.equal(unreached.toSorted(), Object.keys(NOT_REACHED).toSorted());
  });
});
