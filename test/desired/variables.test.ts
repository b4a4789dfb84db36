import type { Loaded } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';
import { appOf, documentOf } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';
import { CLUSTER, errorsOf, withFile } from './with-variables.ts';

async function envOf(value: string): Promise<unknown> {
  const loaded = await loadFiles(withFile(appOf(`cmd: sleep 1\nenv: { A: ${JSON.stringify(value)} }`)));
  return loaded.kind === 'ok' ? loaded.desired.docs.App.get('/x')?.spec.env?.['A'] : errorsOf(loaded);
}

describe('a variable', (it) => {
  const rows: readonly (readonly [string, string])[] = [
    ['http://${vars.domain}/', 'http://example.com/'],
    ['${vars.domain}${vars.web}', 'example.com5'],
    ['${vars.web}${vars.web}', '55'],
    ['x${vars.share}', 'x0.5'],
    ['x${vars.yes}', 'xtrue'],
    ['x${vars.tiny}', 'x1e-7'],
    ['a${vars.empty}b', 'ab'],
    ['${vars.empty}', ''],
    ['${vars.braces}', '}{'],
    ['x ${vars.dollars}', 'x $& $1 $$'],
    ['$HOME ${HOME} $${x} $(vars.web) {{vars.web}} $vars.web ${VARS}', '$HOME ${HOME} $${x} $(vars.web) {{vars.web}} $vars.web ${VARS}'],
    ['$${vars.web}', '$5'],
    ['line\n${vars.web}\nline', 'line\n5\nline'],
  ];
  for (const [text, result] of rows) {
    it(`makes ${JSON.stringify(result)} of ${JSON.stringify(text)}`, async () => assert.equal(await envOf(text), result));
  }

  it('keeps its type where it is the whole value', async () => {
    const app = appOf('cmd: "${vars.domain}"\ninstances: ${vars.web}\ncpus: ${vars.share}\nrequirePorts: "${vars.yes}"');
    const loaded = await loadFiles(withFile(app));
    const spec = { cmd: 'example.com', instances: 5, cpus: 0.5, requirePorts: true };
    assert.equal(loaded.kind === 'ok' ? loaded.desired.docs.App.get('/x')?.spec : errorsOf(loaded), spec);
  });

  it('stands in lists and deep mappings, in labels and annotations, and in documents of storage', async () => {
    const app = appOf('args: ["${vars.domain}", "-n", "${vars.web}x"]\ncontainer: { docker: { image: "r/${vars.domain}:1" } }').replace(
      'metadata: { name: /x }',
      'metadata: { name: /x, labels: { a: "${vars.domain}" }, annotations: { b: "n${vars.web}" } }',
    );
    const volume = documentOf('Volume', 'v', 'spec: { pool: gold, sizeGiB: "${vars.size}" }');
    const loaded = await loadFiles(withFile(`${app}---\n${volume}`));
    const doc = loaded.kind === 'ok' ? loaded.desired.docs.App.get('/x') : undefined;
    assert.equal(
      doc?.spec,
      { args: ['example.com', '-n', '5x'], container: { docker: { image: 'r/example.com:1' } } },
      JSON.stringify(loaded),
    );
    assert.equal([doc?.labels, doc?.annotations], [{ a: 'example.com' }, { b: 'n5' }]);
    assert.is(loaded.kind === 'ok' && loaded.desired.docs.Volume.get('v')?.spec.sizeGiB, 24);
  });

  it('stands in a patch too', async () => {
    const patches =
      '  patches: [{ target: { kind: App, name: /x }, merge: { spec: { instances: "${vars.web}", cmd: "run ${vars.domain}" } } }]';
    const loaded = await loadFiles(withFile(appOf('cmd: sleep 1'), { 'prod/cluster.yaml': `${CLUSTER}\n${patches}\n` }));
    assert.equal(loaded.kind === 'ok' ? loaded.desired.docs.App.get('/x')?.spec : errorsOf(loaded), {
      cmd: 'run example.com',
      instances: 5,
    });
  });

  it('makes another digest when its value changes', async () => {
    const files = withFile(appOf('cmd: sleep 1\ninstances: ${vars.web}'));
    const digestOf = (loaded: Loaded): string | undefined =>
      loaded.kind === 'ok' ? loaded.desired.docs.App.get('/x')?.specDigest : undefined;
    const before = digestOf(await loadFiles(files));
    const after = digestOf(await loadFiles({ ...files, 'prod/cluster.yaml': CLUSTER.replace('web: 5', 'web: 6') }));
    assert.ok(before !== undefined && after !== undefined && before !== after);
  });

  it('that nobody uses is fine', async () => assert.equal((await loadFiles(withFile(appOf('cmd: sleep 1')))).warnings, []));
});

