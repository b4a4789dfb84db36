import { parseBare } from '../../agent/desired/bare-apps.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';

/** Measured: 0.3 s for the slowest; what is not linear takes minutes. */
const MOST_MS = 3000;

describe('a large file of bare apps', (it) => {
  const many = (text: string): string => text.repeat(Math.floor((256 * 1024) / text.length));
  const deep = '{"id":"g","groups":['.repeat(30);
  const dependencies = JSON.stringify(Array.from({ length: 100 }, (_, n) => `/d${n}`));
  const rows: readonly (readonly [string, string])[] = [
    ['in one list', `[${many('{"id":"/a"},')}{"id":"/a"}]`],
    ['without ids', `[${many('{},')}{}]`],
    ['deep in groups', `${deep}{"id":"h","apps":[${many('{"id":"a"},')}{"id":"a"}]}${']}'.repeat(30)}`],
    ['with the dependencies of a group', `{"dependencies":${dependencies},"apps":[${many('{"id":"a"},')}{"id":"a"}]}`],
    ['that are groups', `{"groups":[${many('{"id":"a"},')}{"id":"a"}]}`],
  ];
  for (const [name, text] of rows) {
    it(`${name} is read in linear time`, () => {
      const before = process.cpuUsage();
      parseBare(Buffer.from(text), DEFAULT_LIMITS);
      const { user, system } = process.cpuUsage(before);
      assert.ok((user + system) / 1000 < MOST_MS, `${(user + system) / 1000} ms`);
    });
  }
});
