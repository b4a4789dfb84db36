/** What a status commit holds. */
import { NO_MEMORY } from '../../agent/model/memory.ts';
import type { PassReport } from '../../agent/model/report.ts';
import { appendLines, changeFile, changeLines, lastLines } from '../../agent/status/change-lines.ts';
import { statusContent } from '../../agent/status/content.ts';
import type { StatusContent } from '../../agent/status/content.ts';
import { parseStatusDocument } from '../../agent/status/document.ts';
import { change, report } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';

const LOG = 'prod/changes/2026-11.jsonl';
const applied = { kind: 'applied', backendId: 'v1' } as const;
const made = report({ results: [{ change: change('Volume/pg'), outcome: applied }] });

function contentOf(
  seen: PassReport,
  present: { readonly [path: string]: string } = {},
  clusters: readonly string[] = [],
): Promise<StatusContent> {
  const textOf = async (path: string): Promise<string> => present[path] ?? '';
  const redact = (text: string): string => text.replaceAll('hush', '***');
  return statusContent({ report: seen, memory: NO_MEMORY, lines: changeLines(seen), textOf, clusters, redact });
}

describe('a status commit', (it) => {
  it('holds page, document and index; the message says the commit and the state', async () => {
    const { files, message } = await contentOf(report());
    assert.equal([...files.keys()], ['prod/README.md', 'prod/status.json', 'README.md']);
    assert.match(files.get('README.md') ?? '', '[prod](prod/README.md)');
    assert.match(message, /^plumbline\(prod\): in sync at ccccccc \[skip ci\]\n/);
    assert.match(message, `Plumbline-Commit: ${'c'.repeat(40)}\nPlumbline-Result: In sync\n`);
  });

  it('says in its message that changes were made, or that a commit was refused', async () => {
    assert.match((await contentOf(made)).message, 'applied 1 change from ccccccc');
    const refused = report({ refused: { commit: 'e'.repeat(40), why: 'it goes back', errors: [] } });
    assert.match((await contentOf(refused)).message, 'refused eeeeeee, ccccccc stays in force');
  });

  it('keeps the other clusters in the index', async () => {
    const { files } = await contentOf(report(), {}, ['test', 'prod']);
    assert.match(files.get('README.md') ?? '', '- [prod](prod/README.md)\n- [test](test/README.md)\n');
  });

  it('adds to the change log, and shows its last lines', async () => {
    const { files } = await contentOf(made, {
      [LOG]: '{"line":"old","at":"2026-11-01T00:00:00.000Z","id":"keep App//old","commit":"","effects":[]}\n',
    });
    assert.match(files.get(LOG) ?? '', /^\{"line":"old".*\n\{"line":".*keep Volume\/pg.*\n$/);
    assert.match(files.get('prod/README.md') ?? '', /keep Volume\/pg[^]*keep App\/\/old/);
  });

  it('goes on with a change log that was damaged by hand', async () => {
    const { files } = await contentOf(made, { [LOG]: 'not json\n' });
    assert.match(files.get('prod/README.md') ?? '', 'keep Volume/pg');
  });

  it('says what the branch says then, and its document is read back', async () => {
    const { files, published } = await contentOf(report());
    const read = parseStatusDocument(files.get('prod/status.json') ?? '');
    assert.equal([read?.digest, read?.conditions.length], [published.digest, published.conditions.length]);
  });

  it('invariant 12, no secret leaves: files and message go through the redactor', async () => {
    const results = [{ change: change('Volume/pg', { effects: ['says hush'] }), outcome: { ...applied, backendId: 'hush' } }];
    const { files, message } = await contentOf(report({ cluster: 'hush', results }));
    assert.not.match([...files.values(), message].join('\n'), 'hush');
  });
});

describe('the change log', (it) => {
  const lines = changeLines(made);

  it('has one line for each applied change, in the file of its month', () => {
    assert.equal(
      lines.map(({ id, backendId }) => [id, backendId]),
      [['keep Volume/pg', 'v1']],
    );
    assert.equal(lines.map(changeFile), ['changes/2026-11.jsonl']);
  });

  it('has another line when the same change is made in another pass', () => {
    const again = changeLines({ ...made, at: (made.at + 1) as PassReport['at'] });
    assert.is.not(again[0]?.line, lines[0]?.line);
  });

  for (const changeClass of ['destructive', 'spend'] as const) {
    it(`leaves a ${changeClass} change to the line of its intent`, () => {
      const gone = change('Volume/pg', { class: changeClass });
      assert.equal(changeLines({ ...made, results: [{ change: gone, outcome: applied }] }), []);
    });
  }

  it('never has a line twice', () => {
    const once = appendLines('', lines);
    assert.is(appendLines(once, lines), once);
    assert.is(appendLines('', [...lines, ...lines]), once);
  });

  it('gives the newest lines first', () => {
    const text = ['a', 'b', 'c'].map((line) => JSON.stringify({ line })).join('\n');
    assert.equal(
      lastLines(`${text}\n`, 2).map(({ line }) => line),
      ['c', 'b'],
    );
  });
});