describe('a variable that cannot be put in', (it) => {
  /** The mistake is in line 6 of the app: `env: { A: <text> }`. */
  const rows: readonly (readonly [string, string, string])[] = [
    ['${vars.domian}', 'unknown-variable', 'There is no variable domian; did you mean domain?'],
    ['${vars.nothing-near}', 'unknown-variable', 'There is no variable nothing-near.'],
    ['x${vars.}y', 'unknown-variable', 'There is no name in ${vars.}; write it as ${vars.name}.'],
    ['${vars.web web}', 'unknown-variable', 'There is no variable "web web".'],
    ['${vars. web}', 'unknown-variable', 'There is no variable " web"; did you mean web?'],
    ['${vars.web.x}', 'unknown-variable', 'There is no variable "web.x".'],
    ['a ${vars.web', 'unknown-variable', '"${vars.web" has no closing brace; write it as ${vars.name}.'],
    ['${vars.__proto__}', 'unknown-variable', 'There is no variable __proto__.'],
    ['${vars.toString}', 'unknown-variable', 'There is no variable toString.'],
    ['${vars.a}${vars.a}', 'unknown-variable', 'There is no variable a.'],
  ];
  for (const [text, code, message] of rows) {
    it(`is an error: ${text}`, async () => {
      const loaded = await loadFiles(withFile(appOf(`cmd: sleep 1\nenv: { A: ${JSON.stringify(text)} }`)));
      assert.equal(errorsOf(loaded), [`shared/x.yaml:6:13 desired/${code} ${message}`]);
    });
  }

  it('is one error, whatever the schema says of the text in its place', async () => {
    const loaded = await loadFiles(withFile(appOf('cmd: sleep 1\ninstances: ${vars.wbe}\nmem: ${vars.nope}')));
    assert.equal(
      errorsOf(loaded).map((error) => error.split(' ').slice(0, 2).join(' ')),
      ['shared/x.yaml:6:14 desired/unknown-variable', 'shared/x.yaml:7:8 desired/unknown-variable'],
    );
  });

  it('is an error where nobody sets any', async () => {
    const loaded = await loadFiles({ 'a/x.yaml': appOf('cmd: sleep 1\ninstances: ${vars.web}') }, { path: 'a', cluster: null });
    assert.equal(errorsOf(loaded), ['a/x.yaml:6:14 desired/unknown-variable There is no variable web; the Cluster document sets none.']);
  });

  const places: readonly (readonly [string, string, string, string])[] = [
    ['a name', 'shared/x.yaml', documentOf('App', '"/x${vars.web}"', 'spec: { cmd: sleep 1 }'), '3:19'],
    ['a state', 'shared/x.yaml', `${appOf('cmd: sleep 1')}state: "\${vars.domain}"\n`, '6:8'],
    ['a key', 'shared/x.yaml', appOf('cmd: sleep 1\nenv: { "${vars.web}": x }'), '6:10'],
    ['a kind', 'shared/x.yaml', documentOf('Volume', 'v', 'spec: { pool: gold, sizeGiB: 8 }\nstate: ${vars.web}'), '5:8'],
    ['a variable', 'prod/cluster.yaml', CLUSTER.replace('web: 5', 'web: "${vars.size}"'), '7:10'],
    ['an include', 'prod/cluster.yaml', CLUSTER.replace('../shared', '../shared, "../${vars.web}"'), '5:24'],
  ];
  for (const [name, file, text, at] of places) {
    it(`is one error in ${name}`, async () => {
      const errors = errorsOf(await loadFiles(withFile(appOf('cmd: sleep 1'), { [file]: text })));
      const places = errors.map((error) => error.split(' ').slice(0, 2).join(' '));
      assert.equal(places, [`${file}:${at} desired/variable-place`], errors.join('\n'));
    });
  }

  it('is one error in an Approval', async () => {
    const change = `{ change: remove Volume/pg, key: ${'a'.repeat(64)} }`;
    const approval = documentOf(
      'Approval',
      'a',
      `spec: { reason: "\${vars.domain}", expires: 2026-11-24T12:00:00Z, changes: [${change}] }`,
    );
    const errors = errorsOf(await loadFiles(withFile(approval)));
    assert.is(errors.length, 1, errors.join('\n'));
    assert.ok(errors[0]?.includes('desired/variable-place ${vars.domain} is not read in a document of kind Approval'), errors[0]);
  });

  it('is not said to be unknown while the Cluster document cannot be read', async () => {
    const app = appOf('cmd: sleep 1\ninstances: ${vars.web}');
    for (const cluster of ['kind: [', CLUSTER.replace('vars:', 'var:')]) {
      const errors = errorsOf(await loadFiles(withFile(app, { 'prod/cluster.yaml': cluster })));
      assert.is(errors.length, 1, errors.join('\n'));
      assert.ok(errors[0]?.startsWith('prod/cluster.yaml'));
    }
  });

  it('is said to be unknown when something else is wrong with the Cluster document', async () => {
    const cluster = CLUSTER.replace('  include:', '  sync: 5\n  include:');
    const errors = errorsOf(await loadFiles(withFile(appOf('cmd: sleep 1\ninstances: ${vars.nope}'), { 'prod/cluster.yaml': cluster })));
    assert.equal(
      errors.map((error) => error.split(' ')[1]),
      ['schema/wrong-type', 'desired/unknown-variable'],
    );
  });

  it('cannot make a document larger than a file may be', async () => {
    const cluster = CLUSTER.replace('domain: example.com', `domain: ${'x'.repeat(1000)}`);
    const app = (count: number): string => appOf(`cmd: "${'${vars.domain}'.repeat(count)}"`);
    const load = (count: number): Promise<Loaded> => loadFiles(withFile(app(count), { 'prod/cluster.yaml': cluster }));
    assert.is((await load(1048)).kind, 'ok');
    const errors = errorsOf(await load(1049));
    assert.equal(errors, ['shared/x.yaml:1:1 schema/too-large Patches and variables add more than 1024 KiB to this document.']);
  });
});

describe('what looks like a variable', (it) => {
  for (const [text, meant] of [
    ['${var.web}', 'vars'],
    ['${ vars.web }', 'vars'],
    ['${Vars.web}', 'vars'],
    ['${vars:web}', 'vars'],
    ['${secret.db}', 'secrets'],
  ] as const) {
    it(`is left as it is, with a warning: ${text}`, async () => {
      const loaded = await loadFiles(withFile(appOf(`cmd: sleep 1\nenv: { A: "x ${text}" }`)));
      assert.is(loaded.kind === 'ok' && loaded.desired.docs.App.get('/x')?.spec.env?.['A'], `x ${text}`);
      const [warning, ...others] = loaded.warnings;
      assert.equal(others, []);
      assert.equal([warning?.code, warning?.file, warning?.line, warning?.column], ['desired/looks-like-variable', 'shared/x.yaml', 6, 13]);
      assert.ok(warning?.message.endsWith(`did you mean \${${meant}.name}?`), warning?.message);
    });
  }
});
