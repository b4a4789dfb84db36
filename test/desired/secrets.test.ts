import { assert, describe } from '../helpers/suite.ts';
import { appOf, documentOf } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';
import type { MemoryFiles } from './memory-source.ts';
import { CLUSTER, errorsOf, withFile } from './with-variables.ts';

const SECRETS = new Map([
  ['db', ['/x', '/shop/*']],
  ['api-key', ['/none']],
]);

describe('a secret', (it) => {
  it('stays as it is written, and its name is told', async () => {
    const loaded = await loadFiles(withFile(appOf('cmd: sleep 1\nenv: { A: "${secrets.db}", B: "u:${secrets.db}@${secrets.other}" }')));
    const doc = loaded.kind === 'ok' ? loaded.desired.docs.App.get('/x') : undefined;
    assert.equal(doc?.spec.env, { A: '${secrets.db}', B: 'u:${secrets.db}@${secrets.other}' });
    assert.equal(doc?.secrets, ['db', 'other']);
  });

  it('is for the apps it is mapped for', async () => {
    const app = (name: string): MemoryFiles => withFile(appOf('cmd: sleep 1\nenv: { A: "${secrets.db}" }', name));
    assert.is((await loadFiles(app('/shop/web'), { secrets: SECRETS })).kind, 'ok');
    const errors = errorsOf(await loadFiles(app('/other'), { secrets: SECRETS }));
    assert.equal(errors, ['shared/x.yaml:6:13 desired/secret-not-allowed The secret db is not for /other, but for /x, /shop/*.']);
  });

  const unknown: readonly (readonly [string, string])[] = [
    ['${secrets.bd}', 'There is no secret bd.'],
    ['${secrets.api-kye}', 'There is no secret api-kye; did you mean api-key?'],
    ['${secrets.}', '"${secrets.}" names no secret; write it as ${secrets.name}.'],
    ['${secrets.a b}', '"${secrets.a b}" names no secret; write it as ${secrets.name}.'],
    ['${secrets.db', '"${secrets.db" has no closing brace; write it as ${secrets.name}.'],
  ];
  for (const [text, message] of unknown) {
    it(`that is not there is an error: ${text}`, async () => {
      const loaded = await loadFiles(withFile(appOf(`cmd: sleep 1\nenv: { A: "${text}" }`)), { secrets: SECRETS });
      assert.equal(errorsOf(loaded), [`shared/x.yaml:6:13 desired/unknown-secret ${message}`]);
    });
  }

  it('must be written right even where nobody knows which there are', async () => {
    for (const text of ['${secrets.}', '${secrets.a b}', '${secrets.db']) {
      assert.is(errorsOf(await loadFiles(withFile(appOf(`cmd: sleep 1\nenv: { A: "${text}" }`)))).length, 1, text);
    }
  });

  const places: readonly (readonly [string, string, string, string])[] = [
    ['a command', 'shared/x.yaml', appOf('cmd: echo ${secrets.db}'), '5:8'],
    ['a label', 'shared/x.yaml', appOf('cmd: sleep 1\nlabels: { A: "${secrets.db}" }'), '6:16'],
    ['a key of env', 'shared/x.yaml', appOf('cmd: sleep 1\nenv: { "${secrets.db}": x }'), '6:10'],
    [
      'a mapping in env',
      'shared/x.yaml',
      appOf('cmd: sleep 1\nenv: { A: { secret: "${secrets.db}" } }\nsecrets: { "${secrets.db}": { source: x } }'),
      '6:23',
    ],
    ['a volume', 'shared/x.yaml', documentOf('Volume', 'v', 'spec: { pool: "${secrets.db}", sizeGiB: 8 }'), '4:15'],
    [
      'env of a volume',
      'shared/x.yaml',
      documentOf('Volume', 'v', 'spec: { pool: gold, sizeGiB: 8, env: { A: "${secrets.db}" } }'),
      '4:43',
    ],
    ['a variable', 'prod/cluster.yaml', CLUSTER.replace('web: 5', 'web: "${secrets.db}"'), '7:10'],
  ];
  for (const [name, file, text, at] of places) {
    it(`may not stand in ${name}`, async () => {
      const errors = errorsOf(await loadFiles(withFile(appOf('cmd: sleep 1'), { [file]: text })));
      assert.ok(
        errors.some((error) => error.startsWith(`${file}:${at} desired/secret-place`)),
        errors.join('\n'),
      );
    });
  }

  it('that variables make up is looked at like any other', async () => {
    const inEnv = await loadFiles(withFile(appOf('cmd: sleep 1\nenv: { A: "${vars.open}${vars.rest}" }', '/other')), { secrets: SECRETS });
    assert.equal(
      errorsOf(inEnv).map((error) => error.split(' ')[1]),
      ['desired/secret-not-allowed'],
    );
    const inCommand = await loadFiles(withFile(appOf('cmd: "x${vars.open}${vars.rest}"', '/other')), { secrets: SECRETS });
    assert.equal(
      errorsOf(inCommand).map((error) => error.split(' ')[1]),
      ['desired/secret-place'],
    );
  });
});
