/** What `uris` mean in the words of `fetch`. */
import { fetchesOf } from '../../../simulator/marathon/fetch.ts';
import { assert, describe } from '../../helpers/suite.ts';

/** Whether 1.5 extracts it, and whether 1.6 does (v1.5.15 and v1.8.232 state/FetchUri.scala). */
const archives: readonly (readonly [uri: string, in15: boolean, in16: boolean])[] = [
  ['http://x/a.tgz', true, true],
  ['a.tar', false, true],
  ['http://x/a.zip?v=1', false, true],
  ['http://x/a?f=b.zip', true, false],
  ['http://x/ä%2Etgz#b', false, true],
  ['http://x/a b.zip', true, false],
  ['http://x/{{version}}.zip', true, false],
  ['http://x/a%zz.zip', true, false],
  ['http://x/a[1].zip', true, false],
  ['http://[::1]/a.zip', true, true],
  ['http://x/#a#b.zip', true, false],
  ['hdfs:a.zip', true, false],
];

describe('a uri', (it) => {
  for (const [uri, in15, in16] of archives) {
    it(`is an archive as each Marathon sees it: ${uri}`, () => {
      assert.equal(
        (['1.4', '1.5', '1.6', '1.10'] as const).map((profile) => fetchesOf([uri], profile)),
        [in15, in15, in16, in16].map((extract) => [{ uri, extract, executable: false, cache: false }]),
      );
    });
  }
});
