/** Documents for one of several systems: told apart by `metadata.on`, linked only with what is in the same one. */
import type { SystemName } from '../../agent/model/ref.ts';
import { assert, describe } from '../helpers/suite.ts';
import { VALID } from './cluster-files.ts';
import { loadFiles, placed } from './load-files.ts';

function app(name: string, on: string | null, spec = '{ cmd: sleep 1 }'): string {
  const metadata = on === null ? `{ name: ${name} }` : `{ name: ${name}, on: ${on} }`;
  return `apiVersion: plumbline/v1\nkind: App\nmetadata: ${metadata}\nspec: ${spec}\n`;
}

const JOB = `apiVersion: plumbline/v1
kind: Job
metadata: { name: nightly, on: batch }
spec: { chronos: { command: 'true', schedule: R/2026-01-01T02:00:00Z/P1D } }
`;

const NEEDS_DB = '{ cmd: sleep 1, dependencies: [db] }';

async function load(texts: readonly string[], systems?: readonly SystemName[]): ReturnType<typeof loadFiles> {
  return loadFiles({ ...VALID, 'shared/several.yaml': texts.join('---\n') }, systems === undefined ? {} : { systems: new Set(systems) });
}

async function errorsOf(texts: readonly string[], systems?: readonly SystemName[]): Promise<readonly string[]> {
  const loaded = await load(texts, systems);
  return loaded.kind === 'refused' ? loaded.errors.map((error) => `${placed(error)}: ${error.message}`) : [];
}

describe('documents for one of several Marathons', (it) => {
  it('may have the same name, and are different objects', async () => {
    const loaded = await load([app('/shop/web', null), app('/shop/web', 'batch')]);
    assert.ok(loaded.kind === 'ok');
    const found = [...loaded.desired.docs.App].filter(([, { name }]) => name === '/shop/web');
    assert.equal(
      found.map(([key, { ref, on }]) => [key, ref, on]),
      [
        ['/shop/web', 'App//shop/web', null],
        ['batch:/shop/web', 'App/batch:/shop/web', 'batch'],
      ],
    );
  });

  it('are two of one object in the same Marathon', async () => {
    const errors = await errorsOf([app('/a', 'batch'), app('/a', 'batch')]);
    assert.is(errors.length, 1);
    assert.match(errors[0] ?? '', 'There are two of App/batch:/a.');
  });

  it('depend on what is in the same Marathon', async () => {
    const loaded = await load([app('/shop/db', null), app('/shop/db', 'batch'), app('/shop/web', 'batch', NEEDS_DB)]);
    assert.ok(loaded.kind === 'ok');
    assert.equal(loaded.desired.docs.App.get('batch:/shop/web')?.links, ['App/batch:/shop/db']);
  });

  it('warn of a dependency that is only in another Marathon', async () => {
    const loaded = await load([app('/shop/db', null), app('/shop/web', 'batch', NEEDS_DB)]);
    assert.equal(
      loaded.warnings.map(({ code }) => code),
      ['desired/undeclared-dependency'],
    );
  });

  it('may be an app in one and a group in the other', async () => {
    assert.equal(await errorsOf([app('/shop', 'batch'), app('/shop/web', null)]), []);
    assert.match((await errorsOf([app('/shop', 'batch'), app('/shop/web', 'batch')]))[0] ?? '', 'is a group too');
  });
});

describe('a document for a system', (it) => {
  const both: readonly SystemName[] = ['marathon', 'marathon:batch', 'chronos:batch', 'mesos'];

  it('is taken whatever system it names while nobody knows which there are', async () => {
    assert.equal(await errorsOf([app('/a', 'nowhere'), JOB]), []);
  });

  it('is taken where the configuration has it', async () => assert.equal(await errorsOf([app('/a', 'batch'), JOB], both), []));

  for (const [what, text, systems, says] of [
    [
      'a name that is misspelt',
      app('/a', 'batsh'),
      both,
      ':3:27 desired/unknown-system: There is no Marathon named batsh; did you mean batch?',
    ],
    [
      'a name where there is one without',
      app('/a', 'x'),
      ['marathon'],
      'There is no Marathon named x in plumbline.yaml: leave metadata.on out.',
    ],
    [
      'no name where each has one',
      app('/a', null),
      ['marathon:batch'],
      'Every Marathon in plumbline.yaml has a name; say with metadata.on which one: batch.',
    ],
    ['a scheduler that there is not', JOB, ['marathon'], 'There is no Chronos named batch in plumbline.yaml: leave metadata.on out.'],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      const errors = await errorsOf([text], systems);
      assert.ok(
        errors.some((error) => error.startsWith('shared/several.yaml') && error.includes(says)),
        errors.join('\n'),
      );
    });
  }
});
