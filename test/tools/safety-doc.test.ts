import { existsSync, readFileSync } from 'node:fs';
import { safetyDoc } from '../../tools/safety-doc.ts';
import { assert, describe } from '../helpers/suite.ts';
import { storageRows } from '../safety/storage-topics.ts';
import { rows } from '../safety/topics.ts';

const ROOT = new URL('../../', import.meta.url);

function duplicates(texts: readonly string[]): readonly string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}

describe('docs/safety.md', (it) => {
  it('is what `npm run docs` would write', () => {
    assert.fixture(readFileSync(new URL('docs/safety.md', ROOT), 'utf8'), safetyDoc());
  });
  it('has at least sixty situations', () => {
    assert.ok(rows.length >= 60, `It has ${rows.length}.`);
  });
  it('has, besides, at least forty of storage', () => {
    assert.ok(storageRows.length >= 40, `It has ${storageRows.length}.`);
    assert.ok(rows.length - storageRows.length >= 60, `It has ${rows.length - storageRows.length} others.`);
  });
  it('has no two rows of one kind of trigger, one kind of object and one guard', () => {
    assert.equal(duplicates(rows.map(({ trigger, object, guard }) => [trigger, object, guard].join(' | '))), []);
  });
  it('has a test of its own for each row', () => {
    assert.equal(duplicates(rows.map(({ test }) => test)), []);
  });
  it('names only guards and mutants that exist', () => {
    const links = [...safetyDoc().matchAll(/\]\(\.\.\/(.+?)\)/g)].map(([, file]) => file ?? '');
    assert.equal(
      links.filter((file) => !existsSync(new URL(file, ROOT))),
      [],
    );
  });
});
