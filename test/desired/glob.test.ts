import { fitsBelow, fitsGlob, globFolder } from '../../agent/desired/glob.ts';
import { assert, describe } from '../helpers/suite.ts';

describe('a pattern of files', (it) => {
  const rows: readonly (readonly [pattern: string, fits: readonly string[], not: readonly string[]])[] = [
    ['apps/web.json', ['apps/web.json'], ['apps/web.jsonx', 'x/apps/web.json', 'apps/web_json', 'apps']],
    ['*.json', ['a.json', 'a.b.json'], ['a/b.json', 'a.yaml', '.json', '.a.json']],
    ['apps/*.json', ['apps/a.json'], ['apps/a/b.json', 'apps/.a.json', 'a.json']],
    ['apps/*/app.json', ['apps/a/app.json'], ['apps/app.json', 'apps/a/b/app.json', 'apps/.a/app.json']],
    ['apps/**/*.json', ['apps/a.json', 'apps/a/b/c.json'], ['apps/.a/b.json', 'apps/a/.b.json', 'x/apps/a.json']],
    ['**/*.json', ['a.json', 'a/b.json'], ['.a/b.json', 'a/b.yaml']],
    ['**/apps/**/x-*.json', ['apps/x-.json', 'a/apps/b/apps/c/x-1.json'], ['apps/x.json', 'a/x-1.json']],
    ['**/**/a.json', ['a.json', 'x/a.json', 'x/y/z/a.json'], ['xa.json']],
    ['a*b*c.json', ['abc.json', 'a-b-b-c.json'], ['acb.json', 'a/bc.json', 'ab.json']],
    ['a**b.json', ['ab.json', 'axb.json'], ['a/b.json']],
    ['.ci/*.json', ['.ci/a.json'], ['ci/a.json', '.ci/.a.json']],
    ['**/.ci/.*.json', ['.ci/.a.json', 'x/.ci/.a.json'], ['.ci/a.json', '.x/.ci/.a.json']],
    ['a+(b)[c]?.json', ['a+(b)[c]?.json'], ['abc.json', 'aab[c]x.json']],
    ['ä*😀.json', ['ä😀.json', 'ä😀😀.json'], ['ä.json']],
  ];
  for (const [pattern, fits, not] of rows) {
    it(`${pattern} fits ${fits.join(' and ')}, not ${not.join(', ')}`, () => {
      assert.equal(
        fits.filter((path) => !fitsGlob(pattern, path)),
        [],
      );
      assert.equal(
        not.filter((path) => fitsGlob(pattern, path)),
        [],
      );
    });
  }

  const below: readonly (readonly [pattern: string, folders: readonly string[], not: readonly string[]])[] = [
    ['apps/*.json', ['apps'], ['apps/a', 'app', 'x']],
    ['apps/**/*.json', ['apps', 'apps/a', 'apps/a/b'], ['apps/.a', 'x/apps']],
    ['apps/*/app.json', ['apps/a'], ['apps/a/b', 'apps/.a']],
    ['**/app.json', ['a', 'a/b'], ['.a', 'a/.b']],
  ];
  for (const [pattern, folders, not] of below) {
    it(`${pattern} may fit something below ${folders.join(' and ')}, not below ${not.join(', ')}`, () => {
      assert.equal(
        folders.filter((path) => !fitsBelow(pattern, path)),
        [],
      );
      assert.equal(
        not.filter((path) => fitsBelow(pattern, path)),
        [],
      );
    });
  }

  const starts: readonly (readonly [pattern: string, folder: string])[] = [
    ['*.json', ''],
    ['**/a.json', ''],
    ['a.json', ''],
    ['apps/web/a.json', 'apps/web'],
    ['apps/**/*.json', 'apps'],
    ['apps/a*/b/*.json', 'apps'],
  ];
  for (const [pattern, folder] of starts) it(`${pattern} is looked for in "${folder}"`, () => assert.is(globFolder(pattern), folder));

  it('takes no time that grows with its stars', () => {
    const before = process.cpuUsage();
    for (let n = 0; n < 100; n += 1) {
      assert.is(fitsGlob(`${'**/'.repeat(60)}${'*a'.repeat(30)}.json`, `${'a/'.repeat(100)}${'a'.repeat(2000)}.jso`), false);
      assert.is(fitsGlob(`${'**/*a*/'.repeat(30)}b.json`, `${'aa/'.repeat(100)}c.json`), false);
    }
    const { user, system } = process.cpuUsage(before);
    // Measured: 0.1 s.
    assert.ok((user + system) / 1000 < 2000, `${(user + system) / 1000} ms`);
  });
});
