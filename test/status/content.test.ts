/** What a status commit holds. */
import { NO_MEMORY } from '../../agent/model/memory.ts';
import type { Memory } from '../../agent/model/memory.ts';
import type { PassReport } from '../../agent/model/report.ts';
import { appendLines, changeFile, changeLines, lastChanges } from '../../agent/status/change-lines.ts';
import { statusContent } from '../../agent/status/content.ts';
import type { StatusContent } from '../../agent/status/content.ts';
import { parseStatusDocument } from '../../agent/status/document.ts';
import { change, memory, report } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { growth } from '../memory/objects.ts';

const LOG = 'prod/changes/2026-11.jsonl';
const applied = { kind: 'applied', backendId: 'v1' } as const;
const made = report({ results: [{ change: change('Volume/pg'), outcome: applied }] });

function contentOf(
  seen: PassReport,
  present: { readonly [path: string]: string } = {},
  clusters: readonly string[] = [],
  memory: Memory = NO_MEMORY,
): Promise<StatusContent> {
  const below = (folder: string): readonly string[] => Object.keys(present).filter((path) => path.startsWith(folder));
  const textOf = async (path: string): Promise<string> => present[path] ?? '';
  const redact = (text: string): string => text.replaceAll('hush', '***');
  return statusContent({ report: seen, memory, lines: changeLines(seen), textOf, clusters, below, redact });
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
      [LOG]: '{"line":"old","at":"2026-11-01T00:00:00.000Z","op":"update","id":"keep App//old","commit":"","effects":[]}\n',
    });
    assert.match(files.get(LOG) ?? '', /^\{"line":"old".*\n\{"line":".*keep Volume\/pg.*\n$/);
    assert.match(files.get('prod/README.md') ?? '', /create Volume\/pg[^]*update App\/\/old/);
  });

  it('goes on with a change log that was damaged by hand', async () => {
    const { files } = await contentOf(made, { [LOG]: 'not json\n' });
    assert.match(files.get('prod/README.md') ?? '', 'create Volume/pg');
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

describe('the plan of a proposed growth', (it) => {
  const PLAN = 'prod/plans/plumbline/grow/prod/gold.md';
  const old = 'prod/plans/plumbline/grow/prod/silver.md';

  it('says what its commit says, without any secret', async () => {
    const growths = [
      growth({ message: 'Grow gold: row r3\n\nWhy: 81 % | hush.\nPrice: $44.16 a month.\n\nPlumbline-Grow: gold r3 184\n' }),
    ];
    const { files } = await contentOf(report(), {}, [], memory({ growths }));
    const told = 'Why: 81 % | ***.\nPrice: $44.16 a month.\n\nPlumbline-Grow: gold r3 184';
    const head = '# Grow gold: row r3\n\nProposed on branch `plumbline/grow/prod/gold` at 2026-11-21 14:00 UTC.';
    assert.is(files.get(PLAN), `${head}\n\n\`\`\`text\n${told}\n\`\`\`\n`);
  });

  for (const [what, over] of [
    ['merged', { state: 'merged' }],
    ['declined', { state: 'declined' }],
    ['on the tracked branch', { branch: 'main' }],
    ["of another cluster's", { branch: 'plumbline/grow/test/gold' }],
    ["on somebody else's branch", { commit: '' }],
  ] as const) {
    it(`goes when it is ${what}, and only then`, async () => {
      const present = { [PLAN]: 'plan', [old]: 'plan', 'test/plans/plumbline/grow/test/gold.md': 'plan' };
      const { files } = await contentOf(
        report(),
        present,
        [],
        memory({ growths: [growth(over), growth({ pool: 'StoragePool/silver', branch: 'plumbline/grow/prod/silver' })] }),
      );
      assert.equal([files.get(PLAN), typeof files.get(old), files.has('test/plans/plumbline/grow/test/gold.md')], [null, 'string', false]);
    });
  }
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

  it('says what was bought without one, and once, however often it was asked for', () => {
    const bought = change('Disk/gold/n1/r1', { op: 'create', class: 'spend' });
    const said = (at: number, backendId: string): string | undefined => {
      const outcome = { kind: 'applied', backendId } as const;
      const seen = { ...made, at: (made.at + at) as PassReport['at'], results: [{ change: bought, outcome }] };
      return changeLines(seen, () => false)[0]?.line;
    };
    assert.is(said(0, 'vol-1'), said(15_000, 'vol-1'));
    assert.is.not(said(0, 'vol-1'), said(0, 'vol-2'));
    assert.is.not(said(0, 'vol-1'), undefined);
  });

  it('never has a line twice', () => {
    const once = appendLines('', lines);
    assert.is(appendLines(once, lines), once);
    assert.is(appendLines('', [...lines, ...lines]), once);
  });

  it('gives the newest lines first', () => {
    const text = ['a', 'b', 'c'].map((line) => JSON.stringify({ line, id: 'keep App//web' })).join('\n');
    assert.equal(
      lastChanges(`${text}\n`, 2).map(({ line }) => line),
      ['c', 'b'],
    );
  });

  it('tells a disk once, by what was bought and what came last, so that a row does not fill the page', () => {
    const step = (node: string, effect: string, over: object = {}): string => {
      return JSON.stringify({ line: `${node} ${effect}`, id: `keep Disk/gold/${node}/r1`, commit: 'c', effects: [effect], ...over });
    };
    const steps = ['buys', 'attaches', 'adds'].flatMap((effect) => [step('n1', effect), step('n2', effect)]);
    const later = [step('n1', 'modifies', { commit: 'd' }), step('n3', 'is no disk', { id: 'keep App//web' })];
    assert.equal(
      lastChanges([...steps, ...later].join('\n'), 5).map(({ id, effects }) => [id, ...effects]),
      [
        ['keep App//web', 'is no disk'],
        ['keep Disk/gold/n1/r1', 'modifies'],
        ['keep Disk/gold/n2/r1', 'buys', 'adds'],
        ['keep Disk/gold/n1/r1', 'buys', 'adds'],
      ],
    );
  });
});
