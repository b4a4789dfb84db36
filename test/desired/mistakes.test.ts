import type { DocError, Loaded } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';
import { VALID } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';
import { ERROR_TABLES } from './rows/all.ts';
import { MARK } from './rows/row.ts';
import type { MistakeRow } from './rows/row.ts';
import { WARNING_ROWS } from './rows/warnings.ts';

function loadRow(row: MistakeRow): Promise<Loaded> {
  return loadFiles({ ...VALID, [fileOf(row)]: row.text.replace(MARK, '') });
}

function fileOf({ file = 'prod/x.yaml' }: MistakeRow): string {
  return file;
}

function placeOfMark(row: MistakeRow): string {
  const before = row.text.slice(0, row.text.indexOf(MARK)).split('\n');
  return `${fileOf(row)}:${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

/** Exactly this one is found: at its place, with its code, saying the given words. */
function assertOnly(found: readonly DocError[], row: MistakeRow): void {
  const shown = found.map(({ code, file, line, column }) => `${file}:${line}:${column} ${code}`);
  assert.equal(shown, [`${placeOfMark(row)} ${row.code}`], JSON.stringify(found));
  assert.ok(found[0]?.message.includes(row.says), `"${found[0]?.message}" does not say "${row.says}"`);
}

for (const [name, rows] of Object.entries(ERROR_TABLES)) {
  describe(name, (it) => {
    for (const row of rows) {
      it(`${row.name} is one error at its place`, async () => {
        const loaded = await loadRow(row);
        assertOnly(loaded.kind === 'refused' ? loaded.errors : [], row);
        assert.equal(loaded.warnings, []);
      });
    }
  });
}

describe('what is only doubtful', (it) => {
  for (const row of WARNING_ROWS) {
    it(`${row.name} is a warning at its place`, async () => {
      const loaded = await loadRow(row);
      assert.is(loaded.kind, 'ok', JSON.stringify(loaded));
      assertOnly(loaded.warnings, row);
    });
  }
});
