import { assert, describe } from '../helpers/suite.ts';
import { appOf, documentOf, VALID } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';
import { MARK } from './rows/row.ts';

const CLUSTER = 'apiVersion: plumbline/v1\nkind: Cluster\nmetadata: { name: prod }\nspec:\n  include: [../shared]\n  patches:\n';

const CHECKED = 'cmd: xx\nportDefinitions: [{ port: 0 }, { port: 0 }]\nhealthChecks: [{ portIndex: 1 }]';

/** What is right as it stands, the patch's part that makes it wrong, behind the mark, and what is said then. */
const ROWS: readonly (readonly [string, string, string, string])[] = [
  [
    'a threshold',
    documentOf('StoragePool', 'x', 'spec: { protectionDomain: pd, thresholds: { high: 80, critical: 90 } }'),
    '{ thresholds: { critical: ❯80 } }',
    'high (80) must be lower than critical (80).',
  ],
  ['a list replaced', appOf(CHECKED), '{ user: root, portDefinitions: ❯[] }', 'so there is no port 1 to check.'],
  [
    'a secret taken away',
    appOf('cmd: xx\nenv: { A: { secret: s } }\nsecrets: { s: { source: /s } }'),
    '{ secrets: { s: ❯null } }',
    'There is no secret s under spec.secrets.',
  ],
  [
    'a container taken away',
    appOf('container: { docker: { image: x } }'),
    '{ container: ❯null }',
    'The app runs nothing: it needs cmd, args or container.docker.image.',
  ],
  ['a command beside arguments', appOf('args: [x]'), '{ cmd: ❯xx }', 'There are both cmd and args; keep one.'],
  ['a limit', appOf('cmd: xx\nresourceLimits: { cpus: 2 }'), '{ mem: 5, cpus: ❯4 }', 'The limit 2 is below cpus (4).'],
  [
    'a volume',
    appOf('cmd: xx\ninstances: 2'),
    '{ container: ❯{ type: MESOS, docker: { image: x }, volumes: [{ containerPath: d, mode: RW, external: { name: pg, provider: dvdi, options: { dvdi/driver: rexray } } }] } }',
    'An app with an external volume runs one task, not 2.',
  ],
];

async function errorsWith(text: string, patch: string): Promise<readonly string[]> {
  const loaded = await loadFiles({ ...VALID, 'prod/cluster.yaml': `${CLUSTER}${patch}`, 'shared/x.yaml': text });
  return loaded.kind === 'refused' ? loaded.errors.map(({ file, message }) => `${file} ${message}`) : [];
}

function patchOf(text: string, spec: string): string {
  const kind = text.includes('kind: App') ? 'App' : 'StoragePool';
  return `    - { target: { kind: ${kind}, name: ${kind === 'App' ? '/x' : 'x'} }, merge: { spec: ${spec} } }`;
}

describe('a mistake that a patch makes elsewhere in its document', (it) => {
  for (const [name, text, spec, says] of ROWS) {
    it(`names the place in the patch: ${name}`, async () => {
      assert.equal(await errorsWith(text, patchOf(text, '{}')), []);
      const patch = patchOf(text, spec);
      const [error, ...others] = await errorsWith(text, patch.replace(MARK, ''));
      assert.equal(others, []);
      assert.ok(error?.startsWith('shared/x.yaml '), error);
      assert.ok(error?.endsWith(`${says} Patched at prod/cluster.yaml:7:${patch.indexOf(MARK) + 1}.`), error);
    });
  }

  it('says nothing of patches that did not make it', async () => {
    const wrong = appOf('cmd: xx\nargs: [x]');
    assert.equal(await errorsWith(wrong, patchOf(wrong, '{ mem: 5 }')), ['shared/x.yaml There are both cmd and args; keep one.']);
  });

  it('names the patch that closes a circle', async () => {
    const text = `${appOf('cmd: xx')}---\n${appOf('cmd: xx\ndependencies: [/x]', '/a')}`;
    const [error] = await errorsWith(text, patchOf(text, '{ dependencies: [/a] }'));
    assert.ok(error?.startsWith('prod/cluster.yaml '), error);
    assert.match(error ?? '', '/x -> /a -> /x. The other one is at shared/x.yaml:12:18.');
  });
});
