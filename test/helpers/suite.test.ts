import { assert, describe } from './suite.ts';

describe('describe', (it) => {
  it('refuses a suite without tests', () => {
    assert.throws(() => describe('bad', () => {}), /Suite "bad" declares no test\./);
  });
  it('refuses an async function, whose later tests nobody would run', () => {
    assert.throws(() => describe('bad', (async () => {}) as () => void), /may not be async/);
  });
  it('refuses two tests of one name', () => {
    const declare = (): void =>
      describe('bad', (inner) => {
        inner('passes', () => {});
        inner('passes', () => {});
      });
    assert.throws(declare, /Test "passes" is declared twice in suite "bad"\./);
  });
  it('offers no way to leave tests out', () => {
    assert.equal(
      ['only', 'skip'].filter((name) => name in it),
      [],
    );
  });
});
