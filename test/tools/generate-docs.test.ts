import { readFileSync } from 'node:fs';
import { errorsDoc } from '../../tools/generate-docs.ts';
import { assert, describe } from '../helpers/suite.ts';

describe('docs/errors.md', (it) => {
  it('is what `npm run docs` would write', async () => {
    assert.fixture(readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8'), await errorsDoc());
  });
  it('holds each code once, with a remedy', async () => {
    const rows = [...(await errorsDoc()).matchAll(/^\| `(.+?)` \| .+? \| (.+) \|$/gm)];
    const codes = rows.map((row) => row[1] ?? '');
    assert.ok(codes.includes('internal/unexpected') && codes.includes('http/timeout'));
    assert.is(new Set(codes).size, codes.length);
    assert.equal(
      rows.filter((row) => (row[2] ?? '').length < 10).map((row) => row[1]),
      [],
    );
  });
});
